"""Whether a question is put in another language than Chinese: the documents, and all that reads a question, are not."""

import re

from ingest.normalise import fold

# In Chinese and in English: who asks in another language may read neither, but one of them sooner.
ASK_IN_CHINESE = (
    "文件都是中文的，请用中文提问。The documents are in Chinese; please put the question in Chinese."
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 2  # one word alone may be a term that a plan prints: STEAM


def is_foreign(question: str) -> bool:
    """Whether *question* holds several words and none of them is Chinese."""
    words = fold(question)
    return not _HAN.search(words) and len(_WORD.findall(question)) >= _FEWEST
