package dev.mrc.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.mrc.error.ErrorCode;

/**
 * An error as RFC 9457 has it.
 *
 * @param type ends in the error code: {@code /problems/context-too-large}
 * @param title fixed English text of the code
 * @param detail for people, in the caller's language
 * @param instance path of the request
 * @param errors the members that are wrong, for {@code invalid-request}
 * @param facts further members: limit, actual, unit, retryAfterSeconds
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({ "type", "title", "status", "detail", "instance", "requestId", "errors" })
@Schema(description = "An error by RFC 9457.")
record Problem(String type, String title, int status, String detail, String instance, String requestId, List<FieldError> errors,
        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> facts) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** The one table from failures to HTTP statuses. */
    static int status(ErrorCode code) {
        return switch (code) { // no default: a new code does not compile without a status
            case MALFORMED_JSON -> 400;
            case AUTHENTICATION_REQUIRED -> 401;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case REQUEST_TIMEOUT -> 408;
            case CONTEXT_TOO_LARGE, REQUEST_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE, UNSUPPORTED_ENCODING -> 415;
            case INVALID_REQUEST, QUESTION_TOO_LONG, UNSUPPORTED_LANGUAGE -> 422;
            case RATE_LIMITED -> 429;
            case INTERNAL -> 500;
            case MODEL_ERROR -> 502;
            case MODEL_UNAVAILABLE, MODEL_CHANGED, OVERLOADED -> 503;
            case INFERENCE_TIMEOUT -> 504;
        };
    }

    /** Words a failure for a caller. */
    static Problem of(ErrorCode code, Map<String, Object> facts, Messages messages, RequestTrace trace) {
        Map<String, Object> shown = new HashMap<>(facts);
        shown.remove("count");
        List<FieldError> errors = List.of();
        if (shown.remove("errors") instanceof List<?> found) {
            errors = found.stream().map(error -> ((FieldError) error).in(messages)).toList();
        }
        return new Problem("/problems/" + code.slug(), Messages.title(code.slug()), status(code),
                messages.text("detail." + code.slug(), facts), trace.path(), trace.requestId(), errors, shown);
    }
}
