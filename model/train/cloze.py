"""Makes questions out of plain text: a span of a sentence is taken out, the rest is turned into a question."""
import re

from . import josa

SENTENCE = re.compile(r"\S.*?(?:[가-힣)\]’”'\"][.?!](?=\s|$)|$)", re.S)
DATE = re.compile(r"(?:기원전 )?\d{3,4}년(?: \d{1,2}월(?: \d{1,2}일)?)?|\d{1,2}월(?: \d{1,2}일)?|\d{1,2}세기(?: [초중후]반)?")
NUMBER = re.compile(r"(?:약 )?\d[\d,.]*(?:여)?(?:[십백천만억조]+)?(?:여)? ?(명|개|번|년|회|%|퍼센트|세|살|km|m|kg|위|곳|대|배|달러"
                    r"|원|가지|시간|분|일|개월|표|점|차|권|편|층|종|척|인|골|승|패)")
QUOTE = re.compile(r"《([^》]{2,30})》|〈([^〉]{2,30})〉|「([^」]{2,30})」|『([^』]{2,30})』|‘([^’]{2,30})’|“([^”]{2,30})”"
                   r"|'([^']{2,30})'|\"([^\"]{2,30})\"")
CLOSES_PHRASE = frozenset("은 는 이 가 을 를 에 에서 에게 의 로 으로 와 과 로서 으로서 에게서 로부터 으로부터 까지 부터"
                          " 에는 에서는 이라는 라는 이다 였다 이었다".split())
NOT_NOUNS = frozenset("그 이 저 것 수 등 때 중 후 전 및 더 또 각 한 두 세 위해 통해 대해 의해 따라 그리고 하지만 그러나 또한"
                      " 때문 이후 당시 이런 그런 모든 다른 같은 어떤 하나 자신 우리 그녀 그들 경우 가장 매우 이것 그것 여러".split())
VERBAL = re.compile(r"(?:하|되|있|없|했|였|었|았|않|된|한|할|될|던|진|는|며|고|여|서|게|지)$")
PERSON = "사람은|인물은|이는|사람의 이름은"
PLACE = "곳은|장소는|지역은|나라는|도시는"
THING = "것은|것의 이름은|대상은|용어는|단체는|이름은"
HEADS = {"date": "날은|날짜는|시기는|때는|연도는|해는", "quote": "작품은|것은|말은|이름은|책은|제목은|용어는",
         "은": THING + "|" + PERSON, "는": THING + "|" + PERSON, "이": THING + "|" + PERSON, "가": THING + "|" + PERSON,
         "을": THING, "를": THING, "에": PLACE + "|" + THING, "에서": PLACE, "에게": PERSON, "와": PERSON + "|" + THING,
         "과": PERSON + "|" + THING}
WH = {"date": "언제|몇 년|어느 해", "quote": "무엇|어떤 것", "에": "어디|무엇", "에서": "어디", "에게": "누구",
      "은": "누구|무엇|어느 것", "는": "누구|무엇|어느 것", "이": "누구|무엇", "가": "누구|무엇"}


def sentences(text):
    return [match.span() for match in SENTENCE.finditer(text) if match.end() - match.start() >= 15]


def spans(sentence):
    """(start, end, kind) of what could be asked for; the kind is a particle or date, number, quote."""
    found = [(m.start(), m.end(), "date") for m in DATE.finditer(sentence)]
    found += [(m.start(), m.end(), "number") for m in NUMBER.finditer(sentence)]
    for match in QUOTE.finditer(sentence):
        group = next(i for i in range(1, 9) if match.group(i))
        found.append((*match.span(group), "quote"))
    eojeols = list(re.finditer(r"\S+", sentence))
    for at, eojeol in enumerate(eojeols):
        stem, particle = josa.split(eojeol.group().rstrip(".,?!;:"))
        if particle not in CLOSES_PHRASE or len(stem) < 2 or stem in NOT_NOUNS or VERBAL.search(stem):
            continue
        end, first = eojeol.start() + len(stem), at
        found.append((eojeol.start(), end, particle))
        while first > 0 and at - first < 3:  # nouns before it that carry no particle belong to it
            word = eojeols[first - 1].group()
            if josa.split(word)[1] not in ("", "의") or VERBAL.search(word) or word[-1] in ".,;:)" or word in NOT_NOUNS:
                break
            first -= 1
            found.append((eojeols[first].start(), end, particle))
    return [span for span in found if 1 <= span[1] - span[0] <= 40 and sentence[span[0]].isalnum()]


def adnominal(word):
    """The verb that closes a sentence, in the form that goes before a noun: 체포했다 -> 체포한; None if unknown."""
    word = word.rstrip(".?!")
    if not word.endswith("다") or len(word) < 2 or not josa.is_syllable(word[-2]):
        return None
    stem, last = word[:-2], word[-2]
    if last == "이" or last == "였":
        return stem + "인"
    if last in "있없":
        return stem + last + "는"
    if last == "는":
        return stem + "는"
    if last in "었았" and stem[-1:] in ("있", "없"):
        return stem + "던"
    if last in "었았" and stem and josa.is_syllable(stem[-1]):
        if josa.final_consonant(stem[-1]):
            return stem + "은"
        return stem[:-1] + chr(ord(stem[-1]) + 4)
    final = josa.final_consonant(last)
    if final == 20:  # 했 -> 한, 갔 -> 간, 졌 -> 진
        return stem + ("한" if last == "했" else _past_stem(last))
    if final == 4:  # 한다, 된다
        return stem + chr(ord(last) - 4) + "는"
    return None


def _past_stem(syllable):
    """갔 -> 간, 졌 -> 진, 왔 -> 온, 줬 -> 준, 됐 -> 된: the vowel before 었 was drawn in comes back."""
    initial, vowel = divmod((ord(syllable) - 0xAC00) // 28, 21)
    vowel = {6: 20, 9: 8, 14: 13, 10: 11}.get(vowel, vowel)
    return chr(0xAC00 + (initial * 21 + vowel) * 28 + 4)


def question(sentence, span, rng):
    """A question whose answer is the span, or None where the sentence leaves too little to go by."""
    start, end, kind = span
    before, answer, after = sentence[:start], sentence[start:end], sentence[end:]
    rest = re.match(r"[^\s]*", after).group()
    after = after[len(rest):]
    left, right = before.split(), after.split()
    if kind == "quote" and left and not before.endswith(" "):
        left = left[:-1]
    reach = rng.randint(6, 18)
    nearer = rng.randint(0, reach)
    left, right = left[len(left) - nearer:] if nearer < len(left) else left, right[:reach - nearer] + right[reach - nearer:][-1:]
    keep = 1 - rng.uniform(0.0, 0.55)
    left = [w for i, w in enumerate(left) if rng.random() < keep]
    right = right[:-1] and [w for w in right[:-1] if rng.random() < keep] + right[-1:] or right
    if len(left) + len(right) < 2:
        return None
    closing = adnominal(right[-1]) if right else None
    head = _head(answer, kind, rng)
    if closing and rng.random() < 0.65:
        words = left + right[:-1] + [closing, head]
        if left and right[:-1] and rng.random() < 0.2:
            words = right[:-1] + left + [closing, head]
    else:
        words = left + [_wh(answer, kind, rest, rng)] + right
        if closing and rng.random() < 0.5:
            words[-1] = closing[:-1] + closing[-1] + rng.choice(["가", " 것은", "지"])
    text = " ".join(words).rstrip(".,;: ")
    return text + rng.choice(["?", "?", "?", "", " ?"])


def _number(answer):
    unit = NUMBER.fullmatch(answer)
    return unit.group(1) if unit else "개"


def _head(answer, kind, rng):
    if kind == "number":
        unit = _number(answer)
        return rng.choice([f"것은 몇 {unit}인가", "수는", "수치는", f"것은 몇 {unit}", "숫자는", f"{unit} 수는"])
    last = answer.split()[-1]
    if kind != "date" and " " in answer and rng.random() < 0.4 and josa.is_syllable(last[-1]):
        return josa.with_particle(last, "은", "는")
    if kind not in ("date", "quote") and len(last) >= 4 and rng.random() < 0.15 and josa.is_syllable(last[-1]):
        return josa.with_particle(last[-2:], "은", "는")  # 서울특별시 -> 별시 is noise, 노벨문학상 -> 학상; 대학교 -> 학교
    return rng.choice(HEADS.get(kind, THING).split("|"))


def _wh(answer, kind, particle, rng):
    if kind == "number":
        return "몇 " + _number(answer)
    if kind == "date":
        return rng.choice(WH["date"].split("|"))
    noun = rng.choice(WH.get(kind, "무엇|어떤 것|누구").split("|"))
    particle = particle.rstrip(".,")
    pairs = {"은": ("은", "는"), "이": ("이", "가"), "을": ("을", "를"), "과": ("과", "와"), "으로": ("으로", "로")}
    for pair in pairs.values():
        if particle in pair:
            return josa.with_particle(noun, *pair)
    return noun + (particle if particle in josa.ALL else "")


def make(text, rng):
    """(question, answer start, answer end) for a random span of the text, or None."""
    bounds = sentences(text)
    if not bounds:
        return None
    first, last = rng.choice(bounds)
    choices = spans(text[first:last])
    if not choices:
        return None
    span = rng.choice(choices)
    asked = question(text[first:last], span, rng)
    return asked and (asked, first + span[0], first + span[1])
