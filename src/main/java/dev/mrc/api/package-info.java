/**
 * What the world sees: resources, the records of requests and replies, limits, and problems by RFC 9457. Translates and holds
 * no rule of reading; {@code reading} does the work. Every class is thread-safe.
 */
package dev.mrc.api;
