"""Connectionist temporal classification: the loss of sequences whose alignment is not known.

Graves et al. 2006: sums over all alignments by recursion over time, forwards and backwards, in
logarithms. The gradient is PyTorch's, which takes the scores for normalised log-probabilities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .functional import REDUCTION, check_reduction, do, ordered
from .operands import no_kernel, undifferentiated
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]

LOGS = [
    [[-0.5, -1.5, -1.75], [-1.0, -1.25, -1.0]],
    [[-1.5, -0.75, -1.25], [-2.0, -0.5, -1.25]],
    [[-0.25, -2.0, -2.5], [-1.5, -1.75, -0.5]],
    [[-1.0, -1.5, -0.75], [-0.75, -1.0, -1.75]],
]


def _states(labels: Any, blank: int) -> Any:
    """The labels with blanks around each."""
    states = np.full(2 * len(labels) + 1, blank)
    states[1::2] = labels
    return states


def _forward(logs: Any, states: Any, blank: int) -> Any:
    """For each time and state the logarithm of what all ways to it amount to."""
    result = np.full((len(logs), len(states)), -np.inf, logs.dtype)
    result[0, :2] = logs[0, states[:2]]
    jumps = np.zeros(len(states), bool)
    jumps[2:] = (states[2:] != blank) & (states[2:] != states[:-2])
    for time in range(1, len(logs)):
        before = result[time - 1]
        ways = before.copy()
        ways[1:] = np.logaddexp(ways[1:], before[:-1])
        ways[2:] = np.where(jumps[2:], np.logaddexp(ways[2:], before[:-2]), ways[2:])
        result[time] = ways + logs[time, states]
    return result


def _samples(
    logs: Any, targets: Any, input_lengths: Any, target_lengths: Any
) -> Iterator[tuple[int, Any, Any]]:
    """Number, scores and labels of each sample; labels stand in rows or one after the other."""
    start = 0
    for place in range(logs.shape[1]):
        length = int(target_lengths[place])
        labels = targets[place, :length] if targets.ndim == 2 else targets[start : start + length]
        start += length
        yield place, logs[: int(input_lengths[place]), place], labels


def _loss_of(logs: Any, labels: Any, blank: int) -> Any:
    if not len(logs):
        return 0.0 if not len(labels) else np.inf
    last = _forward(logs, _states(labels, blank), blank)[-1]
    return -np.logaddexp.reduce(last[-2:])


def _ctc(
    xp: Any,
    a: Any,
    targets: Any,
    input_lengths: Any,
    target_lengths: Any,
    blank: int,
    zero_infinity: bool,
) -> Any:
    result = np.zeros(a.shape[1], a.dtype)
    for place, logs, labels in _samples(a, targets, input_lengths, target_lengths):
        result[place] = _loss_of(logs, labels, blank)
    return result


def _ctc_backward(
    xp: Any,
    g: Any,
    a: Any,
    targets: Any,
    input_lengths: Any,
    target_lengths: Any,
    blank: int,
    zero_infinity: bool,
) -> Any:
    result = np.zeros(a.shape, a.dtype)
    for place, logs, labels in _samples(a, targets, input_lengths, target_lengths):
        loss = _loss_of(logs, labels, blank)
        if not len(logs) or (zero_infinity and np.isinf(loss)):
            continue
        states = _states(labels, blank)
        ahead = _forward(logs[::-1], states[::-1], blank)[::-1, ::-1]
        through = _forward(logs, states, blank) + ahead
        sums = np.full(logs.shape, -np.inf, a.dtype)
        times = np.arange(len(logs))[:, None]
        np.logaddexp.at(sums, (times, states[None, :]), through)
        result[: len(logs), place] = (np.exp(logs) - np.exp(sums + loss - logs)) * g[place]
    return result


def _infer_kernel(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a = operands[0]
    if not a.dtype.is_floating_point:
        raise no_kernel("ctc_loss_cpu", a.dtype)
    if not 0 <= params["blank"] < a.shape[2]:
        raise RuntimeError("blank must be in label range")
    for name, lengths in zip(("input_lengths", "target_lengths"), operands[2:], strict=True):
        if lengths.shape != (a.shape[1],):
            raise RuntimeError(f"{name} must be of size batch_size")
    return (Meta((a.shape[1],), a.dtype),)


def _tensor_lengths(args: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Lengths may be given as numbers, too."""
    args, named = _ORDER(args, named)
    for name in ("input_lengths", "target_lengths"):
        if isinstance(named.get(name), list | tuple):
            named[name] = Tensor(np.asarray(named[name], np.int64))
    return args, named


_ORDER = ordered("log_probs targets input_lengths target_lengths blank reduction zero_infinity")


def _ctc_loss(
    a: Any,
    targets: Any,
    input_lengths: Tensor,
    target_lengths: Tensor,
    blank: int,
    reduction: str,
    zero_infinity: bool,
) -> Any:
    check_reduction(reduction)
    batched = a.ndim == 3
    if not batched:
        a = a.unsqueeze(1)
        targets = targets.unsqueeze(0)
        input_lengths, target_lengths = (
            Tensor(one._array.reshape(-1)) for one in (input_lengths, target_lengths)
        )
    losses = do(
        "ctc_loss_kernel",
        a,
        targets,
        input_lengths,
        target_lengths,
        blank=blank,
        zero_infinity=zero_infinity,
    )
    dtype = losses._array.dtype
    if zero_infinity:
        losses = do("where", losses == np.inf, Tensor(np.zeros((), dtype)), losses)
    if reduction == "mean":
        return (losses / Tensor(np.maximum(target_lengths._array, 1).astype(dtype))).mean()
    if reduction == "sum":
        return losses.sum()
    return losses if batched else losses.squeeze(0)


def _infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a = operands[0]
    alone = params["reduction"] != "none" or len(a.shape) == 2
    return (Meta(() if alone else (a.shape[1],), a.dtype),)


_ONCE = undifferentiated("derivative for aten::_ctc_loss_backward is not implemented")
PORTS = (
    Port("a", argument="log_probs", help="log-probabilities by time, sample and class"),
    Port("targets", help="the labels of each sample"),
    Port("input_lengths", help="how many times of each sample count"),
    Port("target_lengths", help="how many labels each sample has"),
)
PARAMS = (Param("blank", "int", 0), Param("zero_infinity", "bool", False))


def _rule(
    xp: Any, g: Any, a: Any, targets: Any, input_lengths: Any, target_lengths: Any, out: Any,
    blank: int, zero_infinity: bool,
) -> Any:  # fmt: skip
    how = {"blank": blank, "zero_infinity": zero_infinity}
    lengths = (input_lengths, target_lengths)
    return xp.apply("ctc_loss_backward", g, a, targets, *lengths, out, **how)


register(
    OpSpec(
        name="ctc_loss_kernel",
        category="internal",
        ports=PORTS,
        params=PARAMS,
        infer=_infer_kernel,
        forward=_ctc,
        checked=True,
        gradients=(
            _rule,
            None,
            None,
            None,
        ),
        node_name="CtcLossBackward0",
    ),
    OpSpec(
        name="ctc_loss_backward",
        category="internal",
        ports=(Port("grad"), *PORTS, Port("losses")),
        params=PARAMS,
        infer=lambda operands, params: (operands[1],),
        forward=lambda xp, g, a, targets, inputs, lengths, losses, **how: _ctc_backward(
            xp, g, a, targets, inputs, lengths, **how
        ),
        gradients=(_ONCE, _ONCE, None, None, None, _ONCE),
        node_name="torch::autograd::NotImplemented",
    ),
    OpSpec(
        name="ctc_loss",
        category="loss",
        ports=PORTS,
        params=(
            Param("blank", "int", 0, help="the class that stands for no label"),
            REDUCTION,
            Param("zero_infinity", "bool", False, help="count impossible targets as 0"),
        ),
        infer=_infer,
        compose=_ctc_loss,
        arguments=_tensor_lengths,
        spelling="torch.nn.functional.ctc_loss({a}, {targets}, {input_lengths}, "
        "{target_lengths}, {params})",
        functions=("nn.functional.ctc_loss",),
        formula=r"-\ln \sum_{\pi} \prod_t p_t(\pi_t)",
        gradient_formulas=(r"e^{a} - P(c \mid t)", None, None, None),
        gradient_texts=("exp(a) less how likely each class is at each time", None, None, None),
        title="CTC loss",
        help="Minus the log-probability of label sequences under all their alignments in time.",
        keywords=("speech", "sequence", "alignment", "criterion"),
        samples=(
            Sample((LOGS, [[1, 2], [2, 2]], [4, 4], [2, 1])),
            Sample((LOGS, [[1, 2], [2, 2]], [4, 3], [2, 2]), {"reduction": "none"}),
        ),
        bad=(
            BadSample(
                (LOGS, [[1, 2], [2, 2]], [4, 4], [2, 1]),
                {"blank": 3},
                "blank must be in label range",
            ),
        ),
    ),
)
