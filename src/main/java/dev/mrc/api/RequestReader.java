package dev.mrc.api;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;

/**
 * Body bytes to a valid request, or the problem with it: 400 for what is not JSON, 422 with a pointer for what breaks a rule.
 */
@Singleton
class RequestReader {
    private static final int LONGEST_NAME = 100;

    private final Validator validator;
    private final ApiConfig config;

    RequestReader(Validator validator, ApiConfig config) {
        this.validator = validator;
        this.config = config;
    }

    <T> T read(byte[] body, Class<T> type) {
        return valid(parse(body, type));
    }

    /** The request itself, if it breaks no rule. */
    <T> T valid(T request) {
        Set<ConstraintViolation<T>> violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw invalid(
                    violations.stream().map(violation -> FieldError.violated(violation, config)).sorted(FieldError.ORDER)
                            .toList());
        }
        return request;
    }

    static MrcException invalid(List<FieldError> errors) {
        List<String> where = errors.stream().map(error -> error.code() + (error.known() ? " " + error.pointer() : "")).toList();
        return new MrcException(ErrorCode.INVALID_REQUEST, "wrong values: " + where,
                Map.of("errors", errors, "count", errors.size()));
    }

    private static <T> T parse(byte[] body, Class<T> type) {
        try {
            T request = RequestJson.MAPPER.readValue(body, type);
            if (request == null) {
                throw invalid(List.of(FieldError.oneOf("#", "type", List.of("object"))));
            }
            return request;
        } catch (MismatchedInputException e) {
            throw empty(body) ? malformed(e.getLocation()) : invalid(List.of(unfit(e)));
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation());
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read. This is a bug.", e);
        }
    }

    private static boolean empty(byte[] body) {
        for (byte unit : body) {
            if (unit < 0 || unit > ' ') {
                return false;
            }
        }
        return true;
    }

    /** What is wrong with JSON that is no request of ours. */
    static FieldError unfit(MismatchedInputException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return FieldError.oneOf(pointer(e), "unknown-field", names(unknown.getKnownPropertyIds()));
        }
        Class<?> type = e.getTargetType();
        if (e instanceof InvalidFormatException && type.isEnum()) {
            return FieldError.oneOf(pointer(e), "enum",
                    Arrays.stream(type.getEnumConstants()).map(RequestJson::nameOf).toList());
        }
        return FieldError.oneOf(pointer(e), "type", List.of(RequestJson.typeName(type)));
    }

    private static MrcException malformed(JsonLocation location) {
        int line = location == null ? 1 : Math.max(1, location.getLineNr());
        int column = location == null ? 1 : Math.max(1, location.getColumnNr());
        return new MrcException(ErrorCode.MALFORMED_JSON, "not JSON from line %d, column %d".formatted(line, column),
                Map.of("line", line, "column", column));
    }

    private static List<String> names(Collection<Object> ids) {
        return ids.stream().map(String::valueOf).sorted().toList();
    }

    /** RFC 6901 in URI fragment form; a member's name is the caller's own, so it is cut and escaped, and never logged. */
    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder("#");
        for (JsonMappingException.Reference step : e.getPath()) {
            String name = step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
            name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
