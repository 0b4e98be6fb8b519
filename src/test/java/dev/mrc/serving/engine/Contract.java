package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mrc.serving.engine.RawHttp.Reply;

/** What the parts of {@link ServingContract} share: a server with {@link ContractModel}, and how its replies are judged. */
interface Contract {
    String MODEL = "/v1/models/" + ContractModel.NAME;
    String PREDICT = MODEL + ":predict";

    RawHttp server();

    default Reply predict(String body) {
        return server().post(PREDICT, body);
    }

    /** A predict request for one signature; {@code rest} is what follows in the object. */
    default Reply predict(String signature, String rest) {
        return predict("{\"signature_name\":\"" + signature + "\"," + rest + "}");
    }

    /** Holds the body against JSON of the same meaning. */
    default void answers(Reply reply, String json) {
        assertThat(reply.body()).isNotEmpty();
        assertThat(reply.json()).isEqualTo(RawHttp.json(json));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
    }

    /** Holds the body against JSON token by token, blanks apart. */
    default void writes(Reply reply, String json) {
        assertThat(reply.dense()).isEqualTo(json);
        assertThat(reply.status()).isEqualTo(200);
    }

    /** An error object and nothing else, with {@code message} as a part of it. */
    default void refuses(Reply reply, int status, String message) {
        assertThat(reply.error()).contains(message);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
    }

    /** What does not reach the REST surface. */
    default void refusesInHtml(Reply reply, int status) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("text/html");
        assertThat(reply.header("connection")).isEqualToIgnoringCase("close");
        assertThat(reply.body()).containsIgnoringCase("<title>" + status);
    }
}
