"""A follow-up made into a question of its own by the chat model; the rules stay where it does not keep to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from ingest.normalise import fold
from prompts import load_prompt
from retrieval.answers.wording import is_unlike
from retrieval.errors import ChatModelFailed
from retrieval.models.chat_model import stream_text
from retrieval.question import Question
from retrieval.questions.places import foreign_places
from retrieval.questions.quantities import quantities

PROMPT = load_prompt("standalone", "history", "question")
LONGEST = 15.0  # seconds
_MOST_WORDS = 200  # characters
_TURNS = 4  # earlier questions that are shown


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The question in full, or None where the rules' reading stays; and what the user is told."""

    question: str | None
    warnings: tuple[str, ...] = ()


def leans_on_history(question: Question) -> bool:
    """Whether it can't be read without the conversation."""
    return question.previous is not None or question.scope.inherited


def rewrite(model: BaseChatModel, question: str, history: Sequence[str]) -> Rewritten:
    """*question* completed from the user's earlier ones. A model that fails or adds anything leaves the rules."""
    prompt = PROMPT.substitute(
        history="\n".join(_flat(turn) for turn in history[-_TURNS:]), question=_flat(question)
    )
    try:
        words = "".join(stream_text(model, prompt, longest=LONGEST)).strip()
    except ChatModelFailed as exc:
        return Rewritten(None, (f"{exc}追问按规则理解。",))
    return Rewritten(words if _keeps_to(words, question, history) else None)


def _keeps_to(words: str, question: str, history: Sequence[str]) -> bool:
    """Whether a rewriting is one line about the same things: no new place, no new figure, hardly a new word."""
    said = "\n".join((*history, question))
    known = quantities(said)
    return (
        0 < len(words) <= _MOST_WORDS
        and "\n" not in words
        and all(q.stands_in(known) for q in quantities(words))
        and not foreign_places(fold(words), fold(said))
        and not is_unlike(words, said)
    )


def _flat(words: str) -> str:
    """One line, so that a turn can't pass for another part of the prompt."""
    return " ".join(words.split())
