"""The embedded encoder in plain torch, in two halves: the lower one frozen, the upper one to be trained."""

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from retrieval.models.e5_weights import Weights

SPLIT = 6  # layers that stay as they are
_BATCH = 32  # texts of like length that go through the lower half at once
_MASKED = -10_000.0
_PARTS = ("q", "k", "v", "ao", "fi", "fo")


def padded(rows: Sequence[Tensor], value: int = 0) -> tuple[Tensor, Tensor]:
    """Rows of unequal length in one tensor, and a mask that is true where there is something."""
    there = [torch.ones(len(row), dtype=torch.bool) for row in rows]
    pad = nn.utils.rnn.pad_sequence
    return pad(list(rows), batch_first=True, padding_value=value), pad(there, batch_first=True)


def attention_mask(mask: Tensor, dtype: torch.dtype) -> Tensor:
    """0 for tokens and a large negative number for padding, (batch, 1, 1, length)."""
    return (~mask)[:, None, None, :].to(dtype) * _MASKED


class Layer(nn.Module):
    """One layer of the encoder. Computes in the type of its input, whatever its parameters' own."""

    def __init__(self, weights: Weights, name: str) -> None:
        super().__init__()
        self._shape = weights.shape
        for part in _PARTS:
            self._put(f"{part}_w", weights.matrices[f"{name}{part}.w"].dequantise())
            self._put(f"{part}_b", weights.vectors[f"{name}{part}.b"])
        for part in ("aln", "oln"):
            self._put(f"{part}_w", weights.vectors[f"{name}{part}.w"])
            self._put(f"{part}_b", weights.vectors[f"{name}{part}.b"])

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """*x* (batch, length, hidden); *mask* (batch, 1, 1, length) is added to the attention scores."""
        x = self._normalised(x + self._linear(self._attended(x, mask), "ao"), "aln")
        inner = F.gelu(self._linear(x, "fi"))
        return self._normalised(x + self._linear(inner, "fo"), "oln")

    def _put(self, name: str, value: np.ndarray) -> None:
        self.register_parameter(name, nn.Parameter(torch.from_numpy(np.array(value, np.float32))))

    def _attended(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        split = (batch, length, self._shape.heads, hidden // self._shape.heads)
        q, k, v = (self._linear(x, part).view(split).transpose(1, 2) for part in "qkv")
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return mixed.transpose(1, 2).reshape(batch, length, hidden)

    def _linear(self, x: Tensor, part: str) -> Tensor:
        weight, bias = getattr(self, f"{part}_w"), getattr(self, f"{part}_b")
        return F.linear(x, weight.to(x.dtype), bias.to(x.dtype))

    def _normalised(self, x: Tensor, part: str) -> Tensor:
        weight, bias = getattr(self, f"{part}_w"), getattr(self, f"{part}_b")
        size = (x.shape[-1],)
        return F.layer_norm(x, size, weight.to(x.dtype), bias.to(x.dtype), self._shape.epsilon)


class LowerHalf:
    """Token ids to the states between the halves, in bfloat16, without gradients."""

    def __init__(self, weights: Weights) -> None:
        hidden = weights.shape.hidden
        self._words = torch.from_numpy(weights.matrices["emb.word"].dequantise()).half()
        positions = weights.vectors["emb.pos"].reshape(-1, hidden) + weights.vectors["emb.type"][:hidden]
        self._positions = torch.from_numpy(positions)
        self._weight = torch.from_numpy(weights.vectors["emb.ln.w"].copy())
        self._bias = torch.from_numpy(weights.vectors["emb.ln.b"].copy())
        self._epsilon = weights.shape.epsilon
        self._layers = nn.ModuleList(Layer(weights, f"l{n}.") for n in range(SPLIT)).to(torch.bfloat16)

    def states(self, texts: Sequence[list[int]]) -> list[Tensor]:
        """(tokens, hidden) of each text."""
        found: dict[int, Tensor] = {}
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            states = self._of([torch.tensor(texts[n]) for n in some])
            found |= {n: state[: len(texts[n])].clone() for n, state in zip(some, states, strict=True)}
        return [found[n] for n in range(len(texts))]

    @torch.no_grad()
    def _of(self, rows: list[Tensor]) -> Tensor:
        ids, mask = padded(rows)
        x = self._words[ids].float() + self._positions[: ids.shape[1]]
        x = F.layer_norm(x, (x.shape[-1],), self._weight, self._bias, self._epsilon).to(torch.bfloat16)
        added = attention_mask(mask, x.dtype)
        for layer in self._layers:
            x = layer(x, added)
        return x


class UpperHalf(nn.Module):
    """The trained part: states between the halves to unit token vectors and the weight of each token."""

    def __init__(self, weights: Weights, dimension: int) -> None:
        super().__init__()
        shape = weights.shape
        self.layers = nn.ModuleList(Layer(weights, f"l{n}.") for n in range(SPLIT, shape.layers))
        self.projection = nn.Linear(shape.hidden, dimension)
        self.salience = nn.Linear(shape.hidden, 1)
        nn.init.zeros_(self.salience.weight)
        nn.init.constant_(
            self.salience.bias, math.log(math.e - 1)
        )  # softplus gives 1: all tokens weigh the same

    def forward(self, x: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Unit vectors (batch, length, d) and weights (batch, length) that add up to 1 where *mask* is true."""
        states = self.states(x, mask)
        weights = F.softplus(self.salience(states).squeeze(-1)) * mask
        return F.normalize(self.projection(states), dim=-1), weights / weights.sum(1, keepdim=True)

    def states(self, x: Tensor, mask: Tensor) -> Tensor:
        """The last hidden states, float32."""
        added = attention_mask(mask, x.dtype)
        for layer in self.layers:
            x = layer(x, added)
        return x.float()

    @torch.no_grad()
    def start_from(self, states: Tensor) -> None:
        """Let the projection keep the directions in which last *states* (n, hidden) differ most."""
        mean = states.mean(0)
        _, _, directions = torch.pca_lowrank(
            states - mean, self.projection.out_features, center=False, niter=4
        )
        self.projection.weight.copy_(directions.T)
        self.projection.bias.copy_(-(directions.T @ mean))
