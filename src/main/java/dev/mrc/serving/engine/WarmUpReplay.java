package dev.mrc.serving.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Runs a version's warm-up requests, so that the first caller does not wait for what TensorFlow does only once. */
final class WarmUpReplay {
    private WarmUpReplay() {
    }

    /**
     * Replays all requests, one after the other; their answers go nowhere.
     *
     * @return how many there were; 0 if there is no file
     * @throws StatusException if the file is broken or the model refuses one: such a version must not be served
     */
    static int run(LoadedModel model, Path version, ModelRunner runner) {
        List<WarmUpFile.Request> requests = WarmUpFile.read(version);
        for (WarmUpFile.Request request : requests) {
            if (request instanceof WarmUpFile.Request.Predict predict) {
                predict(model, predict, runner);
            } else if (request instanceof WarmUpFile.Request.Examples examples) {
                ExampleCall call = new ExampleCall(model, examples.body(),
                        (signature, tensors) -> runner.run(model, signature, tensors, Duration.ZERO));
                if (examples.verb() == Target.Verb.CLASSIFY) {
                    call.classify();
                } else {
                    call.regress();
                }
            }
        }
        return requests.size();
    }

    private static void predict(LoadedModel model, WarmUpFile.Request.Predict request, ModelRunner runner) {
        Signature signature = model.signature(request.signature());
        GraphDef.Builder constants = GraphDef.newBuilder();
        for (Signature.Port port : signature.inputs()) {
            TensorProto value = request.inputs().get(port.alias());
            if (value == null) {
                throw StatusException.invalid("input size does not match signature: a warmup request lacks '%s'"
                        .formatted(port.alias()));
            }
            constants.addNode(constant(port, value)).addNode(cast(port, value.getDtype()));
        }
        try (Graph graph = new Graph()) {
            graph.importGraphDef(constants.build());
            try (Session session = new Session(graph); Result inputs = fetch(session, signature)) {
                runner.run(model, signature, Outputs.of(inputs).tensors(), Duration.ZERO).close();
            }
        } catch (TensorFlowException | IllegalArgumentException e) {
            throw TensorFlowErrors.status(e);
        }
    }

    private static Result fetch(Session session, Signature signature) {
        Session.Runner runner = session.runner();
        signature.inputs().forEach(port -> runner.fetch(port.alias() + "_cast"));
        return runner.run();
    }

    /** TensorFlow itself turns the message into a tensor, whatever its type and however its values are stored. */
    private static NodeDef constant(Signature.Port port, TensorProto value) {
        return NodeDef.newBuilder().setName(port.alias()).setOp("Const").putAttr("dtype", type(value.getDtype()))
                .putAttr("value", AttrValue.newBuilder().setTensor(value).build()).build();
    }

    /** A loaded model may take a wider integer than its signature says. */
    private static NodeDef cast(Signature.Port port, DataType from) {
        DataType to = port.tensor().dataType();
        boolean same = from == to || from == DataType.DT_STRING;
        NodeDef.Builder node = NodeDef.newBuilder().setName(port.alias() + "_cast").setOp(same ? "Identity" : "Cast")
                .addInput(port.alias());
        return (same ? node.putAttr("T", type(from)) : node.putAttr("SrcT", type(from)).putAttr("DstT", type(to))).build();
    }

    private static AttrValue type(DataType type) {
        return AttrValue.newBuilder().setType(type).build();
    }
}
