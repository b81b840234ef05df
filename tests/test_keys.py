"""Keys: made once, kept as hashes, valid until they are revoked or expire."""

import sqlite3

import pytest

from app.access.caller import LOCAL, ROLES, Caller
from app.access.errors import BadKey, Forbidden, UnknownKey
from app.access.keys import FILE, Keys, Wish
from app.cli import main


@pytest.fixture
def keys(tmp_path):
    keys = Keys.open(tmp_path)
    yield keys
    keys.close()


def test_a_key_is_its_caller(keys):
    """Who sends the words that were shown is the caller they were made for."""
    key, words = keys.add(Wish("教研室", "editor", ("课程", "师训")))

    assert keys.identify(words) == Caller(key.id, "教研室", "editor", frozenset({"课程", "师训"}))


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda words: words[:-1], id="cut"),
        pytest.param(lambda words: words.swapcase(), id="another-case"),
        pytest.param(lambda words: words + "x", id="longer"),
        pytest.param(lambda words: words.split("_")[1], id="the-id-alone"),
        pytest.param(lambda words: "_".join(words.split("_")[:2]) + "_", id="no-secret"),
        pytest.param(lambda _: "", id="nothing"),
        pytest.param(lambda _: "wence_x' OR '1'='1_y", id="sql"),
        pytest.param(lambda _: "密钥", id="chinese"),
    ],
)
def test_nothing_but_the_key_will_do(keys, spoilt):
    """What is nearly a key is nobody's."""
    _, words = keys.add(Wish("甲", "reader"))

    assert keys.identify(spoilt(words)) is None


def test_no_secret_is_kept(keys, tmp_path):
    """Neither the file nor the list tells a key; the file is its owner's alone."""
    _, words = keys.add(Wish("甲", "reader", note="备注"))
    secret = words.split("_", 2)[2]

    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert all(secret.encode() not in path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    assert secret not in repr(keys.all())


def test_a_revoked_key_ends_and_leaves_its_row(keys):
    """It is refused at once, in every process; there still were keys."""
    _, words = keys.add(Wish("甲", "reader"))
    keys.revoke("甲")

    assert keys.identify(words) is None
    assert keys.valid() == []
    assert keys.exist()
    with pytest.raises(UnknownKey, match="甲"):
        keys.revoke("甲")


def test_a_key_expires(keys):
    """After its time it is nobody's."""
    _, words = keys.add(Wish("甲", "reader", days=0))

    assert keys.identify(words) is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param(("", "reader"), "名称", id="no-name"),
        pytest.param(("a\nb", "reader"), "名称", id="line-break"),
        pytest.param(("甲", "admin", ("课程",)), "管理员", id="admin-of-one-collection"),
        pytest.param(("甲", "reader", ()), "集合", id="of-no-collection"),
        pytest.param(("已有", "reader"), "已有", id="name-taken"),
    ],
)
def test_keys_that_make_no_sense_are_refused(keys, given, words):
    """The message says what is wrong."""
    keys.add(Wish("已有", "reader"))

    with pytest.raises(BadKey, match=words):
        keys.add(Wish(*given))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("needed", ROLES)
def test_each_role_may_what_those_before_it_may(role, needed):
    """reader < editor < admin; a refusal names both."""
    caller = Caller("k", "甲", role)
    if ROLES.index(role) >= ROLES.index(needed):
        caller.require(needed)
    else:
        with pytest.raises(Forbidden, match="角色是"):
            caller.require(needed)


def test_this_machine_may_everything():
    """Without keys nothing is refused and nothing hidden."""
    LOCAL.require("admin")
    assert LOCAL.sees("任何集合")


def test_the_command_line_issues_lists_and_revokes(tmp_path, monkeypatch, capsys):
    """A newcomer's way: add, see it once, list without secrets, revoke."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path))

    assert main(["keys", "list"]) == 0
    assert "还没有密钥" in capsys.readouterr().out
    assert main(["keys", "add", "教研室", "--role", "editor", "--collection", "课程", "--days", "30"]) == 0
    words = capsys.readouterr().out.splitlines()[-1]
    assert main(["keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert main(["keys", "revoke", "教研室"]) == 0
    assert "谁也进不来" in capsys.readouterr().out
    assert main(["keys", "revoke", "教研室"]) == 1

    assert words.startswith("wence_")
    assert words not in listed
    assert "教研室  编辑  集合：课程" in listed
    assert Keys.open(tmp_path).identify(words) is None


def test_a_damaged_file_of_keys_is_said(tmp_path, monkeypatch, capsys):
    """It is not taken for one without keys."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path))
    (tmp_path / FILE).write_bytes(b"x" * 4096)

    assert main(["keys", "list"]) == 1
    said = capsys.readouterr().err
    assert FILE in said
    assert "备份" in said
    assert "重新导入" not in said
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / FILE).execute("SELECT * FROM keys")
