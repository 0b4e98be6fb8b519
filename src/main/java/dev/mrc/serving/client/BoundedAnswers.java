package dev.mrc.serving.client;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * Breaks off a model server's answer that becomes longer than any batch can need: a server gone mad must not fill our memory.
 * Found
 * by the client as a service, because nothing in its configuration bounds an answer, and an answer taken in pieces would cost
 * its
 * connection each time.
 */
public final class BoundedAnswers implements RestClientListener {
    /** Two lists of 4,096 logits of 32 characters each: room enough for any white space. */
    private static final int MOST_BYTES_PER_WINDOW = 2 * 4096 * 32;

    @Override
    public void onNewClient(Class<?> client, RestClientBuilder builder) {
        if (client == ServingClient.class && builder instanceof VertxRequestCustomizingClientBuilder<?> vertx) {
            long limit = (long) MOST_BYTES_PER_WINDOW * ConfigProvider.getConfig().unwrap(SmallRyeConfig.class)
                    .getConfigMapping(ServingConfig.class).maxBatchSize();
            vertx.httpClientRequestCustomizer(
                    request -> request.response().onSuccess(response -> bound(request, response, limit)));
        }
    }

    private static void bound(HttpClientRequest request, HttpClientResponse response, long limit) {
        long[] left = { limit };
        response.handler(piece -> {
            left[0] -= piece.length();
            if (left[0] < 0) {
                request.reset(0, new MrcException(ErrorCode.MODEL_ERROR,
                        "The model server's answer is longer than the %d bytes that the windows can need".formatted(limit)));
            }
        });
    }
}
