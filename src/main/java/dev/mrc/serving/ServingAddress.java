package dev.mrc.serving;

import java.net.URI;

/**
 * Says where a predict server listens. The embedded engine fires it as a CDI event once its port is open, because the port may
 * be "any free one".
 *
 * @param uri base of the REST surface, such as {@code http://127.0.0.1:8501}
 */
public record ServingAddress(URI uri) {
}
