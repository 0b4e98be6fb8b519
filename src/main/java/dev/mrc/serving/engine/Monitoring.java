package dev.mrc.serving.engine;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether and where the engine shows its metrics.
 *
 * @param path of the page on the REST port; empty = there is none
 */
public record Monitoring(Optional<String> path) {
    /** As TensorFlow Serving starts without {@code --monitoring_config_file}. */
    public static final Monitoring OFF = new Monitoring(Optional.empty());

    /** Where TensorFlow Serving's page is unless its configuration says otherwise. */
    public static final String DEFAULT_PATH = "/monitoring/prometheus/metrics";

    /**
     * Reads TensorFlow Serving's {@code MonitoringConfig}, a protobuf in text format.
     *
     * @throws IOException if there is no such file or it is none; the message names it, and the line
     */
    public static Monitoring read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (StatusException e) {
            throw new IOException("%s is no monitoring configuration: %s".formatted(file, e.getMessage()), e);
        } catch (MalformedInputException e) {
            throw new IOException("%s is no monitoring configuration: it is not UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new IOException("The monitoring configuration %s cannot be read".formatted(file), e);
        }
    }

    /** The same from the text, where an error names the line only. */
    static Monitoring parse(String text) {
        Optional<TextProto.Message> config = TextProto.parse(text).only("prometheus_config").message("prometheus_config")
                .map(prometheus -> prometheus.only("enable", "path"));
        String path = config.flatMap(prometheus -> prometheus.text("path")).filter(given -> !given.isEmpty())
                .orElse(DEFAULT_PATH);
        if (!path.startsWith("/") || path.indexOf('#') >= 0 || path.indexOf('?') >= 0) {
            throw StatusException.invalid("path '%s' can never be asked for: it must begin with '/' and end before any query"
                    .formatted(path));
        }
        return config.flatMap(prometheus -> prometheus.flag("enable")).orElse(false) ? new Monitoring(Optional.of(path)) : OFF;
    }
}
