"""Where a Korean word ends and its particle (josa) begins, by rule."""

AFTER_CONSONANT = """은 이 을 과 으로 이나 이라 이라는 이라고 이란 이며 이다 이었다 이었으며 이고 이자 으로서
    으로써 으로부터 으로는 으로도 으로의 과의 과는 이라도 이었던""".split()
AFTER_VOWEL = """는 가 를 와 라는 라고 란 로 로서 로써 로부터 로는 로도 로의 였다 였으며 였던 와의 와는 다
    며 이다 이며""".split()
AFTER_ANY = """의 에 에서 에게 에는 에도 에의 에서는 에서도 에서의 에게서 에게는 께서 도 만 까지 까지의 부터
    보다 처럼 마다 한테 만을 만이 까지는 부터는 에게로 조차 마저 에서부터""".split()
COUNTERS = frozenset("명 년 월 일 개 번 골 원 회 세 살 점 위 곳 후 때 등 말 초 씨 상 권 편 대 척 층 호 차 장 집 왕 당 국 군".split())
ALL = frozenset(AFTER_CONSONANT + AFTER_VOWEL + AFTER_ANY)
LONGEST = max(map(len, ALL))


def is_syllable(char):
    return "가" <= char <= "힣"


def final_consonant(char):
    """0 for none, 8 for ㄹ, 20 for ㅆ; the numbering of Unicode's final jamo."""
    return (ord(char) - 0xAC00) % 28 if is_syllable(char) else 0


def agrees(char, particle):
    """Whether the particle can follow this character: 을 after a consonant, 를 after a vowel."""
    if particle in AFTER_ANY:
        return True
    if not is_syllable(char):
        return True  # digits, Latin and Hanja are read aloud; the spelling does not say how they end
    final = final_consonant(char)
    if particle.startswith("로"):
        return final in (0, 8)
    if particle in AFTER_CONSONANT:
        return final != 0 and not (final == 8 and particle.startswith("으로"))
    return final == 0


def split(word):
    """(stem, particle); the particle is empty when the word seems to have none."""
    for length in range(min(LONGEST, len(word) - 1), 0, -1):
        stem, particle = word[:-length], word[-length:]
        long_enough = len(stem) >= 2 or not is_syllable(stem[-1]) or stem in COUNTERS
        if particle in ALL and long_enough and agrees(stem[-1], particle):
            return stem, particle
    return word, ""


def with_particle(noun, after_consonant, after_vowel):
    """The noun with the particle that agrees with it."""
    return noun + (after_consonant if final_consonant(noun[-1]) else after_vowel)
