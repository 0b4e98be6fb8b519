package dev.mrc.chart;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** What is wrong with rendered objects, by all checks; empty if nothing is. */
final class Complaints {
    private final List<String> list = new ArrayList<>();

    static List<String> about(Manifests manifests, String kubernetes) {
        Complaints complaints = new Complaints();
        manifests.objects().forEach(object -> new TypeCheck(complaints).check(object));
        manifests.workloads().forEach(workload -> new PodCheck(complaints, workload, kubernetes).check());
        manifests.all("Deployment").forEach(deployment -> new RolloutCheck(complaints, manifests, deployment).check());
        new WiringCheck(complaints, manifests).check();
        return complaints.list;
    }

    /** Adds one unless it is right. */
    void unless(boolean right, JsonNode object, String what) {
        if (!right) {
            list.add("%s %s: %s".formatted(Manifests.kind(object), Manifests.name(object), what));
        }
    }
}
