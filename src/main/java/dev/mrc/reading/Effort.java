package dev.mrc.reading;

/** How much of a long text the model reads. */
public enum Effort {
    /** All windows. */
    FULL,
    /** The windows that share most with the question; a passage or two is always read whole. */
    RANKED
}
