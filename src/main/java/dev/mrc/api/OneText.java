package dev.mrc.api;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import dev.mrc.api.AnswerRequest.PassageText;

/**
 * Exactly one of {@code context} (code {@code required} when both are absent) and {@code passages} (code {@code exclusive} when
 * both are there), and no passage id twice (code {@code duplicate}).
 */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = OneText.Validator.class)
@interface OneText {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Stateless. */
    class Validator implements ConstraintValidator<OneText, AnswerRequest> {
        @Override
        public boolean isValid(AnswerRequest request, ConstraintValidatorContext context) {
            if (request.passages() == null) {
                return request.context() != null || at(context, "required", "context");
            }
            if (request.context() != null) {
                return at(context, "exclusive", "passages");
            }
            return idsDiffer(request.passages(), context);
        }

        private static boolean idsDiffer(List<PassageText> passages, ConstraintValidatorContext context) {
            Set<String> seen = new HashSet<>();
            boolean differ = true;
            for (int i = 0; i < passages.size(); i++) {
                PassageText passage = passages.get(i);
                if (passage != null && passage.id() != null && !seen.add(passage.id())) {
                    context.disableDefaultConstraintViolation();
                    context.buildConstraintViolationWithTemplate("duplicate").addPropertyNode("passages")
                            .addPropertyNode("id").inIterable().atIndex(i).addConstraintViolation();
                    differ = false;
                }
            }
            return differ;
        }

        private static boolean at(ConstraintValidatorContext context, String code, String member) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(code).addPropertyNode(member).addConstraintViolation();
            return false;
        }
    }
}
