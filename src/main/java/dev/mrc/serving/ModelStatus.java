package dev.mrc.serving;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Answer of {@code GET /v1/models/NAME}: every version the server has seen, the highest first. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelStatus(@JsonProperty("model_version_status") List<Version> versions) {
    public ModelStatus {
        versions = versions == null ? List.of() : List.copyOf(versions);
    }

    /** One version; {@code version} is a decimal string because the wire form is proto3 JSON. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Version(String version, State state, Status status) {
    }

    /** Life of a version, in order. */
    public enum State {
        UNKNOWN,
        START,
        LOADING,
        AVAILABLE,
        UNLOADING,
        END
    }

    /** Why a version ended: {@code OK}, or a canonical code's name and its message. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(@JsonProperty("error_code") String code, @JsonProperty("error_message") String message) {
        public static final Status OK = new Status("OK", "");
    }
}
