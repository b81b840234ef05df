"""What the user says a question means, where it was understood otherwise."""

from dataclasses import dataclass

from retrieval.questions.slots import Slot


@dataclass(frozen=True, slots=True)
class Meant:
    """Each field that is not None stands instead of what the words of the question were understood to say.

    ``documents``, ``regions``, ``years`` (inclusive): which are asked about; () for any. ``asked``: what is asked for.
    ``as_typed``: no word of it is a slip of the pen.
    """

    documents: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    years: tuple[int, int] | tuple[()] | None = None
    asked: Slot | None = None
    as_typed: bool = False

    @property
    def says_where(self) -> bool:
        return (self.documents, self.regions, self.years) != (None, None, None)

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that are set."""
        given = {
            "documents": self.documents,
            "regions": self.regions,
            "years": self.years,
            "asked": self.asked,
        }
        return (*(name for name, value in given.items() if value is not None), *("as_typed",) * self.as_typed)


AS_UNDERSTOOD = Meant()
