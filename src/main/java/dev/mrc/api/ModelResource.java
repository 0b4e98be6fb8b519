package dev.mrc.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.mrc.reading.ModelCard;
import dev.mrc.reading.Reader;
import io.smallrye.mutiny.Uni;

/** {@code GET /api/v1/model}: who answers here. */
@Path("/api/v1/model")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "About")
public class ModelResource {
    private final Reader reader;

    ModelResource(Reader reader) {
        this.reader = reader;
    }

    @GET
    @Operation(summary = "The model that answers", description = "503 while no version of it is loaded.")
    public Uni<ModelCard> model() {
        return reader.model();
    }
}
