"""The embedder: unit vectors that depend on the text alone, from the embedded model or any other."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel

from retrieval.embedder import Embedder, open_embedder
from retrieval.errors import ModelUnavailable
from retrieval.interaction.encoder import open_interaction
from retrieval.models.e5_convert import converted_model
from retrieval.models.lower_half import LowerHalf
from retrieval.models.onnx_encoder import OnnxEncoder

PASSAGES = (
    "（一）学校每周安排体育课不少于四节，课间操不少于三十分钟。",
    "（二）生均公用经费按每生每年九百元核定，由县财政全额保障。",
    "（三）申报高级职称的教师，须有两年以上乡村学校任教经历。",
    "（四）食堂应当公示每周食谱，采购凭证保存不少于两年。",
    "（五）严禁在职教师节假日组织学生有偿补课，违者取消评优资格。",
)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        pytest.param("体育课一星期上几次", 0, id="frequency"),
        pytest.param("生均经费是多少钱", 1, id="money"),
        pytest.param("评职称要什么条件", 2, id="title"),
        pytest.param("周末能不能补课", 4, id="prohibition"),
    ],
)
def test_question_finds_its_passage(embedder: Embedder, question: str, best: int):
    """A question in spoken words lies nearest to the passage that answers it."""
    scores = embedder.encode_passages(PASSAGES) @ embedder.encode_query(question)

    assert int(scores.argmax()) == best


@pytest.mark.parametrize(
    "text",
    [PASSAGES[0], "", " ", "考\ud83d核", "报送材料。" * 1000],
    ids=["clause", "empty", "space", "broken", "long"],
)
def test_unit_vectors(embedder: Embedder, text: str):
    """Every text, even an empty or an over-long one, becomes a float32 vector of length 1."""
    query, passage = embedder.encode_query(text), embedder.encode_passages([text])

    assert query.shape == (embedder.dimension,)
    assert passage.shape == (1, embedder.dimension)
    assert query.dtype == passage.dtype == np.float32
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(passage[0]) == pytest.approx(1, abs=1e-5)


def test_words_beside_a_question(embedder: Embedder):
    """A question with words behind it is nearly what both are in one text, and nearer to what uses the words."""
    question, words = "老师评副高要干满几年", ("职称", "任教经历")
    bare, beside = embedder.encode_query(question), embedder.encode_query(question, words)
    together = embedder.encode_query(" ".join([question, *words]))
    passage = embedder.encode_passages(PASSAGES[2:3])[0]

    assert np.linalg.norm(beside) == pytest.approx(1, abs=1e-5)
    assert beside @ together > max(bare @ together, 0.97)
    assert beside @ passage > bare @ passage


class CountedLower(LowerHalf):
    """The lower half, and what it ran."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.ran: list[list[int]] = []

    def states(self, ids: Sequence[int]) -> np.ndarray:
        self.ran.append(list(ids))
        return super().states(ids)


def test_lower_half_runs_a_question_once(models: Path):
    """Both encoders share it, whatever words stand beside the question for one; known words are not run again."""
    folder = converted_model(models)
    lower = CountedLower(folder)
    whole, single_words = OnnxEncoder(folder, lower), open_interaction(models, lower=lower)
    questions, words = ["老师评副高要干满几年", "多久评一次"], ("职称",)

    for question in questions:
        whole.encode_query(question, words)
        single_words.encode_query(question)

    expected = lower.tokenizer.encode([" ".join(words), *(f"query: {question}" for question in questions)])
    assert sorted(lower.ran) == sorted(expected)


def test_no_passages(embedder: Embedder):
    """Nothing in, nothing out, in the right shape."""
    assert embedder.encode_passages([]).shape == (0, embedder.dimension)


def test_queries_and_passages_have_their_own_prompts(embedder: Embedder):
    """The same words are another vector as a question than as a passage."""
    question, passage = embedder.encode_query(PASSAGES[0]), embedder.encode_passages(PASSAGES[:1])[0]

    assert 0.5 < question @ passage < 0.99


def test_vector_does_not_depend_on_company(embedder: Embedder):
    """A passage has the same vector alone, among others and in another order: indexing again changes nothing."""
    together = embedder.encode_passages(PASSAGES)

    assert np.array_equal(embedder.encode_passages(PASSAGES[::-1])[::-1], together)
    assert np.array_equal(embedder.encode_passages(PASSAGES[3:4])[0], together[3])


def test_concurrent_queries(embedder: Embedder):
    """Many threads may ask one embedder at once; each gets its own answer."""
    expected = np.stack([embedder.encode_query(text) for text in PASSAGES])
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(embedder.encode_query, PASSAGES * 8))

    assert np.array_equal(np.stack(found), np.concatenate([expected] * 8))


def test_progress_of_passages(embedder: Embedder):
    """Progress rises to the number of passages, in steps that a bar can show."""
    seen: list[tuple[int, int]] = []
    embedder.encode_passages(["短句。"] * 150, lambda done, total: seen.append((done, total)))

    assert [total for _, total in seen] == [150] * len(seen)
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert seen[0][0] < 100
    assert seen[-1][0] == 150


def test_folder_is_a_sentence_transformers_model(embedder: Embedder, models: Path):
    """The converted folder loads by itself, and its prompts go by name."""
    model = SentenceTransformer(str(converted_model(models)), trust_remote_code=True, local_files_only=True)

    for text in (*PASSAGES, "", "报送材料。" * 1000):
        assert np.allclose(model.encode_query(text), embedder.encode_query(text), atol=1e-6)
        assert np.allclose(model.encode_document(text), embedder.encode_passages([text])[0], atol=1e-6)
    assert model.max_seq_length == 512
    assert model.get_embedding_dimension() == embedder.dimension == 384


def test_fingerprint_names_model_and_engine(embedder: Embedder):
    """A library can tell which model and engine made its vectors."""
    assert embedder.fingerprint.startswith("multilingual-e5-small/onnx-int8/")


def save_small_model(folder: Path, *, seed: int, prompts: dict[str, str]) -> str:
    """A real sentence-transformers model of a few words, with random vectors."""
    words = ["query:", "passage:", "体育课", "补课", "[UNK]"]
    tokenizer = Tokenizer(WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    vectors = np.random.default_rng(seed).normal(size=(len(words), 8)).astype(np.float32)
    module = StaticEmbedding(tokenizer, embedding_weights=vectors)
    SentenceTransformer(modules=[module], prompts=prompts, device="cpu").save(str(folder))
    return str(folder)


def test_any_other_model_by_path(tmp_path: Path, models: Path):
    """Any sentence-transformers model can be used, with its own prompts for questions and passages."""
    prompts = {"query": "query: ", "passage": "passage: "}
    path = save_small_model(tmp_path / "small", seed=1, prompts=prompts)

    embedder = open_embedder(path, models)

    plain = SentenceTransformer(path, device="cpu", prompts={"query": "", "passage": ""})
    asked, passage = plain.encode(["query: 补课", "passage: 补课"], normalize_embeddings=True)
    assert embedder.dimension == 8
    assert embedder.encode_query("补课") == pytest.approx(asked)
    assert embedder.encode_passages(["补课"])[0] == pytest.approx(passage)


def test_fingerprints_tell_models_apart(tmp_path: Path, models: Path):
    """Other weights or other prompts under the same name are another model; the same ones are not."""
    prompts = {"query": "query: "}
    path = save_small_model(tmp_path / "m", seed=1, prompts=prompts)
    first = open_embedder(path, models).fingerprint
    again = open_embedder(path, models).fingerprint
    save_small_model(tmp_path / "m", seed=2, prompts=prompts)
    retrained = open_embedder(path, models).fingerprint
    save_small_model(tmp_path / "m", seed=1, prompts={})
    unprompted = open_embedder(path, models).fingerprint

    assert first == again
    assert len({first, retrained, unprompted}) == 3


@pytest.mark.parametrize("broken", [False, True], ids=["missing", "broken"])
def test_missing_model_says_what_to_do(tmp_path: Path, broken: bool):
    """A model that is not there, or is no model, is named, with the setting to change."""
    path = tmp_path / "模型"
    if broken:
        path.mkdir()
        (path / "modules.json").write_text("[{}]")

    with pytest.raises(ModelUnavailable, match=r"模型」.*WENCE_EMBEDDING_MODEL.*内置模型") as refused:
        open_embedder(str(path), tmp_path)
    assert ("没有这个文件夹" in str(refused.value)) != broken


HEAVY = "{'torch', 'sentence_transformers', 'transformers', 'sklearn', 'onnx', 'openai', 'scipy.optimize'}"


@pytest.mark.parametrize(
    "imported",
    [
        pytest.param("from app.service import Service", id="service"),
        pytest.param(
            "from retrieval.embedder import open_embedder; open_embedder(None, Path(sys.argv[1])).encode_query('补课')",
            id="embedded-model",
        ),
    ],
)
@pytest.mark.usefixtures("embedder")
def test_start_is_quick(models: Path, imported: str):
    """Neither the service nor the embedded model imports what takes seconds; other models, and comparing, do."""
    script = f"import sys; from pathlib import Path; {imported}; print({HEAVY} & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", script, str(models)], capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == "set()"
