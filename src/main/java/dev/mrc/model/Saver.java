package dev.mrc.model;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssignVariableOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.op.train.Save;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The ops that write and restore a graph's variables, and what a loader must know of them. TensorFlow-Java's own exporter
 * knows only reference variables, which TensorFlow 2 cannot load into functions; hence this one for resource variables.
 *
 * @param definition names the ops for the loader
 * @param collection the variables, as Python's loader wants to find them
 */
record Saver(SaverDef definition, CollectionDef collection) {
    static final String COLLECTION = "variables";

    /** Adds the ops under {@code save/}. */
    static Saver add(Ops ops, List<Weights.Variable> variables) {
        Ops tf = ops.withSubScope("save");
        Placeholder<TString> file = tf.withName("filename").placeholder(TString.class);
        Operand<TString> names = tf.array(variables.stream().map(Weights.Variable::name).toArray(String[]::new));
        Operand<TString> whole = tf.zerosLike(names);
        List<Operand<?>> values = new ArrayList<>();
        List<Class<? extends TType>> types = new ArrayList<>();
        variables.forEach(variable -> {
            values.add(variable.read());
            types.add(variable.read().asOutput().type());
        });
        Save save = tf.train.save(file, names, whole, values);
        Restore restore = tf.train.restore(file, names, whole, types);
        List<Op> assigned = new ArrayList<>();
        CollectionDef.BytesList.Builder defined = CollectionDef.BytesList.newBuilder();
        for (int i = 0; i < variables.size(); i++) {
            AssignVariableOp assign = tf.assignVariableOp(variables.get(i).handle(), restore.tensors().get(i));
            assigned.add(assign);
            defined.addValue(VariableDef.newBuilder().setVariableName(variables.get(i).name() + ":0")
                    .setInitializerName(assign.op().name()).setSnapshotName(variables.get(i).read().op().name() + ":0")
                    .setIsResource(true).setTrainable(true).build().toByteString());
        }
        Op saved = tf.withControlDependencies(List.<Op> of(save)).withName("control_dependency").identity(file);
        Op restored = tf.withControlDependencies(assigned).withName("restore_all").noOp();
        SaverDef definition = SaverDef.newBuilder().setFilenameTensorName(file.op().name() + ":0")
                .setSaveTensorName(saved.op().name() + ":0").setRestoreOpName(restored.op().name())
                .setVersion(SaverDef.CheckpointFormatVersion.V2).build();
        return new Saver(definition, CollectionDef.newBuilder().setBytesList(defined).build());
    }

    /** Writes {@code prefix.index} and {@code prefix.data-00000-of-00001}. */
    void save(Graph graph, List<Weights.Variable> variables, Path prefix) throws FileSystemException {
        try (Session session = new Session(graph); TString file = TString.scalarOf(prefix.toString())) {
            Session.Runner runner = session.runner().feed(definition.getFilenameTensorName(), file)
                    .addTarget(definition.getSaveTensorName());
            // What the save op reads is fed, so no variable is ever filled here: the weights stand in memory once, not twice.
            variables.forEach(variable -> runner.feed(variable.read().asOutput(), variable.value()));
            runner.run().close();
        } catch (TensorFlowException e) {
            throw new FileSystemException(prefix.toString(), null, e.getMessage());
        }
    }
}
