package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class InterviewTest {
    private static final List<GoldQuestion> QUESTIONS = IntStream.range(0, 40)
            .mapToObj(i -> new GoldQuestion("질문-" + i, i + "번째 등대는 무엇인가?", i + "번 등대", List.of(i + "번 등대"))).toList();

    @TempDir
    private Path folder;

    @Test
    void repliesStandInTheOrderOfTheQuestionsWhoeverIsFirst() throws InterruptedException {
        Set<String> told = ConcurrentHashMap.newKeySet();
        Interview interview = Interview.hold(QUESTIONS, (question, context) -> {
            Thread.sleep(context.length() % 3);
            return same(context);
        }, 4, reply -> told.add(reply.question().id()));

        assertThat(interview.replies()).extracting(Interview.Reply::question).containsExactlyElementsOf(QUESTIONS);
        assertThat(told).hasSize(40);
        assertThat(interview.evaluation(Predictions.BOUNDARIES.get(0)).all()).isEqualTo(new Score(40, 100, 100));
        assertThat(interview.failures()).isEmpty();
        assertThat(interview.questionsPerSecond()).isPositive();
    }

    @Test
    void asManyQuestionsAreOnTheirWayAsAllowedAndNoMore() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier four = new CyclicBarrier(4); // opens only if four are there at once
        Interview.hold(QUESTIONS, (question, context) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            await(four);
            now.decrementAndGet();
            return same(context);
        }, 4, reply -> {
        });

        assertThat(most).hasValue(4);
    }

    @Test
    void aQuestionThatCannotBeAskedIsCountedAndScoredAsWrong() throws InterruptedException {
        Interview interview = Interview.hold(QUESTIONS, (question, context) -> {
            if (question.startsWith("7번째") || question.startsWith("8번째")) {
                throw new UnansweredException("status 503 overloaded");
            }
            return same(context);
        }, 2, reply -> {
        });

        assertThat(interview.failures()).containsExactly(Map.entry("status 503 overloaded", 2));
        Evaluation evaluation = interview.evaluation(Predictions.BOUNDARIES.get(2));
        assertThat(evaluation.all()).isEqualTo(new Score(40, 95, 95));
        assertThat(evaluation.missing()).isEqualTo(2);
    }

    @Test
    void aBugOfTheAnswererIsNotTakenForAFailureOfTheService() {
        assertThatThrownBy(() -> Interview.hold(QUESTIONS, (question, context) -> {
            throw new UnsupportedOperationException("등대");
        }, 2, reply -> {
        })).isInstanceOf(IllegalStateException.class).hasMessageContaining("This is a bug");
    }

    @Test
    void theReportHoldsEveryMissWithItsBoundary() throws IOException {
        GoldQuestion who = new GoldQuestion("가", "누구인가?", "한도윤이 지켰다.", List.of("한도윤"));
        GoldQuestion none = new GoldQuestion("나", "몇 명인가?", "한도윤이 지켰다.", List.of());
        Interview interview = new Interview(List.of(
                new Interview.Reply(who, new Predictions(Prediction.of("한도윤이", 0.8, 0.1), Prediction.of("한도윤", 0.8, 0.1),
                        Prediction.of("한도윤이", 0.8, 0.1)), null),
                new Interview.Reply(none, null, "status 504 inference-timeout")), Duration.ofMillis(500));
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        Predictions.BOUNDARIES.forEach(boundary -> evaluations.put(boundary.name(), interview.evaluation(boundary)));
        Path file = folder.resolve("결과.json");

        new Report(Map.of("questions", 2), interview, evaluations).write(file);

        JsonNode report = new ObjectMapper().readTree(Files.readAllBytes(file));
        assertThat(report.at("/questions").intValue()).isEqualTo(2);
        assertThat(report.at("/questionsPerSecond").doubleValue()).isEqualTo(2);
        assertThat(report.at("/failures/0/id").textValue()).isEqualTo("나");
        assertThat(report.at("/failures/0/reason").textValue()).isEqualTo("status 504 inference-timeout");
        assertThat(report.at("/scores/particle/all/exactMatch").doubleValue()).isEqualTo(50);
        assertThat(report.at("/scores/token/byType/WHO/exactMatch").doubleValue()).isZero();
        assertThat(report.at("/scores/token/missing").intValue()).isEqualTo(1);
        assertThat(report.at("/misses/particle")).hasSize(1);
        JsonNode miss = report.at("/misses/token/0");
        assertThat(miss.path("id").textValue()).isEqualTo("가");
        assertThat(miss.path("golds").path(0).textValue()).isEqualTo("한도윤");
        assertThat(miss.path("prediction").textValue()).isEqualTo("한도윤이");
        assertThat(miss.path("score").doubleValue()).isEqualTo(0.8);
        assertThat(miss.path("f1").doubleValue()).isBetween(0.85, 0.86);
        assertThat(report.at("/misses/token/1/prediction").isNull()).isTrue();
    }

    private static Predictions same(String text) {
        Prediction prediction = Prediction.of(text, 0.9, 0.1);
        return new Predictions(prediction, prediction, prediction);
    }

    private static void await(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
