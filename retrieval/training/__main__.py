"""`make train`: train on the notices of the repository, measure on those held out, write interaction/layers.npz."""

import argparse
import random
import tempfile
from pathlib import Path

import torch
from tqdm import tqdm

from retrieval.interaction.layers import LAYERS_FILE
from retrieval.models.e5_convert import installed_weights, trusted_weights
from retrieval.models.e5_tokenizer import E5Tokenizer, save_tokenizer
from retrieval.models.e5_weights import Weights
from retrieval.training.encoder import LowerHalf, UpperHalf
from retrieval.training.lessons import Lesson, lesson_of
from retrieval.training.loop import DIMENSION, start_projection, train
from retrieval.training.measure import compared, recall
from retrieval.training.notices import Notice, held_out_notices, training_notices
from retrieval.training.writing import write_upper_half

SEED = 20


def main() -> None:
    parser = argparse.ArgumentParser(prog="make train", description="训练逐词匹配编码器的上半部分。")
    parser.add_argument("--output", type=Path, default=LAYERS_FILE, help="写到哪个文件")
    parser.add_argument("--epochs", type=int, default=2, help="训练几遍")
    options = parser.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(2)  # sums in another order would give other layers
    weights = trusted_weights(installed_weights())
    lower = LowerHalf(weights)
    lessons, held_out = (_lessons(weights, lower, n) for n in (training_notices(), held_out_notices()))
    model = UpperHalf(weights, DIMENSION)
    start_projection(model, lessons)
    before = recall(model, held_out)
    train(model, lessons, epochs=options.epochs)
    print(compared(before, recall(model, held_out)))
    write_upper_half(options.output, model)
    print(f"已写入 {options.output}")


def _lessons(weights: Weights, lower: LowerHalf, notices: list[Notice]) -> list[Lesson]:
    with tempfile.TemporaryDirectory() as folder:
        save_tokenizer(weights, Path(folder))
        tokenizer = E5Tokenizer(Path(folder))
        return [lesson_of(n, tokenizer, lower) for n in tqdm(notices, desc="编码", unit="份")]


if __name__ == "__main__":
    main()
