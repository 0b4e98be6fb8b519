package dev.mrc.api;

import static io.restassured.RestAssured.given;

import java.time.Duration;
import java.time.Instant;

/** Waits until the engine of the service under test has loaded its model. */
final class ServiceUnderTest {
    private ServiceUnderTest() {
    }

    static void awaitModel() {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (given().get("/api/v1/model").statusCode() != 200) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("The model was not loaded within 60 s");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
