package dev.mrc.chart;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** As much of KEDA's type as this chart writes; written after KEDA's documentation of {@code keda.sh/v1alpha1}. */
record ScaledObject(String apiVersion, String kind, JsonNode metadata, Spec spec) {
    record Spec(Target scaleTargetRef, Integer minReplicaCount, Integer maxReplicaCount, Integer cooldownPeriod,
            Advanced advanced, List<Trigger> triggers) {
    }

    record Target(String name) {
    }

    record Advanced(Scaler horizontalPodAutoscalerConfig) {
    }

    record Scaler(JsonNode behavior) {
    }

    record Trigger(String type, Map<String, String> metadata) {
    }
}
