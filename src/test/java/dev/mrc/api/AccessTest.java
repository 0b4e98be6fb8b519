package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;

/** A service with keys and limits: who comes in, how often, and what the others hear. */
@QuarkusTest
@TestProfile(AccessTest.Locked.class)
class AccessTest {
    /** {@code printf %s open-sesame | sha256sum} */
    private static final String OPEN_SESAME = "d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8ab7";
    /** {@code printf %s lab | sha256sum} */
    private static final String LAB = "a51146d38077ff992eba84cf1d5e9b249073503eb74868699016153b031a38f7";

    private final Path keys = ConfigProvider.getConfig().getValue("mrc.api.keys-file", Path.class);

    /** Keys from a file; this machine is a proxy that is believed. */
    public static final class Locked implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mrc.api.keys-file", keysFile().toString(), "mrc.api.rate-per-key", "60", "mrc.api.rate-burst", "5",
                    "mrc.api.rate-per-address", "60", "mrc.api.trusted-proxies", "127.0.0.0/8");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(StubServing.class));
        }
    }

    @BeforeEach
    void keyIsInForce() throws IOException {
        Files.writeString(keys, "extension=" + OPEN_SESAME + "\n");
        awaitStatus(key("open-sesame"), 200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/v1/limits", "/api/v1/model", "/api/v1/nothing", "/api/" })
    void withoutAKeyNothingOfTheApiIsShown(String path) {
        given().header("Accept-Language", "ko").get(path).then().statusCode(401)
                .contentType("application/problem+json").header("WWW-Authenticate", "Bearer realm=\"korean-mrc\"")
                .header("Cache-Control", "no-store").body("type", equalTo("/problems/authentication-required"))
                .body("detail", equalTo("올바른 API 키를 Authorization: Bearer <키> 또는 X-API-Key: <키> 헤더로 보내 주세요."));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api;x/v1/limits", "/api/v1;x=1/limits", "/%61pi/v1/limits", "//api/v1/limits",
            "/./api/v1/limits",
            "/docs/../api/v1/limits", "/api%2fv1/limits", "/API/v1/limits" })
    void noPathInDisguiseLeadsPastTheDoor(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(not(equalTo(200)))
                .body(not(equalTo("questionChars")));
    }

    @Test
    void theKeyOpensInEitherHeader() {
        key("open-sesame").get("/api/v1/limits").then().statusCode(200).body("", hasKey("questionChars"));
        given().header("Authorization", "bearer  open-sesame").get("/api/v1/limits").then().statusCode(200);
        given().header("Authorization", "Basic abc").header("X-API-Key", "open-sesame").get("/api/v1/limits").then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "open-sesam", "Open-Sesame", OPEN_SESAME, " ", "비밀" })
    void aWrongKeyDoesNot(String wrong) {
        key(wrong).get("/api/v1/limits").then().statusCode(401);
    }

    @Test
    void thePageAndTheDocumentAreOpenToAll() {
        for (String path : List.of("/", "/openapi", "/docs/")) {
            given().get(path).then().statusCode(200).header("X-Frame-Options", "DENY")
                    .header("X-Content-Type-Options", "nosniff").header("Referrer-Policy", "no-referrer");
        }
    }

    @Test
    void aPreflightNeedsNoKeyAndARefusalCanBeReadByTheExtension() {
        String origin = "chrome-extension://" + "a".repeat(32);
        given().header("Origin", origin).header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-api-key").options("/api/v1/answers").then()
                .statusCode(200).header("Access-Control-Allow-Origin", origin);
        given().header("Origin", origin).get("/api/v1/limits").then().statusCode(401)
                .header("Access-Control-Allow-Origin", origin);
    }

    @Test
    void keysComeAndGoWithoutARestart() throws IOException {
        Files.writeString(keys, "lab=" + LAB + "\n");
        awaitStatus(key("open-sesame"), 401);

        Files.writeString(keys, "not a key line\n");
        pause(2500);
        key("lab").get("/api/v1/limits").then().statusCode(200);
        Files.delete(keys);
        pause(2500);
        key("lab").get("/api/v1/limits").then().statusCode(200);
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() {
        int refused = 0;
        for (int i = 0; i < 8; i++) {
            int status = key("open-sesame").header("X-Forwarded-For", "203.0.113." + i).body("{}")
                    .contentType("application/json").post("/api/v1/answers").statusCode();
            assertThat(status).isIn(422, 429);
            refused += status == 429 ? 1 : 0;
        }

        assertThat(refused).as("refused of 8 with a burst of 5, one a second").isBetween(1, 3);
        key("open-sesame").header("X-Forwarded-For", "203.0.113.9").body("{}").contentType("application/json")
                .header("Accept-Language", "en").post("/api/v1/answers").then().statusCode(429).header("Retry-After", "1")
                .body("type", equalTo("/problems/rate-limited")).body("retryAfterSeconds", equalTo(1));
        key("open-sesame").get("/api/v1/limits").then().statusCode(200);
    }

    @Test
    void anAddressBehindTheProxyHasALimitOfItsOwnThatNoForgedEntryEscapes() {
        int refused = 0;
        for (int i = 0; i < 8; i++) {
            refused += given().header("X-Forwarded-For", "198.51.100." + i + ", 192.0.2.1").body("{}")
                    .contentType("application/json").post("/api/v1/answers").statusCode() == 429 ? 1 : 0;
        }

        assertThat(refused).isBetween(1, 3);
        given().header("X-Forwarded-For", "192.0.2.2").body("{}").contentType("application/json").post("/api/v1/answers")
                .then().statusCode(401);
    }

    private static RequestSpecification key(String key) {
        return given().header("X-API-Key", key);
    }

    private static void awaitStatus(RequestSpecification request, int status) {
        Instant end = Instant.now().plus(Duration.ofSeconds(15));
        while (request.get("/api/v1/limits").statusCode() != status) {
            assertThat(Instant.now()).as("time when the keys are in force").isBefore(end);
            pause(100);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Path keysFile() {
        try {
            Path file = Files.createTempFile("api-keys", ".properties");
            Files.writeString(file, "extension=" + OPEN_SESAME + "\n");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
