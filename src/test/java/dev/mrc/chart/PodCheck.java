package dev.mrc.chart;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** One kind of pod: hardened, and everything it names is there. */
record PodCheck(Complaints complaints, JsonNode workload, String kubernetes) {
    private static final Set<String> PULL = Set.of("Always", "IfNotPresent", "Never");
    private static final int PORT_NAME = 15;
    /** Minor version from which pods may mount images. */
    private static final int IMAGE_VOLUMES = 31;

    void check() {
        JsonNode pod = Manifests.podSpec(workload);
        Manifests.containers(workload).forEach(this::container);
        JsonNode security = pod.path("securityContext");
        unless(security.path("runAsNonRoot").asBoolean() && security.path("runAsUser").asInt() > 0, "may run as root");
        unless(security.at("/seccompProfile/type").asText().equals("RuntimeDefault"), "has no seccomp profile");
        unless(pod.path("automountServiceAccountToken").isBoolean() && !pod.path("automountServiceAccountToken").asBoolean(),
                "gets a token of the API server");
        unless(pod.path("enableServiceLinks").isBoolean() && !pod.path("enableServiceLinks").asBoolean(),
                "gets variables of all services, and one may be taken for a setting");
        volumes(pod);
    }

    private void container(JsonNode container) {
        JsonNode security = container.path("securityContext");
        unless(security.path("readOnlyRootFilesystem").asBoolean()
                && !security.path("allowPrivilegeEscalation").asBoolean(true)
                && security.at("/capabilities/drop/0").asText().equals("ALL"), "has a container that is not hardened");
        unless(PULL.contains(container.path("imagePullPolicy").asText()), "has an unknown imagePullPolicy");
        String image = container.path("image").asText();
        unless(image.matches("\\S+(:[\\w.-]+|@sha256:[0-9a-f]{64})") && !image.endsWith(":latest"), "floating image " + image);
        unless(container.at("/resources/limits/memory").isTextual(), "has no memory limit");
        environment(container);
        probes(container);
        Manifests.stream(container.path("ports")).forEach(port -> unless(
                port.path("name").asText().length() <= PORT_NAME && port.path("containerPort").isInt(), "bad port " + port));
    }

    private void environment(JsonNode container) {
        Set<String> names = new HashSet<>();
        Manifests.stream(container.path("env")).forEach(variable -> {
            unless(names.add(variable.path("name").asText()), "sets a variable twice: " + variable);
            unless(variable.has("valueFrom") || variable.path("value").isTextual(),
                    "has a variable that is no text: " + variable);
        });
    }

    private void probes(JsonNode container) {
        Set<String> ports = Manifests.stream(container.path("ports"))
                .flatMap(port -> Stream.of(port.path("name").asText(), port.path("containerPort").asText()))
                .collect(Collectors.toSet());
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            JsonNode check = container.path(probe);
            if (!check.isMissingNode()) {
                JsonNode port = check.has("grpc") ? check.at("/grpc/port") : check.at("/httpGet/port");
                unless(ports.contains(port.asText()), probe + " asks a port that is not open: " + port);
            }
            unless(!check.has("grpc") || container.path("args").toString().contains("--enable_grpc_healthcheck_service=true"),
                    probe + " asks a health service that is off");
        }
    }

    private void volumes(JsonNode pod) {
        Set<String> volumes = Manifests.stream(pod.path("volumes")).map(volume -> volume.path("name").asText())
                .collect(Collectors.toSet());
        Set<String> mounted = Manifests.containers(workload).stream()
                .flatMap(container -> Manifests.stream(container.path("volumeMounts")))
                .map(mount -> mount.path("name").asText()).collect(Collectors.toSet());
        unless(volumes.equals(mounted), "has volumes %s and mounts %s".formatted(volumes, mounted));
        int minor = Integer.parseInt(kubernetes.split("\\.")[1]);
        unless(minor >= IMAGE_VOLUMES || Manifests.stream(pod.path("volumes")).noneMatch(volume -> volume.has("image")),
                "mounts an image, which Kubernetes " + kubernetes + " cannot");
    }

    private void unless(boolean right, String what) {
        complaints.unless(right, workload, what);
    }
}
