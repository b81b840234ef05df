"""The page's server: `python -m app.ui FLAG…`, the flags being those of `streamlit run`.

What takes long to import is loaded here, while the API opens its library: the first visitor needn't wait for it.
"""

import sys
from pathlib import Path

from streamlit.web.cli import main

from app.ui import answer_panel, ledger_overview, uploading  # noqa: F401

MAIN = Path(__file__).parent / "main.py"

if __name__ == "__main__":
    sys.argv = ["streamlit", "run", str(MAIN), *sys.argv[1:]]
    main(prog_name="streamlit")
