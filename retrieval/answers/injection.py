"""Words of a document that are meant for a language model instead of a reader: no plan says them, no model gets them."""

import re

from ingest.sentences import split_sentences

LEFT_OUT = "（此处有对程序下达的指令，已略去）"
_TO_MODELS = re.compile(
    r"(?:忽略|无视|忘记|忘掉|不要理会|不再遵守|绕过)[^。；！？\n]{0,8}?"
    r"(?:(?:以上|上述|之前|前面|此前|先前|所有|一切|你的)[^。；！？\n]{0,6}?(?:规则|要求|设定|限制|对话|内容|说明)|指令|提示词)"
    r"|(?:ignore|disregard|forget)[^.\n]{0,30}(?:instruction|prompt|rule)"
    r"|系统提示词|system\s*prompt|(?:^|\n)\s*(?:system|assistant)\s*[:：]"
    r"|(?:你现在|从现在(?:起|开始)，?你|你将)[^。；！？\n]{0,6}?(?:是|扮演|作为)"
    r"|你是[^。；！？\n]{0,8}?(?:AI|人工智能|模型|助手|机器人|程序)"
    r"|(?:只|直接|一律)(?:回答|回复|输出)[：:“\"]"
    r"|</?(?:条款|system|instructions?)>",
    re.IGNORECASE,
)


def addresses_a_model(text: str) -> bool:
    """Whether *text* holds an order to a language model (忽略以上指令…)."""
    return bool(_TO_MODELS.search(text))


def without_orders(text: str) -> str:
    """*text* with each sentence that addresses a model replaced by LEFT_OUT."""
    if not addresses_a_model(text):
        return text
    pieces, end = [], 0
    for span in split_sentences(text):
        words = span.of(text)
        pieces += [text[end : span.start], LEFT_OUT if addresses_a_model(words) else words]
        end = span.end
    return "".join(pieces) + text[end:]
