package dev.mrc.serving.engine;

/** A request, or a load, that ended with a canonical code. The message goes to the caller. No stack trace: it is an answer. */
final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    StatusException(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static StatusException invalid(String message) {
        return new StatusException(Code.INVALID_ARGUMENT, message);
    }

    Code code() {
        return code;
    }
}
