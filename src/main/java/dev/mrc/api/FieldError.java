package dev.mrc.api;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One member of the request that is wrong.
 *
 * @param pointer where, as a JSON pointer in URI fragment form
 * @param code what is wrong: required, blank, no-letters, range, size, exclusive, duplicate, type, enum, unknown-field
 * @param detail the same for people, with the remedy, in the caller's language
 * @param min lower bound, for range and size
 * @param max upper bound, for range and size
 * @param allowed the values that would do, for enum and unknown-field
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "pointer", "code", "detail" })
@Schema(description = "One member of the request that is wrong.")
record FieldError(String pointer, String code, String detail, Number min, Number max, List<String> allowed) {

    static final Comparator<FieldError> ORDER = Comparator.comparing(FieldError::pointer).thenComparing(FieldError::code);

    static FieldError of(String pointer, String code) {
        return new FieldError(pointer, code, null, null, null, null);
    }

    static FieldError oneOf(String pointer, String code, List<String> allowed) {
        return new FieldError(pointer, code, null, null, null, allowed);
    }

    /** Reads a violation: its message template is our code, its annotation holds the bounds. */
    static FieldError violated(ConstraintViolation<?> violation, ApiConfig config) {
        Map<String, Object> bounds = violation.getConstraintDescriptor().getAttributes();
        String pointer = toPointer(violation.getPropertyPath());
        if (!(bounds.get("limit") instanceof Limit limit)) {
            return of(pointer, violation.getMessageTemplate());
        }
        Number max = limit == Limit.NONE ? (Number) bounds.get("max") : limit.of(config);
        return new FieldError(pointer, violation.getMessageTemplate(), null, (Number) bounds.get("min"), max, null);
    }

    /** Whether the pointer names members of ours only, so that it may be logged. */
    boolean known() {
        return !code.equals("unknown-field");
    }

    /** The same member, seen from the whole of which the request is a part. */
    FieldError inside(String part) {
        return new FieldError(part + pointer.substring(1), code, detail, min, max, allowed);
    }

    FieldError in(Messages messages) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("min", min);
        facts.put("max", max);
        facts.put("allowed", allowed == null ? null : String.join(", ", allowed));
        return new FieldError(pointer, code, messages.text("field." + code, facts), min, max, allowed);
    }

    /** For validators: fails with this code. Always false. */
    static boolean because(ConstraintValidatorContext context, String code) {
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(code).addConstraintViolation();
        return false;
    }

    private static String toPointer(Path path) {
        StringBuilder pointer = new StringBuilder("#");
        for (Path.Node node : path) {
            if (node.isInIterable()) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }
}
