"""The graphs of gradients, as text: the Nodes that ``create_graph=True`` makes.

    python -m tests.autograd_core.ops.second_order --record    # what PyTorch makes, as golden text

Each case is an expression that means the same in both engines. Its text has, for each leaf that it
uses, the tree of the gradient's ``grad_fn``: leaves by their names, ``g`` for the gradient that
came in, ``-`` for an edge that leads nowhere, and ``#1`` for another output than the first.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parents[2] / "golden" / "second_order.txt"


def _listed(text: str) -> tuple[str, ...]:
    return tuple([case.strip() for case in text.split(";") if case.strip()])


FUNCTIONS = (
    *("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "atanh"),
    *("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "rsqrt", "square"),
    *("reciprocal", "neg", "abs", "sigmoid", "relu", "erf", "erfc", "erfinv", "lgamma", "digamma"),
    *("deg2rad", "rad2deg", "sinc", "logit", "floor", "sign", "frac", "nan_to_num"),
)
"""Methods of one tensor without parameters."""

ACTIVATIONS = _listed(
    """
    F.leaky_relu(x); F.leaky_relu(x, 0.3); F.hardtanh(x); F.hardtanh(x, 0.2, 0.6); F.relu6(x);
    F.hardshrink(x); F.softshrink(x, 0.1); F.threshold(x, 0.3, 1.0); F.hardsigmoid(x);
    F.hardswish(x); F.elu(x); F.elu(x, 0.5); F.selu(x); F.celu(x, 2.0); F.softplus(x);
    F.softplus(x, 2.0, 1.0); F.logsigmoid(x); F.gelu(x); F.gelu(x, approximate='tanh'); F.silu(x);
    F.mish(x); F.softsign(x); F.tanhshrink(x); F.glu(q); F.glu(q, 0); F.prelu(x, v); x.softmax(1);
    F.rrelu(x, 0.25, 0.25); x.log_softmax(0); F.softmin(x, 1);
    """
)

BINARY = _listed(
    """
    x + y; x + v; x + v[0]; t.add(x, y, alpha=2); x - y; t.sub(x, y, alpha=2); x * y; x * v;
    x * 2; 2 - x; x / y; x / 3; 1 / x; x ** 2; x ** 3; x ** 0.5; x ** 0; x ** y; 2 ** x;
    t.maximum(x, y); t.minimum(x, v); t.fmax(x, y); t.fmin(x, y); t.atan2(x, y); t.hypot(x, y);
    t.copysign(x, y); t.fmod(x, y); t.remainder(x, y); t.logaddexp(x, y); t.logaddexp2(x, y);
    t.xlogy(x, y); t.ldexp(x, y); t.lerp(x, y, 0.3); t.lerp(x, y, y); t.addcmul(x, y, v, value=2);
    t.addcdiv(x, y, v, value=2); x.clamp(0.3, 0.6); x.clamp(min=0.3); x.clamp_max(0.6);
    t.clamp(x, y, v); t.where(mask, x, y); t.where(mask, x, 0.0); x.masked_fill(mask, 2);
    x.masked_fill(mask, v[0]); x.float() * 2;
    """
)

REDUCTIONS = _listed(
    """
    x.mean(); x.mean(0); x.mean((0, 1), keepdim=True);
    x.sum(); x.sum(0); x.sum((0, 1), keepdim=True); x.prod(); x.prod(1); x.nansum(1); x.var();
    x.var(0); x.var(1, correction=0, keepdim=True); x.std(); x.std(0); t.var_mean(x, 0)[0];
    x.max(); x.min(); x.median(); x.max(1)[0]; x.median(0)[0]; x.amax(0); x.amin();
    x.logsumexp(1); x.logsumexp((0, 1)); x.norm(); x.norm(1); x.norm(3, dim=0);
    t.linalg.vector_norm(x, 0.5); t.linalg.vector_norm(x, float('inf')); x.cumsum(0); x.cumsum(1);
    x.cumprod(1); x.cummax(0)[0]; x.logcumsumexp(0); x.sort()[0]; x.sort(0, descending=True)[0];
    x.topk(2)[0]; x.kthvalue(2)[0]; t.dist(x, y); x.diff(); t.trapezoid(x);
    """
)

SHAPES = _listed(
    """
    x.t(); x.T; x.transpose(0, 1); x.permute(1, 0); x.reshape(3, 2); x.view(6); x.t().reshape(6);
    x.flatten(); x.unsqueeze(1); x.unsqueeze(-1); x[:1].squeeze(0); x.squeeze(); x[:1].squeeze();
    x.expand(4, 2, 3); x[:1].expand(4, 3); x.repeat(2, 3); x[0]; x[:, 1]; x[:, 1:]; x[0, 1];
    x[::2]; x[i]; x[i, i]; x[:, i]; x[mask]; x.select(1, 2); x.narrow(1, 0, 2); x.flip(0);
    x.roll(1, 0); x.rot90(); x.tril(); x.triu(1); x.diag(); v.diag(); m.diagonal();
    v.diag_embed(); m.trace(); t.cat([x, y]); t.cat([x, y], 1); t.stack([x, y]); x.unbind(1)[1];
    x.split(1)[0]; x.chunk(2, 1)[1]; x.gather(1, j); x.scatter(1, j, y); x.scatter(1, j, 2.0);
    x.scatter_add(1, j, y); x.index_select(1, i); x.index_add(0, i, y); x.take(i);
    x.index_copy(0, i, y); x.index_fill(0, i, 2); x.index_put((i,), y); x.unfold(1, 2, 1);
    x.masked_select(mask); x.masked_scatter(mask, y); x.clone(); x.contiguous();
    x.select_scatter(v, 0, 1); x.slice_scatter(y[:1], 0, 1); t.block_diag(x, y);
    """
)

PRODUCTS = _listed(
    """
    x @ y.t(); x.mm(m); x.t().mm(y); x @ m.t(); x.mv(v); v.dot(v); v @ m; x @ v; v.outer(v);
    t.bmm(x[None], m[None]); x[None] @ m; t.einsum('ij,kj->ik', x, y); t.addmm(x, x, m);
    t.addmm(x, x, m, beta=2, alpha=3); t.addmv(v, m, v, alpha=2);
    t.baddbmm(x[None], x[None], m[None], alpha=2); t.addr(m, v, v, alpha=2); t.kron(x, y);
    t.linalg.inv(m); t.linalg.det(m); t.linalg.slogdet(m)[1]; t.linalg.solve(m, v);
    t.linalg.solve(m, m); t.linalg.cholesky(s @ s.t() + 1); t.linalg.svdvals(m);
    t.linalg.cross(x, y); F.linear(x, m); F.linear(x, m, v); F.linear(v, m, v);
    F.bilinear(x, y, p); t.cdist(x, y); F.cosine_similarity(x, y); F.normalize(x);
    """
)

REDUCED = _listed(
    """
    F.mse_loss(x, y); F.smooth_l1_loss(x, y); F.huber_loss(x, y, delta=0.2);
    F.soft_margin_loss(x, y.detach()); F.binary_cross_entropy(x, y); F.nll_loss(x, c);
    F.binary_cross_entropy_with_logits(x, y); F.cross_entropy(x, c);
    """
)
"""Losses, each with all three reductions."""

LOSSES = _listed(
    """
    F.l1_loss(x, y, reduction='sum'); F.kl_div(x, y, reduction='sum');
    F.poisson_nll_loss(x, y, reduction='sum'); F.margin_ranking_loss(x, y, x, reduction='sum');
    F.cross_entropy(x, c, weight=v.detach()); F.cross_entropy(x, c, label_smoothing=0.1);
    F.multi_margin_loss(x, c); F.binary_cross_entropy(x, y, weight=v.detach());
    F.binary_cross_entropy_with_logits(x, y, pos_weight=v.detach());
    """
)

IN_PLACE = _listed(
    """
    x.clone().sigmoid_(); x.clone().tanh_(); x.clone().relu_(); x.clone().exp_(); x.clone().add_(y);
    F.leaky_relu_(x.clone()); F.elu_(x.clone()); x.clone().mul_(2); x.clone()[0].mul_(2);
    t.narrow(x.clone(), 1, 0, 2).mul_(y.detach()[:, :2]); x.clone().t_(); x.clone().unsqueeze_(0);
    x.clone().masked_fill_(mask, 0.0); x.clone().copy_(y); x.clone().zero_();
    x.as_strided((2, 2), (1, 1)); x.as_strided((2,), (1,)); F.pad(r, (1, 1), mode='circular');
    t.linalg.qr(m)[1]; t.linalg.svd(m)[1]; t.linalg.eigh(s @ s.t())[0]; t.renorm(x, 2, 0, 0.5);
    """
)

LAYERS = _listed(
    """
    F.conv1d(x, k[0]); F.conv2d(r[None], k, padding=1); F.conv2d(r, k, v[:1], stride=2);
    F.conv_transpose2d(r[None], k); F.max_pool2d(r, 2); F.avg_pool2d(r[None], 2);
    F.adaptive_avg_pool2d(r, 2); F.adaptive_max_pool2d(r, 2); F.max_pool1d(r, 2);
    F.pad(x, (1, 1)); F.pad(r, (1, 1), mode='reflect'); F.pad(r, (1, 1), mode='replicate');
    F.layer_norm(x, (3,)); F.layer_norm(x, (3,), v, v); F.group_norm(x, 3, v, v);
    F.batch_norm(x, None, None, training=True); F.batch_norm(x, None, None, v, v, True);
    F.batch_norm(x, v.detach(), v.detach(), v, v); F.instance_norm(r[None]); F.embedding(i, x);
    F.dropout(x, 0.5, False); F.interpolate(r[None], scale_factor=2); F.unfold(r[None], 2);
    F.pixel_shuffle(x.expand(4, 2, 3), 2);
    """
)

CASES = (
    *[f"x.{name}()" for name in FUNCTIONS],
    *[f"{call[:-1]}, reduction='{word}')" for call in REDUCED for word in ("mean", "sum", "none")],
    *(*ACTIVATIONS, *BINARY, *REDUCTIONS, *SHAPES, *PRODUCTS, *LOSSES, *LAYERS, *IN_PLACE),
)


def leaves(torch: Any) -> dict[str, Any]:
    """The tensors that the expressions name, those that require grad first."""
    tracked = {
        "x": [[0.3, 0.6, 0.1], [0.2, 0.9, 0.5]],
        "y": [[0.5, 0.1, 0.8], [0.7, 0.4, 0.2]],
        "v": [0.4, 0.7, 0.2],
        "m": [[2.0, 0.5, 0.1], [0.3, 1.5, 0.2], [0.6, 0.4, 3.0]],
        "q": [[0.3, 0.6, 0.1, 0.8], [0.2, 0.9, 0.5, 0.4]],
        "s": [[1.0, 0.0, 0.0], [0.5, 2.0, 0.0], [0.1, 0.3, 1.0]],
        "p": [[[0.3, 0.6, 0.1]] * 3] * 2,
        "r": [[[0.1, 0.5, 0.3, 0.9], [0.8, 0.2, 0.6, 0.4], [0.7, 0.0, 1.0, 0.3]]],
        "k": [[[[0.5, 0.1], [0.7, 0.4]]]],
    }
    double = {"dtype": torch.float64, "requires_grad": True}
    tensors = {name: torch.tensor(values, **double) for name, values in tracked.items()}
    tensors["mask"] = torch.tensor([[True, False, True], [False, True, True]])
    tensors["i"] = torch.tensor([0, 1])
    tensors["j"] = torch.tensor([[0, 2, 1], [1, 0, 2]])
    tensors["c"] = torch.tensor([0, 2])
    return tensors


def graph(torch: Any, case: str) -> str:
    """What the gradients of an expression were made by, a line for each leaf."""
    names = leaves(torch)
    scope = {**names, "t": torch, "F": torch.nn.functional}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = eval(case, scope)
    ones = torch.ones_like(result).requires_grad_()
    inputs = {name: one for name, one in names.items() if one.requires_grad}
    gradients = torch.autograd.grad(
        result, list(inputs.values()), ones, create_graph=True, allow_unused=True
    )
    known = [*inputs.items(), ("g", ones)]
    lines = []
    for name, gradient in zip(inputs, gradients, strict=True):
        if gradient is not None:
            lines.append(f"    {name}: {_named(gradient, known)}")
    return "\n".join(lines)


def _named(tensor: Any, known: list[tuple[str, Any]]) -> str:
    for name, one in known:
        if tensor is one:
            return name
    return _tree(tensor.grad_fn, tensor.output_nr, known)


def _tree(node: Any, number: int, known: list[tuple[str, Any]]) -> str:
    if node is None:
        return "-"
    if node.name().endswith("AccumulateGrad"):
        return next(name for name, one in known if one is node.variable)
    edges = [_tree(target, nr, known) for target, nr in node.next_functions]
    said = node.name().removeprefix("torch::autograd::") + (f"#{number}" if number else "")
    return f"{said}({', '.join(edges)})"


def golden() -> dict[str, str]:
    """What PyTorch makes of each case, as recorded."""
    blocks = GOLDEN.read_text(encoding="utf-8").strip("\n").split("\n\n")
    return dict(block.partition("\n")[::2] for block in blocks)


def main(arguments: list[str]) -> None:
    """The command line; see the head of this file."""
    import torch

    if arguments != ["--record"]:
        sys.exit(__doc__)
    blocks = [f"{case}\n{graph(torch, case)}" for case in CASES]
    GOLDEN.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
