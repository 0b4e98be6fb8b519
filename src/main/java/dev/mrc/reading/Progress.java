package dev.mrc.reading;

import java.util.function.Supplier;

/** Hears how far a reading has come. */
@FunctionalInterface
public interface Progress {
    /** Nobody listens, so nothing is done in steps. */
    Progress NONE = (done, total, soFar) -> {
    };

    /**
     * Some more windows are read.
     *
     * @param done windows read, from the first on
     * @param total windows there are
     * @param soFar reads the answers of these windows only; worked out when asked for, and only during this call
     */
    void step(int done, int total, Supplier<Reading> soFar);
}
