"""The account of what became of a file."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ingest.clauses import ClauseTree, parse_clauses
from ingest.metadata import read_metadata
from ingest.model import Receipt
from ingest.receipt import LEAST_COVERAGE, make_receipt

PLAN = "临湖区课后服务方案\n一、目标\n建成10所。\n二、措施\n每周1次。\n打印本页 关闭窗口\n"


def receipt_of(text: str, tree: ClauseTree | None = None) -> Receipt:
    tree = tree or parse_clauses(text)
    return make_receipt(text, tree, read_metadata(text, tree))


def test_every_character_is_counted_once():
    """Clauses, frame parts and noise add up to all characters that are no white space."""
    receipt = receipt_of(PLAN)

    assert receipt.characters == len("".join(PLAN.split()))
    assert (receipt.in_clauses, receipt.in_frame, receipt.in_noise, receipt.unowned) == (19, 9, 8, 0)
    assert (receipt.clauses, receipt.frame_parts) == (2, 1)
    assert receipt.noise == ("打印本页 关闭窗口",)
    assert receipt.coverage == 28 / 36


def test_what_was_found_and_missed_is_named_in_chinese():
    """The receipt names the facts that were read and those that the text doesn't state."""
    receipt = receipt_of(PLAN)

    assert "方案名称" in receipt.metadata_found
    assert "文号" in receipt.metadata_missing
    assert not set(receipt.metadata_found) & set(receipt.metadata_missing)


def test_lost_text_is_a_warning():
    """Text that no part of the tree holds is counted and shown."""
    tree = parse_clauses(PLAN)
    receipt = receipt_of(PLAN, replace(tree, clauses=tree.clauses[:-1]))

    assert receipt.unowned == 9
    assert "有 9 个字符未归入任何条款：二、措施 每周1次。" in receipt.warnings


def test_a_text_without_clauses_is_a_warning():
    """A file in which nothing is numbered doesn't pass as a plain success."""
    assert any("未识别出任何编号条款" in warning for warning in receipt_of("请各校按时上报材料。\n").warnings)


def test_a_file_that_was_mostly_ignored_is_a_warning():
    """Where less was kept than a plain success needs, the share that was kept is told; a whole file has no such one."""
    whole = "临湖区课后服务方案\n一、目标\n建成示范校10所，每校配备2名辅导员。\n二、措施\n每周检查1次并通报结果。\n"
    noisy = whole + "打印本页 关闭窗口\n扫一扫在手机打开当前页\n"

    receipt = receipt_of(noisy)

    assert receipt.coverage < LEAST_COVERAGE
    assert f"只收录了全文的 {receipt.coverage:.0%}" in receipt.warnings[0]
    assert not any("只收录了" in warning for warning in receipt_of(whole).warnings)


def test_two_dates_are_a_warning():
    """Dates that contradict each other are shown with their words."""
    text = (
        "成文日期：2024-05-06\n关于开学的通知\n各校：\n一、时间\n9月1日开学。\n临湖区教育局\n2024年4月20日\n"
    )

    assert "成文日期有不同写法：2024年4月20日；成文日期：2024-05-06" in receipt_of(text).warnings


def test_gaps_in_the_numbering_are_a_warning():
    """What the parser found broken is passed on."""
    receipt = receipt_of("临湖区方案\n一、甲\n建成1所。\n三、丙\n建成2所。\n")

    assert len(receipt.numbering) == 1
    assert "编号不连续" in receipt.numbering[0]
    assert set(receipt.numbering) <= set(receipt.warnings)


@given(
    st.text(
        alphabet=st.sampled_from("一二三、（）是1.2各校：\n \u3000课后服务方案通知2024年月日附件打印本页"),
        max_size=200,
    )
)
def test_the_account_always_adds_up(text: str):
    """Whatever the text, nothing is counted twice and nothing is left out."""
    receipt = receipt_of(text)

    assert receipt.characters == len("".join(text.split()))
    assert receipt.characters == receipt.in_clauses + receipt.in_frame + receipt.in_noise + receipt.unowned
    assert receipt.unowned == 0
