package dev.mrc.api;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Collection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * A number within bounds (code {@code range}), or a text or list whose length is (code {@code size}). The upper bound is fixed
 * here or one of the configured limits. Null passes.
 */
@Target({ FIELD, METHOD, TYPE_USE })
@Retention(RUNTIME)
@Constraint(validatedBy = Within.Validator.class)
@interface Within {
    int min();

    int max() default Integer.MAX_VALUE;

    Limit limit() default Limit.NONE;

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Knows the configured limits, hence a bean. */
    @Singleton
    class Validator implements ConstraintValidator<Within, Object> {
        private final ApiConfig config;
        private double min;
        private double max;

        @Inject
        Validator(ApiConfig config) {
            this.config = config;
        }

        @Override
        public void initialize(Within bounds) {
            min = bounds.min();
            max = bounds.limit() == Limit.NONE ? bounds.max() : bounds.limit().of(config);
        }

        @Override
        public boolean isValid(Object value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            boolean number = value instanceof Number;
            double size = number ? ((Number) value).doubleValue() : length(value);
            return size >= min && size <= max || FieldError.because(context, number ? "range" : "size");
        }

        private static int length(Object value) {
            if (value instanceof CharSequence text) {
                return text.length();
            }
            return ((Collection<?>) value).size();
        }
    }
}
