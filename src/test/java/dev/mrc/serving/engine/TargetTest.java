package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mrc.serving.engine.Target.Inference;
import dev.mrc.serving.engine.Target.Labelled;
import dev.mrc.serving.engine.Target.Latest;
import dev.mrc.serving.engine.Target.Malformed;
import dev.mrc.serving.engine.Target.Metadata;
import dev.mrc.serving.engine.Target.Specific;
import dev.mrc.serving.engine.Target.Status;
import dev.mrc.serving.engine.Target.Undecodable;
import dev.mrc.serving.engine.Target.Verb;

class TargetTest {
    @Test
    void findsModelVersionAndVerb() {
        assertThat(Target.parse("POST", "/v1/models/bert:predict"))
                .isEqualTo(new Inference("bert", new Latest(), Verb.PREDICT));
        assertThat(Target.parse("POST", "/V1/Models/bert/versions/00123:classify"))
                .isEqualTo(new Inference("bert", new Specific(123), Verb.CLASSIFY));
        assertThat(Target.parse("POST", "/v1/models/bert/labels/stable:regress"))
                .isEqualTo(new Inference("bert", new Labelled("stable"), Verb.REGRESS));
        assertThat(Target.parse("GET", "/v1/models/bert")).isEqualTo(new Status("bert", new Latest()));
        assertThat(Target.parse("GET", "/v1/models/bert/versions/2/metadata"))
                .isEqualTo(new Metadata("bert", new Specific(2)));
        assertThat(Target.parse("GET", "/v1/models/bert/labels/latest"))
                .isEqualTo(new Status("bert", new Labelled("latest")));
    }

    @Test
    void decodesNamesOnlyAfterMatching() {
        assertThat(Target.parse("GET", "/v1/models/a%2Fb")).isEqualTo(new Status("a/b", new Latest()));
        assertThat(Target.parse("GET", "/v1/models/%ED%95%9C%EA%B5%AD%EC%96%B4"))
                .isEqualTo(new Status("한국어", new Latest()));
        assertThat(Target.parse("GET", "/v1/models/a+b")).isEqualTo(new Status("a+b", new Latest()));
        assertThat(Target.parse("GET", "/v1/models/m/labels/x%20y/metadata"))
                .isEqualTo(new Metadata("m", new Labelled("x y")));
    }

    @Test
    void queryIsPartOfTheName() {
        assertThat(Target.parse("GET", "/v1/models/m?x=1")).isEqualTo(new Status("m?x=1", new Latest()));
    }

    @Test
    void wordsThatAreNotKeywordsAreNames() {
        assertThat(Target.parse("GET", "/v1/models/metadata")).isEqualTo(new Status("metadata", new Latest()));
        assertThat(Target.parse("GET", "/v1/models/m/METADATA")).isEqualTo(new Status("m", new Latest()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/models/m", "/v1/models/m:PREDICT", "/v1/models/m:predict?x=1", "/v1/models/m:predict/",
            "/v1/models/m%3Apredict", "/v1/models/m/versions/-1:predict", "/v1/models/m/versions/abc:predict",
            "/v1/models/m/versions/50/labels/some_label:regress", "/v1/models/foo/metadata", "/v1/models" })
    void otherPostsAreMalformed(String target) {
        assertThat(Target.parse("POST", target)).isEqualTo(new Malformed("Malformed request: POST " + target));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/foo", "/v1/models/", "/v1/models/m/", "/v1/models/m/metadata/",
            "/v1/models/foo/version/50:predict", "/v1/models/m:predict", "/v1/" })
    void otherGetsAreMalformed(String target) {
        assertThat(Target.parse("GET", target)).isEqualTo(new Malformed("Malformed request: GET " + target));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/models", "/v1/models/versions/1", "/v1/models/labels/x/metadata" })
    void nameMayNotBeMissing(String target) {
        assertThat(Target.parse("GET", target)).isEqualTo(new Malformed("Missing model name in request."));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/models/m/versions/18446744073709551615", "/v1/models/%zz", "/v1/models/a%4" })
    void numbersAndNamesThatCannotBeDecodedAreToldApart(String target) {
        assertThat(Target.parse("GET", target)).isEqualTo(new Undecodable());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = { "/v1/models/m?x=/1:2@ true", "/v1/models/%ED%95%9c true", "/a#b true", "/a#b#c false",
            "/%zz false", "/%4 false", "/% false", "/a|b false", "/[a] false", "/한 false", "/a\\b false",
            "/%\uFF11\uFF11 false" })
    void targetIsAUri(String target, boolean uri) {
        assertThat(Target.isUri(target)).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({ "/v1/models, true", "/V1/x, true", "/v1/, true", "/v1, false", "/, false", "/v2/models, false" })
    void surfaceBeginsAtV1(String target, boolean rest) {
        assertThat(Target.isRest(target)).isEqualTo(rest);
    }
}
