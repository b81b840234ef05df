"""How long many files will take: told by their bytes, by kind, and by what was really read in."""

import pytest

from app.pace import STAGES, Pace, share


class Clock:
    """Time that passes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def read_in(
    pace: Pace, clock: Clock, size: float, seconds: float, *, kind: str = ".txt", new: bool = True
) -> None:
    clock.now += seconds
    pace.finished(kind, size, files=1, new=new)


def test_nothing_is_said_before_anything_is_known(clock: Clock):
    """No file is through, none is under way: no rate, no time."""
    pace = Pace({".txt": 100}, clock)

    assert (pace.done, pace.rate, pace.left) == (0, None, None)


def test_a_huge_file_is_most_of_the_work(clock: Clock):
    """Seven of eight files are through, but one hundredth of the bytes."""
    pace = Pace({".txt": 7 + 693}, clock)
    for _ in range(7):
        read_in(pace, clock, 1, 2)

    assert pace.done / pace.total == pytest.approx(0.01)
    assert pace.left == pytest.approx(693 * 2)
    assert pace.rate == pytest.approx(30)


def test_a_file_under_way_is_told_by_its_own_pace(clock: Clock):
    """Half of what follows parsing has taken a minute: a minute is left, however fast the small ones were."""
    pace = Pace({".txt": 2 + 100}, clock)
    read_in(pace, clock, 2, 1)
    pace.at(".txt", 100, "parse", done=3, total=4)
    clock.now += 40
    pace.at(".txt", 100, "encode", done=0, total=1000)
    clock.now += 60
    half = (1 - STAGES["parse"]) / 2  # of all that follows parsing
    pace.at(".txt", 100, "encode", done=round(1000 * half / STAGES["encode"]), total=1000)

    assert pace.left == pytest.approx(60, rel=0.01)
    assert 50 < pace.done < 60


def test_each_kind_has_its_own_pace(clock: Clock):
    """A scan holds many bytes and few words, a text the other way round."""
    pace = Pace({".pdf": 2000, ".txt": 20}, clock)
    read_in(pace, clock, 1000, 10, kind=".pdf")
    read_in(pace, clock, 10, 30, kind=".txt")

    assert pace.left == pytest.approx(10 + 30)


def test_what_the_library_had_says_nothing_about_the_rest(clock: Clock):
    """Files that were skipped are through, but no measure of those that will not be."""
    pace = Pace({".txt": 1000}, clock)
    for _ in range(50):
        read_in(pace, clock, 10, 0.01, new=False)
    assert (pace.done, pace.rate, pace.left) == (500, None, None)
    read_in(pace, clock, 10, 6)

    assert pace.rate == pytest.approx(10)
    assert pace.left == pytest.approx(490 * 0.6)


def test_a_file_never_goes_back():
    """Each stage begins where the one before it ended, and the last one ends at the whole."""
    steps = [
        share(stage, done, 4)
        for stage in ("parse", "encode", "store", "index", "tokens")
        for done in range(5)
    ]

    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, pytest.approx(1))
