package dev.mrc.serving.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

import dev.mrc.serving.ModelMetadata;

/** TensorFlow's signature definitions as the records that go over the wire; sizes are decimal strings there. */
final class MetadataRecords {
    private MetadataRecords() {
    }

    static ModelMetadata of(String model, long version, Map<String, SignatureDef> definitions) {
        Map<String, ModelMetadata.Signature> signatures = new TreeMap<>();
        definitions.forEach((name, definition) -> signatures.put(name, new ModelMetadata.Signature(
                tensors(definition.getInputsMap()), tensors(definition.getOutputsMap()), definition.getMethodName(),
                Map.of())));
        return new ModelMetadata(new ModelMetadata.ModelSpec(model, "", Long.toString(version)),
                new ModelMetadata.Metadata(new ModelMetadata.SignatureMap(signatures)));
    }

    private static Map<String, ModelMetadata.TensorInfo> tensors(Map<String, TensorInfo> infos) {
        Map<String, ModelMetadata.TensorInfo> tensors = new TreeMap<>();
        infos.forEach((alias, info) -> tensors.put(alias, new ModelMetadata.TensorInfo(info.getDtype().name(),
                shape(info.getTensorShape()), info.getName())));
        return tensors;
    }

    private static ModelMetadata.Shape shape(TensorShapeProto shape) {
        List<ModelMetadata.Dim> sizes = shape.getDimList().stream()
                .map(dim -> new ModelMetadata.Dim(Long.toString(dim.getSize()), dim.getName())).toList();
        return new ModelMetadata.Shape(sizes, shape.getUnknownRank());
    }
}
