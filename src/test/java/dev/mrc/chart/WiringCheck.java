package dev.mrc.chart;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** What objects say of each other holds: selectors, ports, names. */
record WiringCheck(Complaints complaints, Manifests manifests) {
    private static final int DNS_LABEL = 63;

    void check() {
        manifests.objects().forEach(object -> complaints.unless(Manifests.name(object).length() <= DNS_LABEL
                && Manifests.name(object).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?"), object, "is no DNS label"));
        manifests.all("Service").forEach(this::service);
        manifests.all("NetworkPolicy").forEach(this::policy);
        manifests.all("PodDisruptionBudget").forEach(this::budget);
        manifests.all("PodMonitor").forEach(this::monitor);
        Stream.of("HorizontalPodAutoscaler", "ScaledObject").flatMap(kind -> manifests.all(kind).stream())
                .forEach(scaler -> complaints.unless(names("Deployment").contains(scaler.at("/spec/scaleTargetRef/name")
                        .asText()), scaler, "scales nothing"));
        manifests.all("Ingress").forEach(ingress -> ingress.findValues("service").forEach(backend -> complaints.unless(
                names("Service").contains(backend.path("name").asText()), ingress, "leads nowhere")));
        manifests.all("HTTPRoute").forEach(route -> {
            List<JsonNode> backends = route.findValues("backendRefs");
            complaints.unless(!backends.isEmpty(), route, "leads nowhere");
            backends.forEach(backend -> complaints.unless(names("Service").contains(backend.at("/0/name").asText()), route,
                    "leads nowhere"));
        });
    }

    private void service(JsonNode service) {
        List<JsonNode> selected = selected(service.at("/spec/selector"));
        Set<String> components = selected.stream()
                .map(workload -> Manifests.podLabels(workload).path("app.kubernetes.io/component").asText())
                .map(component -> component.replace("-canary", "")).collect(Collectors.toCollection(TreeSet::new));
        complaints.unless(components.size() == 1 && !components.contains("test"), service, "selects " + components);
        Manifests.stream(service.at("/spec/ports")).forEach(port -> complaints.unless(
                selected.stream().allMatch(workload -> ports(workload).contains(port.path("targetPort").asText())), service,
                "leads to a port that is not open: " + port));
    }

    private void policy(JsonNode policy) {
        List<JsonNode> selected = selected(policy.at("/spec/podSelector/matchLabels"));
        complaints.unless(!selected.isEmpty(), policy, "selects nothing");
        Set<String> open = selected.stream().flatMap(workload -> ports(workload).stream()).collect(Collectors.toSet());
        policy.at("/spec/ingress").findValues("port").forEach(port -> complaints.unless(open.contains(port.asText()), policy,
                "opens a port that is not there: " + port));
    }

    private void budget(JsonNode budget) {
        complaints.unless(!selected(budget.at("/spec/selector/matchLabels")).isEmpty(), budget, "selects nothing");
        complaints.unless(budget.path("spec").has("minAvailable") != budget.path("spec").has("maxUnavailable"), budget,
                "takes minAvailable or maxUnavailable");
    }

    private void monitor(JsonNode monitor) {
        List<JsonNode> selected = selected(monitor.at("/spec/selector/matchLabels"));
        String port = monitor.at("/spec/podMetricsEndpoints/0/port").asText();
        complaints.unless(!selected.isEmpty() && selected.stream().allMatch(workload -> ports(workload).contains(port)),
                monitor, "finds nothing at port " + port);
    }

    private List<JsonNode> selected(JsonNode labels) {
        return manifests.workloads().stream().map(JsonNode.class::cast)
                .filter(workload -> matches(labels, Manifests.podLabels(workload))).toList();
    }

    private Set<String> names(String kind) {
        return manifests.all(kind).stream().map(Manifests::name).collect(Collectors.toSet());
    }

    private static Set<String> ports(JsonNode workload) {
        return Manifests.containers(workload).stream().flatMap(container -> Manifests.stream(container.path("ports")))
                .flatMap(port -> Stream.of(port.path("name").asText(), port.path("containerPort").asText()))
                .collect(Collectors.toSet());
    }

    /** Whether a selector, which must not be empty, holds of these labels. */
    static boolean matches(JsonNode selector, JsonNode labels) {
        return !selector.isEmpty() && selector.properties().stream()
                .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }
}
