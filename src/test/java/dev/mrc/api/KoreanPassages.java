package dev.mrc.api;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Passages and questions written for this project; names and places are invented. */
final class KoreanPassages {
    /** A passage with questions whose answers stand in it. */
    record Asked(String context, List<String> questions) {
    }

    static final List<Asked> ALL = List.of(
            new Asked("한빛시의 달빛다리는 1987년 5월에 놓였다. 길이는 420m이고, 설계는 건축가 윤서진이 맡았다. 다리가 생기기 전까지 사람들은 나루터에서 배를 "
                    + "타고 강을 건넜으며, 마지막 뱃사공은 박만수였다. 2003년 태풍 때 난간이 무너져 여덟 달 동안 고쳤고, 지금은 밤마다 조명을 밝힌다.",
                    List.of("달빛다리는 언제 놓였나요?", "달빛다리를 설계한 사람은 누구인가요?", "마지막 뱃사공은 누구였나요?", "2003년에 난간이 무너진 까닭은?")),
            new Asked("푸른솔 도서관은 매주 월요일에 쉰다. 평일에는 오전 9시부터 오후 8시까지 문을 열고, 주말에는 오후 5시에 닫는다. 한 사람이 책을 다섯 권까지 "
                    + "14일 동안 빌릴 수 있으며, 예약한 사람이 없으면 7일을 더 늘릴 수 있다. 어린이 열람실은 2층에 있고 노트북은 3층 별빛방에서만 쓸 수 있다.",
                    List.of("도서관은 무슨 요일에 쉬나요?", "책은 몇 권까지 빌릴 수 있나요?", "노트북은 어디에서 쓸 수 있나요?")),
            new Asked("두부조림을 하려면 먼저 두부 한 모를 1.5cm 두께로 썰어 소금을 살짝 뿌린다. 물기를 닦은 뒤 들기름을 두른 팬에 노릇하게 굽는다. 간장 세 큰술, "
                    + "고춧가루 한 큰술, 다진 마늘 반 큰술을 섞은 양념을 끼얹고 약한 불에서 7분 동안 졸인다. 마지막에 송송 썬 쪽파를 올린다.",
                    List.of("두부를 굽는 기름은 무엇인가요?", "양념에 간장은 얼마나 넣나요?", "약한 불에서 몇 분 동안 졸이나요?")),
            new Asked("이한결(李한결, Yi Han-gyeol)은 「바람의 지도」로 제12회 새벽문학상을 받은 소설가이다. 1979년 남해의 작은 섬 솔섬에서 태어나 "
                    + "열다섯 살에 뭍으로 나왔다 🙂. 등대지기였던 아버지 이야기를 쓴 《불빛》은 독일어·프랑스어 등 9개 언어로 옮겨졌다. 그는 “섬은 내게 첫 문장이다”라고 말했다.",
                    List.of("이한결은 어디에서 태어났나요?", "이한결이 새벽문학상을 받은 작품은?", "《불빛》은 몇 개 언어로 옮겨졌나요?")));

    private KoreanPassages() {
    }

    /** Ways a text comes in from the real world; each keeps its meaning. */
    static Map<String, UnaryOperator<String>> mutations() {
        Map<String, UnaryOperator<String>> mutations = new LinkedHashMap<>();
        mutations.put("as written", text -> text);
        mutations.put("NFD", text -> Normalizer.normalize(text, Normalizer.Form.NFD));
        mutations.put("emoji", text -> text.replace(". ", ". 👨‍👩‍👧 🇰🇷 "));
        mutations.put("NBSP", text -> text.replace(' ', '\u00a0'));
        mutations.put("CRLF", text -> text.replace(". ", ".\r\n"));
        mutations.put("doubled blanks", text -> "  " + text.replace(" ", "  "));
        mutations.put("zero-width", text -> text.replace(" ", "\u200b \ufeff"));
        return mutations;
    }
}
