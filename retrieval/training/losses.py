"""MaxSim in torch over all units of a notice at once, and what the training makes small."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from retrieval.training.encoder import UpperHalf, padded
from retrieval.training.lessons import Lesson, answering, most_sentences

_NOTHING = -1.0  # the cosine where there is no token
_CLAUSE, _ANSWERED = 0.5, 0.2  # shares of the losses beside that of sentences


class Heads(nn.Module):
    """The scale that turns MaxSim into the logit of relevance, and the line that turns it into that of an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.log_scale = nn.Parameter(torch.tensor(3.0))
        self.answered = nn.Parameter(torch.tensor([8.0, -5.0]))


def maxsim(
    questions: tuple[Tensor, Tensor], units: Tensor, segments: Tensor, sentences: int
) -> tuple[Tensor, Tensor]:
    """Scores of units (q, n) and of their sentences (q, n, *sentences*).

    *questions*: vectors (q, m, d) and weights (q, m); *units*: (n, l, d); *segments*: (n, l) as in Unit.
    """
    vectors, weights = questions
    cosines = torch.einsum("qmd,nld->qnml", vectors, units)
    index = torch.where(segments < 0, sentences + 1, segments)[None, :, None, :].expand_as(cosines)
    best = cosines.new_full((*cosines.shape[:3], sentences + 2), _NOTHING)
    best = best.scatter_reduce(3, index, cosines, "amax")[..., :-1]
    weighted = weights[:, None, :, None]
    of_sentences = (torch.maximum(best[..., 1:], best[..., :1]) * weighted).sum(2)
    return (best.amax(3) * weighted[..., 0]).sum(2), of_sentences


def loss_of(model: UpperHalf, heads: Heads, lesson: Lesson, asked: list[int]) -> Tensor:
    """The loss of the questions with these positions in *lesson*, against all of its own units.

    Questions that name no place are answered by other notices too, so only the same notice gives wrong answers.
    """
    units, mask = padded([unit.states for unit in lesson.units])
    segments = padded([u.segments for u in lesson.units], -1)[0]
    questions, question_mask = padded([lesson.states[n] for n in asked])
    sentences = most_sentences(lesson.units)
    clauses, scores = maxsim(model(questions, question_mask), model(units, mask)[0], segments, sentences)
    marked = torch.stack([answering(lesson, lesson.questions[n]) for n in asked])
    there = torch.tensor([[k < len(u.sentences) for k in range(sentences)] for u in lesson.units])
    real = torch.tensor([lesson.questions[n].answer is not None for n in asked]) & marked.flatten(1).any(1)
    missed = torch.tensor([lesson.questions[n].answer is None for n in asked]) & marked.flatten(1).any(1)
    scale = heads.log_scale.exp()
    logits = (scores * scale).masked_fill(~there, -torch.inf)
    loss = _listwise(logits.flatten(1)[real], marked.flatten(1)[real])
    loss = loss + _CLAUSE * _listwise((clauses * scale)[real], marked.any(2)[real])
    return loss + _ANSWERED * _answered(heads, scores.masked_fill(~marked, -torch.inf), real, missed)


def _listwise(logits: Tensor, marked: Tensor) -> Tensor:
    """Softmax cross-entropy of all that is marked against everything."""
    wanted = logits.masked_fill(~marked, -torch.inf).logsumexp(1)
    return (logits.logsumexp(1) - wanted).mean()


def _answered(heads: Heads, scores: Tensor, real: Tensor, missed: Tensor) -> Tensor:
    """Logistic loss: the best marked sentence answers its question, and does not answer its near miss."""
    best = scores.flatten(1).amax(1) * heads.answered[0]
    loss = F.softplus(-(best[real] + heads.answered[1])).mean()
    return loss + F.softplus(best[missed] + heads.answered[1]).mean() if missed.any() else loss
