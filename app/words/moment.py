"""A point of time as people read it."""

from datetime import datetime


def moment(at: str) -> str:
    """A time in UTC (ISO 8601) as date and minute by the local clock."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
