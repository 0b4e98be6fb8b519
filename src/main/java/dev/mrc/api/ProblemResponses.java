package dev.mrc.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;

import dev.mrc.error.ErrorCode;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Puts every problem into the API document, from the one table of statuses, so that the document cannot forget one. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ProblemResponses implements OASFilter {
    private static final Map<Integer, List<ErrorCode>> BY_STATUS = Stream.of(ErrorCode.values())
            .collect(Collectors.groupingBy(Problem::status, TreeMap::new, Collectors.toList()));

    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getRequestBody() != null) {
            BY_STATUS.forEach((status, codes) -> operation.getResponses().addAPIResponse(String.valueOf(status),
                    OASFactory.createAPIResponse().description(describe(codes)).content(content())));
        }
        return operation;
    }

    private static String describe(List<ErrorCode> codes) {
        return codes.stream().map(code -> "`/problems/%s`: %s".formatted(code.slug(), Messages.title(code.slug())))
                .collect(Collectors.joining("; "));
    }

    private static Content content() {
        return OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    }
}
