"""Questions that make.py puts to transformers' question-answering pipeline; the texts were written for this."""
import json
import unicodedata

import torch
from transformers import pipeline

PARAMETERS = {"align_to_words": False, "top_k": 3, "max_answer_len": 15, "max_seq_len": 48, "max_question_len": 64,
              "doc_stride": 16}
LONG = ("옛날 산마을에 할머니가 살았다. 할머니는 강가에 나무를 심었고, 봄에는 배꽃을, 가을에는 별빛을 찾아 갔다. "
        "여름 저녁에 아이들이 할머니를 찾아 왔다. \"달은 어디로 갔나?\" 아이들은 눈사태를 만들었다던 산길에서 노래를 했다. "
        "겨울에 할머니는 빵집을 만들었다. 처음에는 작은데, 1년 만에 마을사람들도 빵을 찾았다! "
        "등대지기는 고양이와 버스로 갔고, 도서관 선생님은 기차역에서 걸어 갔다. 내일은 시장에서 그림책을 만들고, "
        "오늘은 우산가게에서 비를 보며 편지를 보냈다.")


def nfd(text):
    return unicodedata.normalize("NFD", text)


def pairs():
    """Name, question, passage, parameters that differ."""
    yield "plain", "빵집은 어디에 있던가?", "옛날 산마을에 할머니가 살았다. 봄에 할머니는 강가에 빵집을 만들었다.", {}
    yield "short", "등대지기는 누구인가?", "고양이다.", {}
    yield "no answer", "우산가게는 어디에 있던가?", "바다.", {}
    yield "punctuation", "시장은 언제 처음 열렸고?", "시장은 2014년 3월 1일(아침)에 열렸다. '작은데' 가을에는 마을사람들도 갔다!", {}
    yield "the same words again", "우산가게는 어디에 있던가?", "고양이와 고양이, 고양이!", {}
    yield "three blanks and a line", "그림책은 누가 보냈고?", "  어제  선생님이\u00a0그림책을   도서관에\r\n있던 아이 할머니와\t만들었다. ", {}
    yield "emoji", "누가 노래를 했는데?", "😀 고양이😀는 등대에서 😀😀 노래를 했는데👨‍👩‍👧 별이 있다.", {}
    yield "decomposed", "편지는 누가 보냈다?", nfd("우산가게 할머니가 편지를 보냈다. 어제 저녁에 갔다."), {}
    yield "partly decomposed", "배꽃은 어디에 있던가?", "강물에 배꽃이 있고, " + nfd("산길에") + " 눈이 있다. 달빛도 " + nfd("바다") + "에 있다.", {}
    yield "ideographs and Latin", "버스는 무엇인가요?", "KB bus는 漢字로 A-1, kaab는 버스! Bus 漢나무와 없는낱말도 있다.", {}
    yield "windows", "겨울에 누가 빵집을 만들었다?", LONG, {}
    yield "windows that share more", "나무를 심었던 할머니는 누구인가요?", LONG, {"doc_stride": 24}
    yield ("windows with emoji and decomposed", "고양이는 몇 살?",
           LONG[:70] + "😀😀  " + nfd(LONG[70:110]) + " 👍🏽 " + LONG[110:190], {"doc_stride": 20, "max_answer_len": 8})
    yield "windows, one softmax would choose another", "등대지기는 어떻게 도서관에 갔고?", LONG, {"doc_stride": 24}


def utf16(text, index):
    return len(text[:index].encode("utf-16-le")) // 2


def tokens(tokenizer, text):
    encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
    places = [[utf16(text, at) for at in pair] for pair in encoded["offset_mapping"]]
    return {"ids": encoded["input_ids"], "starts": [start for start, _ in places], "ends": [end for _, end in places]}


def windows(asked, question, passage, parameters):
    """What the pipeline gives the model and gets from it; a slice counts the passage's pieces."""
    cut = {key: parameters[key] for key in ("max_seq_len", "max_question_len", "doc_stride")}
    pieces, head, first = tokens(asked.tokenizer, passage)["ids"], len(tokens(asked.tokenizer, question)["ids"]) + 2, 0
    for features in asked.preprocess({"question": question, "context": passage}, **cut):
        ids = features["input_ids"][0].tolist()
        size = len(ids) - head - 1
        assert ids[head:-1] == pieces[first:first + size]
        with torch.no_grad():
            out = asked.forward(features)
        yield {"slice": [first, first + size], "input_ids": ids,
               **{name: [round(logit, 6) for logit in out[name][0].tolist()] for name in ("start", "end")}}
        first += size - parameters["doc_stride"]


def reply(asked, question, passage, parameters):
    found = asked(question=question, context=passage, **parameters)
    return [{"start": answer["start"], "end": answer["end"], "start_utf16": utf16(passage, answer["start"]),
             "end_utf16": utf16(passage, answer["end"]), "text": answer["answer"], "score": round(answer["score"], 9)}
            for answer in (found if isinstance(found, list) else [found])]


def case(asked, name, question, passage, parameters):
    return {"name": name, "question": question, "context": passage, "parameters": parameters,
            "answers": reply(asked, question, passage, {**parameters, "handle_impossible_answer": False}),
            "answers_or_none": reply(asked, question, passage, {**parameters, "handle_impossible_answer": True}),
            "question_tokens": tokens(asked.tokenizer, question), "context_tokens": tokens(asked.tokenizer, passage),
            "windows": list(windows(asked, question, passage, parameters))}


def answers(directory):
    asked = pipeline("question-answering", str(directory), device="cpu", dtype=torch.float32)
    cases = [case(asked, *pair, {**PARAMETERS, **other}) for *pair, other in pairs()]
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in cases) + "\n]\n"
