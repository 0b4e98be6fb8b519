"""Cased BERT WordPiece: clean, split blanks, Hanja and punctuation, then the longest piece first."""
import unicodedata

from tokenizers import BertWordPieceTokenizer
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNK, CLS, SEP, MASK = range(5)

_normalizer = BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=False)
_pre_tokenizer = BertPreTokenizer()


def words(text):
    """The words that WordPiece sees, in order."""
    normal = _normalizer.normalize_str(unicodedata.normalize("NFC", text))
    return [word for word, _ in _pre_tokenizer.pre_tokenize_str(normal)]


class Tokenizer:
    def __init__(self, vocabulary_file):
        self._bert = BertWordPieceTokenizer(str(vocabulary_file), lowercase=False, strip_accents=False,
                                            handle_chinese_chars=True)

    def encode(self, text):
        """(ids, spans): one id and one half-open character span of the text a piece; no [CLS], no [SEP]."""
        encoding = self._bert.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets
