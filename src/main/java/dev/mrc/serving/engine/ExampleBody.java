package dev.mrc.serving.engine;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.proto.Example;

/**
 * A classify or regress request: the examples, each merged with the context they share and serialized. Unlike predict it is
 * read to the end before the model is looked for, because no signature is needed to understand it.
 *
 * @param signature the signature's name; empty if not given
 * @param examples serialized {@code tf.Example}s, at least one
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/util/json_tensor.cc">where TensorFlow
 *      Serving fills a ClassificationRequest</a>
 */
record ExampleBody(String signature, List<byte[]> examples) {

    /** @throws StatusException if this is no JSON object, or no list of examples, or a feature mixes kinds */
    static ExampleBody parse(byte[] json) {
        RootObject root = RootObject.parse(json, "context", "examples");
        byte[] context = {};
        if (root.at("context") >= 0) {
            context = new ExampleReader(new JsonScanner(json, root.at("context"))).read().toByteArray();
        }
        if (root.at("examples") < 0) {
            throw StatusException.invalid("When method is classify, key 'examples' is expected and was not found");
        }
        JsonScanner scanner = new JsonScanner(json, root.at("examples"));
        if (!scanner.take('[')) {
            throw StatusException.invalid("Expecting 'examples' value to be an list/array");
        }
        if (scanner.take(']')) {
            throw StatusException.invalid("'examples' value is an empty array");
        }
        ExampleReader reader = new ExampleReader(scanner);
        List<byte[]> examples = new ArrayList<>();
        do {
            examples.add(merged(context, reader.read()));
        } while (scanner.take(','));
        return new ExampleBody(root.signature(), examples);
    }

    /** Serialized messages that follow each other are merged when parsed; of a feature in both the example's counts. */
    private static byte[] merged(byte[] context, Example example) {
        byte[] own = example.toByteArray();
        byte[] both = new byte[context.length + own.length];
        System.arraycopy(context, 0, both, 0, context.length);
        System.arraycopy(own, 0, both, context.length, own.length);
        return both;
    }
}
