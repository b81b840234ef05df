"""A chat model that is slow or breaks off: what the page shows meanwhile, and how it is stopped."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, fill, need_chromium
from tests.browser.stack import Stack, ask, open_page
from tests.openai_stub import BROKEN_OFF, Endpoint, Fault, endpoint

pytestmark = pytest.mark.browser

QUESTION = "清澜区课后服务财政补助的标准是每生每学期多少元？"


@pytest.fixture(scope="module")
def worded(tmp_path_factory, models) -> Iterator[tuple[Stack, Endpoint]]:
    """A page whose answers are worded by a scripted model."""
    need_chromium()
    with endpoint() as model:
        settings = {"LLM_BASE_URL": model.base_url, "LLM_MODEL": "scripted", "LLM_API_KEY": "none"}
        running = Stack(tmp_path_factory.mktemp("worded"), models, **settings)
        try:
            running.start()
            fill(running)
            yield running, model
        finally:
            running.stop()


@pytest.fixture
def page(worded, browser):
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    open_page(page, worded[0].url)
    yield page
    context.close()


def test_a_slow_answer_is_seen_growing_and_stopped(worded, page):
    """Words appear as they come; 停止 ends it, keeps them as unfinished, and the next question is answered."""
    stack, model = worded
    model.says(Fault.TRICKLE)
    page.get_by_placeholder("请输入问题").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".wc-writing", has_text="改改改")).to_be_visible()

    page.get_by_role("button", name="停止").click()

    expect(page.get_by_text("已停止。上面是停止前写出的文字")).to_be_visible()
    expect(page.locator(".wc-note", has_text="改改改")).to_be_visible()
    expect(page.locator(".wc-writing")).to_have_count(0)
    model.says("财政补助的标准是每生每学期150元。[C1]")
    ask(page, QUESTION)
    expect(page.locator(".wc-answer", has_text="150元")).to_be_visible()
    (talk,) = stack.client.conversations()
    assert talk["count"] == 1


def test_a_model_that_breaks_off_is_replaced_by_the_words_of_the_notice(worded, page):
    """The verbatim answer stands in the place of the words that had come, and the page tells why."""
    _, model = worded
    model.says(Fault.CUT)

    ask(page, QUESTION)

    expect(page.locator(".wc-answer", has_text="150元")).to_be_visible()
    expect(page.locator(".wc-warning")).to_contain_text("对话模型")
    expect(page.get_by_text(BROKEN_OFF)).to_have_count(0)
