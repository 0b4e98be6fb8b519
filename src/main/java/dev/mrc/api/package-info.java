/**
 * What the world sees: resources, the records of requests and replies, limits, and problems by RFC 9457. Translates and holds
 * no rule of reading; {@code reading} does the work. Every class is thread-safe.
 *
 * <p>
 * A request comes by {@link dev.mrc.api.RequestFilter} (id, log line), {@link dev.mrc.api.Door} (keys, rates) and
 * {@link dev.mrc.api.BodyIntake} (size, time, gzip) to {@link dev.mrc.api.AnswersResource}, {@link dev.mrc.api.BatchResource},
 * {@link dev.mrc.api.AnswerStream} or {@link dev.mrc.api.HuggingFaceResource}; {@link dev.mrc.api.RequestReader} makes a valid
 * request of the body, {@link dev.mrc.api.AnswerWriter} a reply of the reading, {@link dev.mrc.api.ProblemMapper} a problem of
 * whatever failed on the way.
 */
package dev.mrc.api;
