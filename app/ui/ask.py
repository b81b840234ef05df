"""问答: questions, streamed answers, and for each sentence the clauses it stands on."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.ui import answer_actions, answer_panel, asking, backend, conversations, preferences, sidebar, state
from app.ui.answer_view import unfinished_html
from app.ui.examples import example_questions
from app.ui.rendering import escape, label, notice, tag

Json = dict[str, Any]

PLACEHOLDER = "请输入问题，例如：周末能不能补课？"
LONGEST_QUESTION = 1000
EXAMPLES_SHOWN = 4
HEADLINE = "想查哪条规定？"
PROMISE = "用平常话提问。答案句句有出处，点开就是原文条款；文件没有写的，就说“文件未提及”。"


def show() -> None:
    notes = st.empty()
    # The conversation and the box for questions need no server: they stay while there is none.
    slots = [_show_turn(turn, number) for number, turn in enumerate(state.turns())]
    # A slot of its own: emptied at once when a question comes, not when the answer is complete.
    welcome = st.empty()
    typed = (st.chat_input(PLACEHOLDER, max_chars=LONGEST_QUESTION) or "").strip()
    if typed:
        state.put_question(typed)
    if waiting := state.waiting_question():
        _show_question(waiting.text)
    with st.bottom:
        status = backend.status()
    conversations.follow_address()
    documents = backend.client().documents()
    scope = sidebar.show(status, documents)
    if told := state.told():
        notes.html(notice(told, "warning"))
    for number, (turn, slot) in enumerate(zip(state.turns(), slots, strict=True)):
        last = number == len(slots) - 1 and not waiting
        if turn.answer is not None:
            with slot:
                answer_actions.show(turn, number, documents if last else None)
    if waiting:
        asking.answer(waiting, scope)
    elif not state.turns():
        with welcome.container():
            _welcome(documents)


def _welcome(documents: Sequence[Json]) -> None:
    st.html(tag("h1", escape(HEADLINE), "wc-title") + tag("p", escape(PROMISE), "wc-muted"))
    if not documents:
        st.html(notice("请先导入计划、方案或通知，然后就可以提问。", title="文件库还是空的"))
        st.page_link("library.py", label="去导入文件", icon=":material/upload_file:")
        return
    st.html(tag("p", escape("可以这样问："), "wc-muted"))
    for question in example_questions(backend.client(), documents)[:EXAMPLES_SHOWN]:
        st.button(label(question), key=f"example {question}", on_click=state.put_question, args=(question,))


def _show_question(question: str) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.html(tag("p", escape(question), "wc-question"))


def _show_turn(turn: state.Turn, number: int) -> DeltaGenerator:
    """Draw a turn; returns the place below its answer."""
    _show_question(turn.question)
    with st.chat_message("assistant", avatar=":material/menu_book:"):
        if turn.answer is not None:
            official = preferences.current().official
            answer_panel.show(turn.answer, turn.excerpts, key=f"turn {number}", official=official)
        else:
            _show_problem(turn, number)
        return st.container()


def _show_problem(turn: state.Turn, number: int) -> None:
    """Why there is no answer; where the reader stopped it, what there was of it."""
    if turn.written:
        st.html(unfinished_html(turn.written))
    if turn.problem in (state.STOPPED, state.STOPPED_BEFORE):
        st.html(notice(turn.problem, "warning"))
    else:
        st.html(notice(turn.problem or "", "error", title="这个问题没有得到回答"))
    st.button("再问一次", key=f"again {number}", on_click=_ask_again, args=(number,))


def _ask_again(number: int) -> None:
    state.put_question(state.turns().pop(number).question)


if __name__ == "__main__":
    show()
