package dev.mrc.error;

import java.util.Map;

/**
 * The one exception for failures that have a name; whatever else escapes is a bug.
 *
 * <p>
 * The message is for the operator's log: it names the value, the limit and the remedy, never a user's text. {@link #facts()}
 * are the numbers and names that a caller may see (limit, actual, unit, retryAfterSeconds ...).
 */
public final class MrcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> facts;

    public MrcException(ErrorCode code, String message) {
        this(code, message, Map.of(), null);
    }

    public MrcException(ErrorCode code, String message, Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public MrcException(ErrorCode code, String message, Map<String, Object> facts) {
        this(code, message, facts, null);
    }

    public MrcException(ErrorCode code, String message, Map<String, Object> facts, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.facts = Map.copyOf(facts);
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, Object> facts() {
        return facts;
    }
}
