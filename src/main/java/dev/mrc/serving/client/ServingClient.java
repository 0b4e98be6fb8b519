package dev.mrc.serving.client;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;

import dev.mrc.serving.ModelMetadata;
import dev.mrc.serving.ModelStatus;
import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;

/**
 * TensorFlow Serving's REST surface. The base comes with each call because the embedded engine may listen on any port; all
 * calls share one pool. Predict moves plain bytes: {@link PredictBody} wrote them, {@link PredictionReader} reads them;
 * {@link BoundedAnswers} breaks off an answer without end.
 */
@Path("/v1/models")
@RegisterRestClient(configKey = "serving")
@RegisterProvider(WholeBody.class)
interface ServingClient {
    @POST
    @Path("/{model}:predict")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    Uni<byte[]> predict(@Url String base, @RestPath String model, byte[] body);

    @POST
    @Path("/{model}/versions/{version}:predict")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    Uni<byte[]> predictVersion(@Url String base, @RestPath String model, @RestPath long version, byte[] body);

    @POST
    @Path("/{model}/labels/{label}:predict")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    Uni<byte[]> predictLabel(@Url String base, @RestPath String model, @RestPath String label, byte[] body);

    /** All versions; a label would not filter them, so there is no variant with one. */
    @GET
    @Path("/{model}")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<ModelStatus> status(@Url String base, @RestPath String model);

    @GET
    @Path("/{model}/metadata")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<ModelMetadata> metadata(@Url String base, @RestPath String model);

    @GET
    @Path("/{model}/versions/{version}/metadata")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<ModelMetadata> metadataOfVersion(@Url String base, @RestPath String model, @RestPath long version);

    @GET
    @Path("/{model}/labels/{label}/metadata")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<ModelMetadata> metadataOfLabel(@Url String base, @RestPath String model, @RestPath String label);
}
