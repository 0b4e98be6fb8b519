package dev.mrc.serving.engine;

/**
 * A predict request's JSON, checked but with its tensors not yet read: which inputs it must hold is known only once the
 * signature is found.
 *
 * @param json the whole body
 * @param signature the signature's name; empty if not given
 * @param instances where the value of {@code instances} begins, or -1
 * @param inputs where the value of {@code inputs} begins, or -1
 */
record PredictBody(byte[] json, String signature, int instances, int inputs) {

    /** @throws StatusException if this is no JSON object or {@code signature_name} no string */
    static PredictBody parse(byte[] json) {
        RootObject root = RootObject.parse(json, "instances", "inputs");
        return new PredictBody(json, root.signature(), root.at("instances"), root.at("inputs"));
    }
}
