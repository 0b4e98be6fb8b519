package dev.mrc.api;

/** Examples of the OpenAPI document; a test sends each. */
final class OpenApiExamples {
    static final String REQUEST = """
            {
              "question": "달빛다리는 언제 놓였나요?",
              "context": "한빛시의 달빛다리는 1987년에 놓였다. 길이는 420m이고, 설계는 건축가 윤서진이 맡았다."
            }""";

    static final String PASSAGES_REQUEST = """
            {
              "question": "설계를 맡은 사람은 누구인가요?",
              "passages": [
                {"id": "bridge", "text": "한빛시의 달빛다리는 1987년에 놓였다. 설계는 건축가 윤서진이 맡았다."},
                {"id": "tower", "text": "별마루 탑은 2003년에 문을 열었다."}
              ],
              "options": {"topK": 3, "boundary": "particle", "offsetUnit": "utf16"}
            }""";

    static final String BATCH_REQUEST = """
            {
              "requests": [
                {"question": "달빛다리는 언제 놓였나요?", "context": "한빛시의 달빛다리는 1987년에 놓였다."},
                {"question": "별마루 탑은 언제 문을 열었나요?", "context": "별마루 탑은 2003년에 문을 열었다."}
              ]
            }""";

    static final String HUGGING_FACE_REQUEST = """
            {
              "inputs": {
                "question": "달빛다리는 언제 놓였나요?",
                "context": "한빛시의 달빛다리는 1987년에 놓였다. 길이는 420m이고, 설계는 건축가 윤서진이 맡았다."
              },
              "parameters": {"top_k": 2}
            }""";

    private OpenApiExamples() {
    }
}
