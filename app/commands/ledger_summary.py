"""The ledger's summary as lines of text."""

from collections.abc import Iterator

from app.clients.client import Json
from app.words.ledger import KINDS, STRENGTHS


def summary_lines(summary: Json) -> Iterator[str]:
    """Counts by kind, strength, body and year, then how specific each plan is."""
    yield f"共 {summary['total']} 条。"
    kinds = [f"{KINDS[each['kind']]} {each['rows']}" for each in summary["kinds"]]
    strengths = [f"{STRENGTHS[each['strength']]} {each['rows']}" for each in summary["strengths"]]
    bodies = [f"{each['body']} {each['rows']}" for each in summary["bodies"]]
    years = [f"{each['year']}年 {each['rows']}" for each in summary["years"]]
    for name, counts in (("类别", kinds), ("强度", strengths), ("责任单位", bodies), ("到期", years)):
        yield f"{name}：{'、'.join(counts) or '—'}"
    yield from map(_profile, summary["documents"])


def _profile(profile: Json) -> str:
    due = f"写明时限 {profile['with_deadline']}" if profile["with_deadline"] else "没有可考核的时限"
    return (
        f"《{profile['title']}》{profile['rows']} 条：写明数量 {profile['with_number']}，{due}，"
        f"写明责任单位 {profile['with_body']}，刚性 {profile['hard']}"
    )
