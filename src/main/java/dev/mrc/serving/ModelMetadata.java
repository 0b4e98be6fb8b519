package dev.mrc.serving;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Answer of {@code GET /v1/models/NAME/metadata}: the signatures of the version that answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelMetadata(@JsonProperty("model_spec") ModelSpec modelSpec, Metadata metadata) {

    /** Which model and version this is; {@code signature_name} is always empty here. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ModelSpec(String name, @JsonProperty("signature_name") String signatureName, String version) {
    }

    /** The doubled key is real. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(@JsonProperty("signature_def") SignatureMap signatureDef) {
    }

    /** Signatures by name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SignatureMap(@JsonProperty("signature_def") Map<String, Signature> signatures) {
    }

    /** Inputs and outputs by alias. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Signature(Map<String, TensorInfo> inputs, Map<String, TensorInfo> outputs,
            @JsonProperty("method_name") String methodName, Map<String, Object> defaults) {
    }

    /** A tensor: {@code dtype} such as {@code DT_FLOAT}, its shape, its name in the graph. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record TensorInfo(String dtype, @JsonProperty("tensor_shape") Shape shape, String name) {
    }

    /** Dimensions; -1 is free. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Shape(List<Dim> dim, @JsonProperty("unknown_rank") boolean unknownRank) {
    }

    /** One dimension; {@code size} is a decimal string. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Dim(String size, String name) {
    }
}
