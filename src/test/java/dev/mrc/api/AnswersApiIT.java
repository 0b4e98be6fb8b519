package dev.mrc.api;

import dev.mrc.image.EngineOutside;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AnswersApiTest}, asked of what goes into an image: the jar without TensorFlow, or the native executable. */
@QuarkusIntegrationTest
@WithTestResource(EngineOutside.class)
class AnswersApiIT extends AnswersApiTest {
}
