package dev.mrc.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.mrc.answer.Boundary;

class RequestJsonTest {
    @ParameterizedTest
    @EnumSource(Boundary.class)
    void everyBoundaryIsReadByTheNameTheErrorMessageLists(Boundary boundary) throws Exception {
        String json = "\"" + RequestJson.nameOf(boundary) + "\"";

        assertThat(RequestJson.MAPPER.readValue(json, Boundary.class)).isEqualTo(boundary);
    }

    @Test
    void absentMembersTakeTheirDefaults() throws Exception {
        AnswerRequest request = RequestJson.MAPPER.readValue("{\"question\":\" 어디? \",\"context\":\"서울.\"}",
                AnswerRequest.class);

        assertThat(request.question()).isEqualTo("어디?");
        assertThat(request.language()).isEqualTo("ko");
        assertThat(request.options()).isEqualTo(AnswerRequest.Options.DEFAULT);
        assertThat(request.options().topK()).isEqualTo(1);
    }
}
