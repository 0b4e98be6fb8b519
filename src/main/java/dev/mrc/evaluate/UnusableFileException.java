package dev.mrc.evaluate;

/** A file is not what it should be. The message is one sentence: the file, the place in it and what was expected there. */
public final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }

    UnusableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
