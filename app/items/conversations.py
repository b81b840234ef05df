"""Conversations → the plain data of the HTTP contract."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.items.contract import event_item
from retrieval.answers.events import Event
from retrieval.store.conversations import Conversation, Turn

Json = dict[str, Any]


def conversation_item(conversation: Conversation) -> Json:
    """A conversation as lists show it."""
    return asdict(conversation)


def told_item(conversation: Conversation, turns: Sequence[Turn]) -> Json:
    """A conversation with its turns."""
    return {**asdict(conversation), "turns": [turn_item(turn) for turn in turns]}


def turn_item(turn: Turn) -> Json:
    """A question and its answer as it was given."""
    return {
        "id": turn.id,
        "asked_at": turn.asked_at,
        "question": turn.question,
        "answer": turn.answer,
        "feedback": asdict(turn.feedback) if turn.feedback else None,
    }


def turn_event_item(event: Event | Turn) -> tuple[str, Json]:
    """An event of a streamed turn: those of a streamed answer, and `turn` at the end."""
    return ("turn", turn_item(event)) if isinstance(event, Turn) else event_item(event)
