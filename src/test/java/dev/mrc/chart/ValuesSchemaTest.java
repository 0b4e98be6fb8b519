package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A slip in somebody's values is told of before anything is installed. */
class ValuesSchemaTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "api: {replicas: 3} | '/api': additional properties 'replicas' not allowed",
            "api: {replicaCount: two} | '/api/replicaCount': got string, want integer",
            "api: {flavour: graal} | '/api/flavour': value must be one of 'jvm', 'native'",
            "api: {settings: {rate: 3}} | 'rate' does not match pattern",
            "serving: {accelerator: {type: tpu}} | '/serving/accelerator/type': value must be one of 'nvidia', 'cpu'",
            "serving: {accelerator: {count: 0.5}} | '/serving/accelerator/count': got number, want integer",
            "serving: {image: {digest: abc}} | '/serving/image/digest'",
            "serving: {modelConfigPollSeconds: 0} | '/serving/modelConfigPollSeconds': minimum: got 0, want 1",
            "models: {Bert: {source: {type: pvc}}} | 'Bert' does not match pattern",
            "models: {bert: {labels: {so-so: 1}}} | 'so-so' does not match pattern",
            "models: {bert: {source: {type: ftp}}} | '/models/bert/source/type': value must be one of",
            "models: {bert: {source: {type: http, http: {url: 'http://a', sha256: abc}}}} | '/models/bert/source/http/sha256'",
            "networkPolicy: {enable: true} | additional properties 'enable' not allowed" })
    void theSchemaNamesTheKey(String values, String complaint) {
        assertThatThrownBy(() -> Chart.with(values)).hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "models: {bert: {labels: {stable: 3}}} | models.bert.labels.stable is 3, which models.bert.versions does not load",
            "models: {bert: {default: false}} | exactly one of models.* has default: true, not 0",
            "models: {b2: {default: true, source: {type: hostPath, hostPath: {path: /m}}}} | default: true, not 2",
            "models: {bert: {source: {type: http, http: {url: 'http://a/b.tgz'}}}} | models.bert.source.http.sha256 is empty",
            "models: {bert: {source: {type: image}}} | models.bert.source.image.reference is empty",
            "serving: {batching: {maxBatchSize: 64}} | the last of serving.batching.allowedBatchSizes is 32",
            "serving: {autoscaling: {minReplicas: 0}} | minReplicas is 0, which only mode keda can do",
            "serving: {shutdown: {gracePeriodSeconds: 10}} | gracePeriodSeconds must be more than preStopSeconds",
            "serving: {enabled: false} | serving.external.url is empty",
            "api: {backend: {versionLabel: stable}} | models.bert.labels does not have",
            "api: {canary: {enabled: true}} | the service is to ask label canary",
            "api: {auth: {enabled: true}} | neither api.auth.existingSecret nor api.auth.keys",
            "api: {vocabulary: {source: configMap}} | api.vocabulary.configMap names none",
            "api: {tracing: {enabled: true}} | api.tracing.endpoint names no collector",
            "gateway: {enabled: true} | gateway.parentRefs names no Gateway" })
    void whatTheSchemaCannotSayTheTemplatesDo(String values, String complaint) {
        assertThatThrownBy(() -> Chart.with(values)).hasMessageContaining(complaint);
    }

    @Test
    void aModelCanBeReplacedByOneOfAnotherName() {
        assertThat(Chart.with("models: {bert: null, klue: {default: true, source: {type: hostPath, hostPath: {path: /m}}}}")
                .one("Deployment", "-api").toString()).contains("\"MRC_SERVING_MODEL\",\"value\":\"klue\"");
    }

    @Test
    void schemaAndValuesHaveTheSameKeys() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        JsonNode values = Manifests.YAML.readTree(Chart.FOLDER.resolve("values.yaml").toFile());

        Set<String> ofSchema = new TreeSet<>();
        schemaKeys(schema, "", ofSchema);
        Set<String> ofValues = new TreeSet<>();
        ofSchema.forEach(key -> {
            JsonNode value = values.at(key.substring(0, key.lastIndexOf('/')));
            assertThat(value.has(key.substring(key.lastIndexOf('/') + 1))).as(key).isTrue();
        });
        valueKeys(values, schema, "", ofValues);
        assertThat(ofValues).isEqualTo(ofSchema);
    }

    /** README.md's table is what {@link ValuesTable} makes of values.yaml; {@code -Dchart.readme=write} writes it. */
    @Test
    void theReadmesTableIsMadeFromTheComments() throws IOException {
        Path readme = Chart.FOLDER.resolve("README.md");
        String text = Files.readString(readme);
        String made = ValuesTable.into(text, Files.readAllLines(Chart.FOLDER.resolve("values.yaml")));
        if ("write".equals(System.getProperty("chart.readme"))) {
            Files.writeString(readme, made);
        }
        assertThat(Files.readString(readme)).isEqualTo(made);
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        Set<String> keys = new TreeSet<>();
        schemaKeys(new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile()), "", keys);
        String table = Files.readString(Chart.FOLDER.resolve("README.md"));

        assertThat(keys).hasSizeGreaterThan(100)
                .allMatch(key -> table.contains("| `" + key.substring(1).replace('/', '.') + "` |"));
    }

    private static void schemaKeys(JsonNode schema, String path, Set<String> keys) {
        schema.path("properties").properties().forEach(property -> {
            keys.add(path + "/" + property.getKey());
            schemaKeys(property.getValue(), path + "/" + property.getKey(), keys);
        });
    }

    /** Down to where the schema leaves the form to the user: labels, probes, models. */
    private static void valueKeys(JsonNode values, JsonNode schema, String path, Set<String> keys) {
        if (schema.has("properties")) {
            values.properties().forEach(value -> {
                keys.add(path + "/" + value.getKey());
                valueKeys(value.getValue(), schema.path("properties").path(value.getKey()), path + "/" + value.getKey(), keys);
            });
        }
    }
}
