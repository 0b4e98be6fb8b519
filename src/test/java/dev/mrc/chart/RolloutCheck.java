package dev.mrc.chart;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** A Deployment can be upgraded: its selector never changes, pods can be replaced, GPUs are not wanted twice. */
record RolloutCheck(Complaints complaints, Manifests manifests, JsonNode deployment) {
    private static final Set<String> SELECTOR = Set.of("app.kubernetes.io/name", "app.kubernetes.io/instance",
            "app.kubernetes.io/component");

    void check() {
        JsonNode spec = deployment.path("spec");
        JsonNode selector = spec.at("/selector/matchLabels");
        Set<String> keys = new TreeSet<>();
        selector.fieldNames().forEachRemaining(keys::add);
        unless(keys.equals(SELECTOR), "has a selector of " + keys);
        unless(WiringCheck.matches(selector, Manifests.podLabels(deployment)), "does not select its own pods");
        unless(spec.has("replicas") != isScaled(), "has replicas and a scaler, or neither");
        gpus(spec);
        times(spec);
    }

    private void gpus(JsonNode spec) {
        JsonNode pod = Manifests.podSpec(deployment);
        JsonNode surge = spec.at("/strategy/rollingUpdate/maxSurge");
        JsonNode unavailable = spec.at("/strategy/rollingUpdate/maxUnavailable");
        unless(surge.asInt() > 0 || unavailable.asInt() > 0, "can never replace a pod");
        Manifests.containers(deployment).forEach(container -> container.at("/resources/limits").fields()
                .forEachRemaining(limit -> {
                    if (limit.getKey().startsWith("nvidia.com/")) {
                        unless(limit.getValue().isInt(), "wants part of a GPU");
                        unless(surge.asInt() == 0, "wants a second GPU for every rollout");
                    }
                }));
        unless(hasGpu() || pod.path("runtimeClassName").isMissingNode(), "has a runtime class and no GPU");
    }

    private boolean hasGpu() {
        return Manifests.containers(deployment).toString().contains("nvidia.com/");
    }

    private void times(JsonNode spec) {
        int grace = Manifests.podSpec(deployment).path("terminationGracePeriodSeconds").asInt();
        JsonNode container = Manifests.podSpec(deployment).at("/containers/0");
        int preStop = container.at("/lifecycle/preStop/exec/command/1").asInt();
        int drain = Stream.of("QUARKUS_SHUTDOWN_DELAY", "QUARKUS_SHUTDOWN_TIMEOUT").mapToInt(name -> seconds(container, name))
                .sum();
        unless(grace > preStop + drain, "is killed while it drains");
        unless(spec.path("progressDeadlineSeconds").asInt(600) > container.at("/startupProbe/periodSeconds").asInt()
                * container.at("/startupProbe/failureThreshold").asInt() - 1, "is called stuck while it starts");
    }

    private static int seconds(JsonNode container, String variable) {
        return Manifests.stream(container.path("env")).filter(entry -> entry.path("name").asText().equals(variable))
                .mapToInt(entry -> Integer.parseInt(entry.path("value").asText().replace("s", ""))).sum();
    }

    private boolean isScaled() {
        return Stream.of("HorizontalPodAutoscaler", "ScaledObject").flatMap(kind -> manifests.all(kind).stream())
                .anyMatch(scaler -> scaler.at("/spec/scaleTargetRef/name").asText().equals(Manifests.name(deployment)));
    }

    private void unless(boolean right, String what) {
        complaints.unless(right, deployment, what);
    }
}
