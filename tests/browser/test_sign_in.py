"""The page with keys: it asks for one, and does and shows what that key may."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.access.keys import Keys, Wish
from app.clients.client import ApiClient
from tests.access_notices import MEALS, SECRET
from tests.browser.conftest import PATIENCE, need_chromium
from tests.browser.stack import Stack, open_page
from tests.browser.test_accessibility import grave

SHOTS = os.environ.get("WENCE_SHOTS")  # a folder: what the page looks like is kept there


@pytest.fixture(scope="module")
def locked(tmp_path_factory, models) -> Iterator[tuple[Stack, dict[str, str]]]:
    """A page over two collections and its keys: an admin's, an editor's and a reader's of one collection."""
    need_chromium()
    home = tmp_path_factory.mktemp("locked")
    keys = Keys.open(home)
    words = {
        "管理": keys.add(Wish("管理", "admin"))[1],
        "编辑": keys.add(Wish("编辑", "editor"))[1],
        "教师": keys.add(Wish("教师", "reader", ("默认",)))[1],
    }
    keys.close()
    running = Stack(home, models)
    try:
        running.start()
        with ApiClient(running.api_url, key=words["管理"]) as admin:
            admin.put_collection("内部", may_leave=False)
            admin.upload(MEALS.encode(), "供餐.txt")
            admin.upload(SECRET.encode(), "撤并.txt", collection="内部")
        yield running, words
    finally:
        running.stop()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def sign_in(page: Page, key: str) -> None:
    page.get_by_label("密钥").fill(key)
    page.get_by_role("button", name="登录").click()


def keep(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_nothing_is_shown_without_a_key(locked, page):
    """Every page asks for one; a wrong one is told from none."""
    stack, _ = locked
    for path in ("", "/library", "/reader", "/ledger"):
        open_page(page, stack.url + path)
        expect(page.get_by_role("heading", name="登录")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("供餐")).to_have_count(0, timeout=30_000)
    keep(page, "sign-in")
    sign_in(page, "wence_0_0")

    expect(page.get_by_text("密钥不对")).to_be_visible(timeout=30_000)
    keep(page, "sign-in-refused")


def test_a_reader_sees_its_collection_and_changes_nothing(locked, page):
    """No uploader, no deletion, no sign of what is hidden; signing out leads back to the form."""
    stack, words = locked
    open_page(page, stack.url + "/library")
    sign_in(page, words["教师"])

    expect(page.get_by_text("共 1 份文件")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("教师（读者）")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="更多").first.click()
    expect(page.get_by_role("button", name="下载原件")).to_be_visible(timeout=30_000)
    keep(page, "reader-library")
    for absent in (
        page.get_by_text("撤并"),
        page.get_by_role("button", name="删除"),
        page.locator("[data-testid=stFileUploader]"),
    ):
        expect(absent).to_have_count(0, timeout=30_000)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible(timeout=30_000)


def test_an_editor_sees_collections_and_moves_between_them(locked, page):
    """The list says where each document is, can be narrowed, and tells what stays away from a chat model."""
    stack, words = locked
    open_page(page, stack.url + "/library")
    sign_in(page, words["编辑"])

    expect(page.get_by_text("共 2 份文件")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("不外发")).to_have_count(1, timeout=30_000)
    page.get_by_role("button", name="更多").first.click()
    expect(page.get_by_role("button", name="移到集合“内部”")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="删除")).to_be_visible(timeout=30_000)
    keep(page, "editor-library")
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="集合", exact=False).last.click()
    page.get_by_role("option", name="内部（1）").click()
    expect(page.get_by_text("共 1 份文件")).to_be_visible(timeout=30_000)
    keep(page, "editor-library-narrowed")


def test_the_page_takes_files_only_from_those_who_may_import_them(locked, page):
    """Streamlit's own address for uploads, asked by its own rules: no before signing in or as a reader, yes as an editor."""
    stack, words = locked
    sessions = session_ids(page)
    open_page(page, stack.url + "/library")
    before = send_file(page, stack, sessions[-1])
    sign_in(page, words["教师"])
    expect(page.get_by_text("共 1 份文件")).to_be_visible(timeout=30_000)
    reader = send_file(page, stack, sessions[-1])
    page.get_by_role("button", name="退出").click()
    sign_in(page, words["编辑"])
    expect(page.get_by_text("共 2 份文件")).to_be_visible(timeout=30_000)
    editor = send_file(page, stack, sessions[-1])
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible(timeout=30_000)
    after = send_file(page, stack, sessions[-1])

    assert (before, reader, editor, after) == (403, 403, 204, 403)


def session_ids(page: Page) -> list[str]:
    """The sessions that Streamlit opens for *page*, as they are opened."""
    found: list[str] = []

    def note(payload: bytes | str) -> None:
        if isinstance(payload, bytes):
            message = ForwardMsg.FromString(payload)
            if opened := message.new_session.initialize.session_id:
                found.append(opened)

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    return found


def send_file(page: Page, stack: Stack, session: str) -> int:
    """The status of a file sent as the uploader would send it."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    reply = page.request.put(
        f"{stack.url}/_stcore/upload_file/{session}/1",
        headers={"X-Xsrftoken": cookies.get("_streamlit_xsrf", "")},
        multipart={"file": {"name": "x.txt", "mimeType": "text/plain", "buffer": b"x"}},
    )
    return reply.status


def test_a_revoked_key_ends_the_session(locked, page):
    """The next thing that is done asks for a key again."""
    stack, words = locked
    with ApiClient(stack.api_url, key=words["管理"]) as admin:
        made = admin._post("/v1/keys", {"name": "短"})
        open_page(page, stack.url)
        sign_in(page, made["key"])
        expect(page.get_by_text("短（读者）")).to_be_visible(timeout=30_000)
        keep(page, "reader-ask")
        admin._send("DELETE", f"/v1/keys/{made['id']}")
    page.get_by_role("link", name="台账").click()

    expect(page.get_by_role("heading", name="登录")).to_be_visible(timeout=30_000)


def test_an_admin_manages_keys_and_reads_the_log(locked, page):
    """A key is issued, shown once, works and is revoked; the log tells of it and can be narrowed and taken away."""
    stack, words = locked
    open_page(page, stack.url + "/admin")
    sign_in(page, words["管理"])
    page.get_by_role("tab", name="密钥").click()
    page.get_by_role("button", name="发放密钥").click()
    page.get_by_label("名称").fill("家长委员会")
    page.get_by_role("button", name="发放", exact=True).click()
    made = page.locator(".wc-notice code").text_content(timeout=30_000)
    keep(page, "admin-keys")
    assert grave(page) == []
    with ApiClient(stack.api_url, key=made) as parents:
        assert parents.caller()["name"] == "家长委员会"
    issued = page.locator("[class*=st-key-key-]").filter(has_text="家长委员会")
    issued.get_by_role("button", name="撤销").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    expect(issued.get_by_text("已失效")).to_be_visible(timeout=30_000)
    page.get_by_role("tab", name="审计记录").click()
    page.get_by_role("combobox", name="做了什么").click()
    page.get_by_role("option", name="撤销密钥").click()
    expect(page.get_by_role("cell", name="发放密钥")).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("cell", name="家长委员会")).to_have_count(1, timeout=30_000)
    keep(page, "admin-log")
    assert grave(page) == []
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载 CSV").click()
    assert "家长委员会" in Path(taken.value.path()).read_text("utf-8-sig")


def test_no_one_else_is_offered_it(locked, page):
    """An editor finds no way there, and nothing behind its address."""
    stack, words = locked
    open_page(page, stack.url + "/admin")
    sign_in(page, words["编辑"])

    expect(page.get_by_text("供用密钥登录的管理员使用")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("link", name="管理")).to_have_count(0)
    expect(page.get_by_role("tab")).to_have_count(0)


def test_a_reader_is_not_offered_to_drop_a_mark(locked, page):
    """A mark whose words are gone from the newer version is shown to everybody, and dropped by those who may."""
    stack, words = locked
    ban = "第四条 严禁向学生收取供餐以外的费用。\n"
    with ApiClient(stack.api_url, key=words["管理"]) as admin:
        (row,) = admin.commitments(q="严禁向学生收取")
        admin.put_mark(row["id"], "done", who="李")
        admin.upload(MEALS.replace(ban, "").encode(), "供餐.txt")
    kept = "文件更新后找不到原文的标记"
    for name, offered in (("教师", 0), ("编辑", 1)):
        page.context.clear_cookies()
        open_page(page, stack.url + "/ledger")
        sign_in(page, words[name])
        page.get_by_text(kept).click()
        expect(page.get_by_text("严禁向学生收取供餐以外的费用").last).to_be_visible(timeout=30_000)
        expect(page.get_by_role("button", name="不再保留")).to_have_count(offered, timeout=30_000)
