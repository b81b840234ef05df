"""Files on the page: upload with progress, receipts, errors, deletion; and what a hostile file can't do."""

import pytest

from tests.browser.conftest import NOTICES
from tests.browser.stack import ask, drawn, open_page
from tests.office_files import zipped

pytestmark = pytest.mark.browser

NAP = "望溪镇中心小学关于学生午休的通知\n\n望溪小〔2024〕5号\n\n一、午休时间\n  每天12:40至13:50安排学生午休，不少于70分钟。\n"
UPLOAD = "input[type=file]"
WATCH = """
    new MutationObserver(() => {
        window.sawProgress ||= !!document.querySelector("[data-testid=stProgress]")
    }).observe(document.body, {childList: true, subtree: true})
"""  # a small file is read in before anybody who only looks now and then sees its bar


@pytest.fixture
def clean(stack):
    """Removes what a test added."""
    before = {d["id"] for d in stack.client.documents()}
    yield
    for document in stack.client.documents():
        if document["id"] not in before:
            stack.client.delete(document["id"])


def given(name: str, data: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.mark.usefixtures("clean")
def test_an_uploaded_file_can_be_asked_about(stack, window):
    """A file added at the side shows its progress, then answers questions."""
    page = window()
    open_page(page, stack.url)

    page.evaluate(WATCH)
    page.locator(UPLOAD).set_input_files([given("午休.txt", NAP.encode())])
    page.get_by_text("》已导入").wait_for()
    assert page.evaluate("window.sawProgress")
    ask(page, "望溪镇中心小学午休不少于多少分钟？")

    assert "70分钟" in page.locator(".wc-answer").first.inner_text()


@pytest.mark.usefixtures("clean")
def test_each_file_of_many_gets_its_own_outcome(stack, window):
    """A bad file is refused in Chinese by name, and the good one beside it is still read in, with its receipt."""
    page = window()
    open_page(page, f"{stack.url}/library")

    page.locator(UPLOAD).set_input_files(
        [given("扫描件.exe", b"MZ\x00\x01\xff\xfe"), given("午休.txt", NAP.encode())]
    )
    page.get_by_text("》已导入").wait_for()

    error = page.locator(".wc-error").inner_text()
    assert "扫描件.exe" in error
    assert ".txt" in error
    assert "已归入条款或页头等" in page.locator(".wc-facts").first.inner_text()
    page.get_by_text("共 3 份文件").wait_for()
    page.get_by_text("共 2 份文件，已导入 1 份，1 份没有导入").wait_for()


@pytest.mark.usefixtures("clean")
def test_what_an_archive_holds_beside_documents_is_named(stack, window):
    """Nobody believes that it was read in."""
    page = window()
    open_page(page, f"{stack.url}/library")

    page.locator(UPLOAD).set_input_files(
        [given("包.zip", zipped(**{"午休.txt": NAP.encode(), "录像.mp4": b"x"}))]
    )
    page.get_by_text("「录像.mp4」（在 包.zip 里）不是可导入的格式").wait_for()

    assert len(stack.client.documents()) == 3


def test_the_original_is_given_back(stack, window):
    """What is downloaded is the file as it was uploaded, under its name."""
    document = stack.client.documents()[0]
    page = window()
    open_page(page, f"{stack.url}/library")

    page.get_by_role("button", name="更多").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载原件").click()

    assert download.value.suggested_filename == document["file_name"]
    assert download.value.path().read_bytes() == (NOTICES / document["file_name"]).read_bytes()


@pytest.mark.usefixtures("clean")
def test_deleting_asks_first(stack, window):
    """A document goes only after a second click that says which."""
    stack.client.upload(NAP.encode(), "午休.txt")
    page = window()
    open_page(page, f"{stack.url}/library")
    page.get_by_text("共 3 份文件").wait_for()
    drawn(page)

    page.get_by_role("button", name="更多").last.click()
    page.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_text("午休").wait_for()
    assert len(stack.client.documents()) == 3
    page.get_by_role("button", name="确认删除").click()
    page.get_by_text("共 2 份文件").wait_for()

    assert len(stack.client.documents()) == 2


def test_a_receipt_can_be_looked_up_later(stack, window):
    """Each document keeps its receipt: what was read and what was not found, and the documents it names."""
    page = window()
    open_page(page, f"{stack.url}/library")

    page.get_by_text("导入记录").first.click()

    told = page.locator("[data-testid=stPopoverBody]")
    told.locator(".wc-facts").wait_for()
    assert "依据文件" in told.inner_text()


@pytest.mark.usefixtures("clean")
def test_a_script_in_a_document_is_inert(stack, window):
    """Script, image and link in a document are shown as text on every page; nothing is run or fetched."""
    data = (NOTICES / "带脚本的通知.md").read_bytes()
    document = stack.client.upload(data, "![x](http://127.0.0.1:9/name.png).md")["document"]
    page = window()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))

    open_page(page, stack.url)
    ask(page, "沙汀镇学校网页应当在什么时候前完成安全检查？")
    open_page(page, f"{stack.url}/library")
    page.get_by_text("共 3 份文件").wait_for()
    open_page(page, f"{stack.url}/reader?doc={document['id']}")
    page.locator("article").wait_for()

    assert page.evaluate("window.hacked") is None
    assert not [url for url in fetched if ":9/" in url]
    assert page.locator("article").evaluate("e => e.textContent") == data.decode()
    assert page.locator("article").locator("script, img, a").count() == 0


def test_an_unknown_document_is_explained(stack, window):
    """A permalink to a document that is gone says so and offers the others."""
    page = window()

    open_page(page, f"{stack.url}/reader?doc=0000000000000000")

    page.get_by_text("打不开这份文件").wait_for()
    assert "0000000000000000" in page.locator(".wc-error").inner_text()


def test_a_link_with_nonsense_numbers_still_opens_the_document(stack, window):
    """A damaged permalink shows the document rather than an error."""
    document = stack.client.documents()[0]["id"]
    page = window()

    open_page(page, f"{stack.url}/reader?doc={document}&start=9&end=99999999&clause=x")

    page.locator("article").wait_for()
    assert page.locator("article mark").count() == 0
    assert "找不到" in page.locator(".wc-warning").inner_text()
