package dev.mrc.api;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Collection;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * A number within bounds (code {@code range}), or a text or list whose length is (code {@code size}). The upper bound is fixed
 * here or one of the configured limits. Null passes, and so does an empty text: {@link Text} speaks of that.
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

    /** Knows the configured limits, hence a bean; looks them up late, because validators are made before settings are read. */
    @Dependent
    class Validator implements ConstraintValidator<Within, Object> {
        private final Provider<ApiConfig> config;
        private Within bounds;

        @Inject
        Validator(Provider<ApiConfig> config) {
            this.config = config;
        }

        @Override
        public void initialize(Within bounds) {
            this.bounds = bounds;
        }

        @Override
        public boolean isValid(Object value, ConstraintValidatorContext context) {
            if (value == null || value instanceof CharSequence text && text.isEmpty()) {
                return true;
            }
            boolean number = value instanceof Number;
            double size = number ? ((Number) value).doubleValue() : length(value);
            int max = bounds.limit() == Limit.NONE ? bounds.max() : bounds.limit().of(config.get());
            return size >= bounds.min() && size <= max || FieldError.because(context, number ? "range" : "size");
        }

        private static int length(Object value) {
            if (value instanceof CharSequence text) {
                return text.length();
            }
            return ((Collection<?>) value).size();
        }
    }
}
