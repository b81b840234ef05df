"""What a PDF says its characters are: by the map of its font, not by the shapes."""

from collections.abc import Mapping

import pytest

from ingest.readers import read
from ingest.readers.pdf_lines import UNKNOWN

WORDS = "每学期举办运动会两次由教育局负责"


def pdf(words: str, codes: Mapping[str, str]) -> bytes:
    """A page that shows letters and says by their map that they are *words*; *codes*: the hexadecimal codes of some."""
    shown = {sign: chr(ord("A") + at) for at, sign in enumerate(dict.fromkeys(words))}
    said = (f"<{ord(letter):02X}> <{codes.get(sign, f'{ord(sign):04X}')}>" for sign, letter in shown.items())
    letters = "".join(shown[sign] for sign in words)
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>",
        _stream(f"BT /F 20 Tf 50 700 Td ({letters}) Tj ET"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        _stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
            "1 begincodespacerange <00> <FF> endcodespacerange "
            f"{len(shown)} beginbfchar {' '.join(said)} endbfchar endcmap"
        ),
    ]
    body = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, start=1))
    return f"%PDF-1.4\n{body}trailer << /Size {len(parts) + 1} /Root 1 0 R >>\n%%EOF".encode("ascii")


def _stream(words: str) -> str:
    return f"<< /Length {len(words)} >>\nstream\n{words}\nendstream"


@pytest.mark.parametrize(
    ("codes", "read_as"),
    [
        pytest.param({}, "每", id="usual"),
        pytest.param({"每": "D842DFB7"}, "𠮷", id="rare"),
        pytest.param({"每": "D842"}, UNKNOWN, id="half-of-a-rare-one"),
    ],
)
def test_a_character_is_what_the_font_says(codes: dict[str, str], read_as: str):
    """Rare ones, as in names of people and places, are not lost; one that is none is told."""
    assert read(pdf(WORDS, codes), "要点.pdf").text == WORDS.replace("每", read_as) + "\n"
