package dev.mrc.serving.engine;

import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.exceptions.TFPermissionDeniedException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TFUnauthenticatedException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;

/** TensorFlow's exceptions as canonical codes. TensorFlow-Java keeps the kind only of those it has a class for. */
final class TensorFlowErrors {
    /** What a session says when its time is over; the code itself is lost. */
    private static final String TIMED_OUT = "Timed out waiting for notification";

    private TensorFlowErrors() {
    }

    /** @param e a {@link TensorFlowException}, or one of Java's own that TensorFlow-Java throws or extends instead */
    static StatusException status(RuntimeException e) {
        return new StatusException(code(e), String.valueOf(e.getMessage()));
    }

    private static Code code(RuntimeException e) {
        if (e instanceof IllegalArgumentException || e instanceof IndexOutOfBoundsException) {
            return Code.INVALID_ARGUMENT;
        }
        if (e instanceof TFFailedPreconditionException) {
            return Code.FAILED_PRECONDITION;
        }
        if (e instanceof TFOutOfRangeException) {
            return Code.OUT_OF_RANGE;
        }
        if (e instanceof TFResourceExhaustedException) {
            return Code.RESOURCE_EXHAUSTED;
        }
        if (e instanceof TFUnimplementedException) {
            return Code.UNIMPLEMENTED;
        }
        if (e instanceof TFPermissionDeniedException) {
            return Code.PERMISSION_DENIED;
        }
        if (String.valueOf(e.getMessage()).startsWith(TIMED_OUT)) {
            return Code.DEADLINE_EXCEEDED;
        }
        return e instanceof TFUnauthenticatedException ? Code.UNAUTHENTICATED : Code.UNKNOWN;
    }
}
