"""A store read beside whoever writes it: nothing is locked for long, nothing is made."""

import os
import sqlite3
from pathlib import Path


def open_to_read(store: Path) -> sqlite3.Connection:
    """A connection to a store that is there. In a folder that can't be written nobody writes. Raises sqlite3.Error."""
    mode = "mode=rw" if os.access(store.parent, os.W_OK) else "mode=ro&immutable=1"
    return sqlite3.connect(f"{store.resolve().as_uri()}?{mode}", uri=True)
