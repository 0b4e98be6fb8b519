package dev.mrc.serving.client;

import java.net.HttpURLConnection;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * Breaks off a model server's answer that becomes longer than any batch can need, as a server gone mad must not fill our
 * memory, and one whose announced length ends before its JSON does, as what is left of it would be taken for the next
 * answer of the same connection. Found by the client as a service, because nothing in its configuration bounds an answer,
 * and an answer taken in pieces would cost its connection each time.
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
        String length = response.statusCode() == HttpURLConnection.HTTP_OK ? response.getHeader("Content-Length") : null;
        long announced = length == null ? -1 : Long.parseLong(length); // anything else did not pass the parser of HTTP
        long[] taken = { 0 };
        response.handler(piece -> {
            taken[0] += piece.length();
            if (taken[0] > limit) {
                breakOff(request,
                        "The model server's answer is longer than the %d bytes that the windows can need".formatted(limit));
            } else if (taken[0] == announced && !endsJson(piece)) {
                breakOff(request, "The model server's answer ends before its JSON does");
            }
        });
    }

    private static boolean endsJson(Buffer piece) {
        int last = piece.length() - 1;
        while (last >= 0 && piece.getByte(last) <= ' ') {
            last--;
        }
        return last < 0 || piece.getByte(last) == '}';
    }

    private static void breakOff(HttpClientRequest request, String why) {
        request.reset(0, new MrcException(ErrorCode.MODEL_ERROR, why));
    }
}
