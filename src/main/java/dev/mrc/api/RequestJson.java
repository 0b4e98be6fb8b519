package dev.mrc.api;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import dev.mrc.answer.Boundary;
import dev.mrc.answer.OffsetUnit;
import dev.mrc.reading.Effort;

/**
 * How request bodies are read: strictly. UTF-8 only, no unknown member, no member twice, nothing after the object, no number
 * for a text or text for a number, no half of a surrogate pair.
 */
final class RequestJson {
    static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build()).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addMixIn(Boundary.class, LowerCase.class).addMixIn(Effort.class, LowerCase.class)
            .addMixIn(OffsetUnit.class, LowerCase.class)
            .addModule(new SimpleModule().addDeserializer(String.class, new WholeText()))
            .build();

    private RequestJson() {
    }

    /** The name an enum's value has in JSON. */
    static String nameOf(Object value) {
        return ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
    }

    /** What JSON calls the type that a member of this Java type wants. */
    static String typeName(Class<?> type) {
        if (type == null) {
            return "object";
        }
        if (CharSequence.class.isAssignableFrom(type) || type.isEnum()) {
            return "string";
        }
        if (Number.class.isAssignableFrom(type)) {
            return type == Integer.class || type == Long.class ? "integer" : "number";
        }
        if (type == Boolean.class) {
            return "boolean";
        }
        return Collection.class.isAssignableFrom(type) ? "array" : Map.class.isAssignableFrom(type) ? "object" : "object";
    }

    @EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
    private interface LowerCase {
    }

    /** Strings as they are: only from a JSON string, and never with a lone surrogate, which UTF-8 cannot carry back. */
    private static final class WholeText extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        WholeText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getText();
            for (int i = 0; i < text.length(); i++) {
                if (!Character.isSurrogate(text.charAt(i))) {
                    continue;
                }
                if (!Character.isHighSurrogate(text.charAt(i)) || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(++i))) {
                    throw new JsonParseException(parser, "lone surrogate", parser.currentTokenLocation());
                }
            }
            return text;
        }
    }
}
