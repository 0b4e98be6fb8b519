package dev.mrc.browser;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** The service under test. */
final class Service {
    private Service() {
    }

    static void awaitModel() {
        await().atMost(Duration.ofSeconds(60)).until(() -> given().get("/api/v1/model").statusCode() == 200);
    }
}
