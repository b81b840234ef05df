"""The account: whatever can be checked in a plan is in a row, or set aside with a reason."""

import json
from dataclasses import asdict

import pytest

from ingest.clauses import parse_clauses
from ingest.commitments import extract_commitments
from ingest.commitments.account import Account, Entry, account
from ingest.metadata import read_metadata
from ingest.pipeline import read_document
from retrieval.store.records import dump_receipt, load_receipt
from tests.ledger_rows import PLAN
from tests.serving import EXAMPLES


def account_of(words: str) -> tuple[str, Account]:
    text = PLAN.format(words=words)
    tree = parse_clauses(text)
    rows = extract_commitments(text, tree.clauses, read_metadata(text, tree))
    return text, account(text, tree.clauses, rows)


def entry_of(words: str, wanted: str) -> Entry:
    text, whole = account_of(words)
    (entry,) = (entry for entry in whole.entries if entry.span.of(text) == wanted)
    return entry


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param("新建小学4所。", "4所", id="number"),
        pytest.param("2024年9月底前建成书吧。", "2024年9月", id="date"),
        pytest.param("严禁占用体育课。", "严禁", id="ban"),
        pytest.param("区财政局负责落实资金。", "区财政局", id="body"),
        pytest.param("建立阅读档案。责任单位：区财政局。", "区财政局", id="note-goes-with-its-row"),
    ],
)
def test_what_binds_is_in_a_row(words, wanted):
    """A figure, date, ban or body of a commitment is accounted for by its row."""
    entry = entry_of(words, wanted)
    assert entry.state == "in_row"
    assert entry.reason is None


@pytest.mark.parametrize(
    ("words", "wanted", "reason"),
    [
        pytest.param("按照松教办〔2023〕7号要求，建立台账。", "7", "文号", id="document-number"),
        pytest.param("近年来建成了书吧12个。", "12个", "既往成绩", id="achieved"),
        pytest.param("发挥“三名”工程作用。", "三名", "只是名称", id="name"),
        pytest.param("任教不足5年的教师除外。", "不足5年", "适用条件", id="case"),
        pytest.param("是否配备保安2名。", "2名", "检查清单的提问", id="question"),
        pytest.param("本方案所称小班，是指30人的班级。", "30人", "名词定义", id="definition"),
        pytest.param("本办法自2024年9月1日起施行。", "2024年9月1日", "目的、施行日期或废止", id="in-force"),
        pytest.param("感谢区财政局的关心和帮助。", "区财政局", "提及而未承担职责", id="mentioned"),
        pytest.param("咨询电话：0000-2233445。", "2233445", "联系方式", id="telephone"),
        pytest.param("进入第二轮改革。", "二轮", "泛指或结构用语", id="ordinal"),
    ],
)
def test_what_is_set_aside_has_its_reason(words, wanted, reason):
    """What is in no row says why."""
    entry = entry_of(words, wanted)
    assert (entry.row, entry.reason) == (None, reason)


def test_what_nothing_explains_is_left_to_the_reader():
    """A body that acts in a sentence that is no row isn't explained away."""
    text, whole = account_of("每天6:70开始。")
    assert [entry.span.of(text) for entry in whole.unexplained]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("0*")), ids=lambda path: path.name[:2])
def test_the_receipt_sums_up_the_account(path):
    """The sums on the receipt add up, and of our own notices hardly anything is left unexplained."""
    receipt = read_document(path.read_bytes(), path.name).receipt
    parts = (receipt.ledger_in_rows, receipt.ledger_set_aside, receipt.ledger_unexplained)
    assert sum(part or 0 for part in parts) == receipt.ledger_entries
    assert receipt.ledger_entries
    assert (receipt.ledger_unexplained or 0) <= 0.03 * receipt.ledger_entries


def test_a_receipt_from_before_the_account_is_still_read():
    """Receipts that were stored without the sums say that nothing was counted."""
    receipt = read_document(PLAN.format(words="新建小学4所。").encode(), "方案.txt").receipt
    old = {name: value for name, value in asdict(receipt).items() if not name.startswith("ledger")}
    assert load_receipt(dump_receipt(receipt)) == receipt
    assert load_receipt(json.dumps(old)).ledger_entries is None
