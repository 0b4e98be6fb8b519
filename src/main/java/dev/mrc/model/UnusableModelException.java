package dev.mrc.model;

/**
 * A model's files cannot be turned into a servable. The message is one sentence for whoever brought the files: it names the
 * tensor or setting and what was expected of it.
 */
public final class UnusableModelException extends RuntimeException {
    public UnusableModelException(String message) {
        super(message);
    }

    public UnusableModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
