/**
 * KorQuAD's measure: reads question files in SQuAD's form, asks an {@link dev.mrc.evaluate.Answerer} or takes a file of
 * predictions, scores as the official script does, and writes a report with pictures. Plain Java and Jackson: who answers, over
 * HTTP or in
 * process, is the caller's business ({@code dev.mrc.cli}). Records are immutable; {@link dev.mrc.evaluate.Interview} is where
 * threads are.
 */
package dev.mrc.evaluate;
