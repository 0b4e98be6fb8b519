package dev.mrc.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Rendered objects, in the order Helm would install them. */
record Manifests(List<ObjectNode> objects) {
    static final YAMLMapper YAML = new YAMLMapper();

    static Manifests of(String yaml) {
        try (MappingIterator<ObjectNode> documents = YAML.readerFor(ObjectNode.class).readValues(yaml)) {
            List<ObjectNode> objects = new ArrayList<>();
            documents.forEachRemaining(object -> {
                if (object != null && !object.isEmpty()) {
                    objects.add(object);
                }
            });
            return new Manifests(objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Manifests copy() {
        return new Manifests(objects.stream().map(ObjectNode::deepCopy).toList());
    }

    List<ObjectNode> all(String kind) {
        return objects.stream().filter(object -> kind(object).equals(kind)).toList();
    }

    /** The only object of that kind whose name ends so. */
    ObjectNode one(String kind, String suffix) {
        List<ObjectNode> found = all(kind).stream().filter(object -> name(object).endsWith(suffix)).toList();
        if (found.size() != 1) {
            throw new AssertionError("%d objects are a %s …%s".formatted(found.size(), kind, suffix));
        }
        return found.get(0);
    }

    /** Deployments and lone pods. */
    List<ObjectNode> workloads() {
        return objects.stream().filter(object -> List.of("Deployment", "Pod").contains(kind(object))).toList();
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static JsonNode podSpec(JsonNode workload) {
        return kind(workload).equals("Pod") ? workload.path("spec") : workload.at("/spec/template/spec");
    }

    static JsonNode podLabels(JsonNode workload) {
        return kind(workload).equals("Pod") ? workload.at("/metadata/labels") : workload.at("/spec/template/metadata/labels");
    }

    static List<JsonNode> containers(JsonNode workload) {
        return Stream.of("initContainers", "containers").flatMap(list -> stream(podSpec(workload).path(list))).toList();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
