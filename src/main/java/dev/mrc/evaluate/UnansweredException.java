package dev.mrc.evaluate;

/** A question could not be asked. The message is a short reason, the same for all failures of its kind. */
public final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnansweredException(String reason) {
        super(reason);
    }

    public UnansweredException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
