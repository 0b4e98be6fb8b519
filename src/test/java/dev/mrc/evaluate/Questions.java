package dev.mrc.evaluate;

import java.util.List;

/** A small question file; people, places and facts are invented. */
final class Questions {
    static final String FILE = """
            {"version": "시험", "data": [
              {"title": "솔바람 등대", "paragraphs": [
                {"context": "솔바람 등대는 1963년 10월에 처음 불을 밝혔다. 높이는 27m이고, 첫 등대지기 한도윤이 31년 동안 지켰다.",
                 "qas": [
                  {"id": "등대-1", "question": "솔바람 등대는 언제 처음 불을 밝혔나?",
                   "answers": [{"text": "1963년 10월", "answer_start": 8}, {"text": "1963년", "answer_start": 8}]},
                  {"id": "등대-2", "question": "첫 등대지기는 누구인가?", "answers": [{"text": "한도윤", "answer_start": 45}]},
                  {"id": "등대-3", "question": "등대의 높이는 얼마인가?", "answers": [{"text": "27m", "answer_start": 32}]}]},
                {"context": "등대에서는 《바다의 노래》라는 소식지를 해마다 펴낸다.",
                 "qas": [
                  {"id": "등대-4", "question": "소식지의 이름은 무엇인가?", "answers": [{"text": "《바다의 노래》", "answer_start": 6}]},
                  {"id": "등대-5", "question": "소식지를 처음 펴낸 사람은?", "is_impossible": true, "answers": [],
                   "plausible_answers": [{"text": "바다", "answer_start": 7}]}]}]}]}
            """;

    private Questions() {
    }

    /** An outcome of a question with the gold {@code 가람}, or with none. */
    static Outcome outcome(boolean answerable, Prediction prediction) {
        return Outcome.of(new GoldQuestion("1", "누구인가?", "가람이다.", answerable ? List.of("가람") : List.of()), prediction);
    }
}
