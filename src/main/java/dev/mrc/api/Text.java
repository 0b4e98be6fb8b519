package dev.mrc.api;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * A text with something to see in it. Codes: {@code required} (absent), {@code blank} (nothing but spaces of any script,
 * control and format characters), {@code no-letters} (no letter or digit although one is asked for).
 */
@Target({ FIELD, METHOD })
@Retention(RUNTIME)
@Constraint(validatedBy = Text.Validator.class)
@interface Text {
    boolean required() default true;

    boolean letters() default false;

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Stateless but for the annotation's own values. */
    class Validator implements ConstraintValidator<Text, String> {
        private boolean required;
        private boolean letters;

        @Override
        public void initialize(Text text) {
            required = text.required();
            letters = text.letters();
        }

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            if (value == null) {
                return !required || FieldError.because(context, "required");
            }
            if (value.codePoints().allMatch(Validator::invisible)) {
                return FieldError.because(context, "blank");
            }
            return !letters || value.codePoints().anyMatch(Character::isLetterOrDigit)
                    || FieldError.because(context, "no-letters");
        }

        private static boolean invisible(int c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT;
        }
    }
}
