# Two commands matter: `make run` and `make test`. Both install what they need into .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := run
.PHONY: run test check soak bench eval train screenshots lock clean

# torch comes first and alone: the lock names it without a local suffix and without GPU packages, so the CPU
# build that is installed satisfies it. Where the default index serves a GPU build (Linux):
#   make run TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
TORCH_SOURCE := $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX))

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更高版本，当前为 " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	@echo "正在安装依赖（首次约需几分钟）……"
	$(BIN)/python -m pip install --quiet --no-deps torch==2.13.0 $(TORCH_SOURCE)
	$(BIN)/python -m pip install --quiet --no-deps --requirement requirements.lock
	@$(BIN)/python -c 'import torch, sys; sys.exit(torch.version.cuda and "装上的是 GPU 版 torch。请运行 make clean 后改用：make run TORCH_INDEX=https://download.pytorch.org/whl/cpu")'
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(STAMP)

run: $(STAMP)
	$(BIN)/wence serve --examples examples

# Two workers, for two cores; one is enough: make test WORKERS=0
WORKERS ?= 2

test: $(STAMP) check
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

soak: $(STAMP)
	$(BIN)/python -m pytest -m soak --timeout 3600

bench: $(STAMP)
	$(BIN)/python -m eval.bench

eval: $(STAMP)
	$(BIN)/wence eval

# Makes retrieval/interaction/layers.npz anew from the notices in retrieval/training: about twenty minutes on two cores.
train: $(STAMP)
	$(BIN)/python -m retrieval.training

# Pictures of every page, for the README; wants Chromium and a Chinese font.
screenshots: $(STAMP)
	$(BIN)/python -m tests.screenshots

# Needs uv on the PATH; the result is committed.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --no-header --no-annotate -o requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
