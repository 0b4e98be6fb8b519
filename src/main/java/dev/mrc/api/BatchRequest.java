package dev.mrc.api;

import java.io.IOException;
import java.util.List;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** Body of {@code POST /api/v1/answers/batch}. What is wrong with one request does not keep the others from being read. */
@Schema(name = "Batch", description = "Requests that have nothing to do with each other.")
record BatchRequest(
        @Schema(description = "Each as POST /api/v1/answers takes it.", required = true, type = SchemaType.ARRAY, implementation = AnswerRequest.class) @NotNull(message = "required") @Within(min = 1, limit = Limit.BATCH_ITEMS) List<Item> requests) {

    /**
     * One request, or what is wrong with its JSON.
     *
     * @param request null when there is something wrong
     */
    @JsonDeserialize(using = ItemReader.class)
    record Item(AnswerRequest request, FieldError wrong) {
        private static final Item NULL = new Item(null, FieldError.oneOf("#", "type", List.of("object")));
    }

    /** Reads a request; one that does not fit is left behind and the next one is read. */
    static final class ItemReader extends StdDeserializer<Item> {
        private static final long serialVersionUID = 1L;

        ItemReader() {
            super(Item.class);
        }

        @Override
        public Item deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonStreamContext here = parser.getParsingContext();
            JsonStreamContext list = parser.currentToken().isStructStart() ? here.getParent() : here;
            try {
                return new Item(context.readValue(parser, AnswerRequest.class), null);
            } catch (MismatchedInputException e) {
                while (parser.getParsingContext() != list) {
                    parser.nextToken();
                }
                return new Item(null, RequestReader.unfit(e));
            }
        }

        @Override
        public Item getNullValue(DeserializationContext context) {
            return Item.NULL;
        }
    }
}
