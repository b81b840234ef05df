"""The page's server: `python -m app.ui FLAG…`, the flags being those of `streamlit run`."""

import sys
from pathlib import Path

from streamlit.web.cli import main

SERVER = Path(__file__).parent / "server.py"

if __name__ == "__main__":
    sys.argv = ["streamlit", "run", str(SERVER), *sys.argv[1:]]
    main(prog_name="streamlit")
