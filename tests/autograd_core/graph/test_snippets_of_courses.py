"""What students paste: parts of PyTorch that courses use, read and run as PyTorch runs them."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from autograd_core.graph.snippet import trace

from .graphs import run
from .snippets_seen import alike, in_pytorch

LOOP = """
x = torch.tensor([[1.0, 2.0], [3.0, -1.0], [0.5, 1.0]])
y = torch.tensor([[1.0], [0.0], [2.0]])
"""
SNIPPETS = {
    "a schedule": """
opt = torch.optim.SGD([{'params': [w]}, {'params': [b], 'lr': 0.01}], lr=0.1, momentum=0.9)
sched = torch.optim.lr_scheduler.StepLR(opt, step_size=2, gamma=0.1)
for epoch in range(4):
    loss = ((x @ w + b - y) ** 2).mean()
    opt.zero_grad(); loss.backward(); opt.step(); sched.step()
    print(epoch, sched.get_last_lr(), [g['lr'] for g in opt.param_groups], f'{loss.item():.4f}')
print(w, b.grad)""",
    "a rate set by hand, and a closure": """
opt = torch.optim.SGD([w, b], lr=0.1)
def closure():
    opt.zero_grad()
    loss = ((x @ w + b - y) ** 2).mean()
    loss.backward()
    return loss
for epoch in range(3):
    for group in opt.param_groups:
        group['lr'] = 0.1 * 0.5 ** epoch
    print(opt.step(closure).item(), opt.param_groups[0]['lr'])""",
    "recurrent layers": """
torch.manual_seed(0)
lstm = nn.LSTM(2, 3, batch_first=True)
gru = nn.GRUCell(2, 3)
out, (h, c) = lstm(x.unsqueeze(0))
(out.sum() + gru(x).sum()).backward()
print(out.shape, h, c, gru.bias_hh.grad, lstm.weight_hh_l0.grad, torch.rand(1))""",
    "attention": """
torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, batch_first=True)
z = torch.randn(1, 3, 4)
layer(z).pow(3).sum().backward()
print(layer.linear1.bias.grad.shape, layer(z).shape, [n for n, _ in layer.named_parameters()][:3])
print(nn.MultiheadAttention(4, 2)(z, z, z)[1])""",
    "functions that yield, and loaders": """
from torch.utils.data import DataLoader, TensorDataset
torch.manual_seed(0)
def batches(size):
    for i in range(0, len(x), size):
        yield x[i:i + size], y[i:i + size]
for xb, yb in batches(2):
    ((xb @ w - yb) ** 2).sum().backward()
    print(w.grad.flatten())
for xb, yb in DataLoader(TensorDataset(x, y), batch_size=2, shuffle=True):
    print(xb, yb)
print(next(iter(batches(1)))[0], torch.rand(2))""",
    "further results in expressions": """
values, places = x.max(dim=1)
print(places, (places == 1).sum().item(), x.sort(0).indices.sum(), x.topk(1).values)
a, b2 = x.split([1, 2])
print(b2.sum(), f'{a.mean():.2f}')""",
    "a generator of one's own": """
g = torch.Generator().manual_seed(7)
print(torch.randn(2, generator=g), torch.randint(0, 9, (3,), generator=g))
print(torch.multinomial(torch.ones(5), 2, generator=g))""",
    "gradients of several results, functions of functions": """
u, v = (x @ w).sum(), (b * 2).sum()
print(torch.autograd.grad([u, v], [w, b]))
from torch.func import grad, jacrev
print(grad(grad(torch.sin))(torch.tensor(0.5)), jacrev(torch.exp)(torch.tensor([0.0, 1.0])))
f = lambda t: (t ** 3).sum()
print(torch.autograd.functional.hvp(f, torch.ones(2), torch.tensor([1.0, 2.0])))
print(torch.autograd.functional.hessian(f, torch.tensor([1.0, 2.0])))""",
    "classes with special methods": """
class Pair:
    def __init__(self, a): self.a = a
    def __add__(self, other): return Pair(self.a + other.a)
    def __repr__(self): return f'Pair({self.a})'
class Twice(Pair):
    def __init__(self, a):
        super().__init__(a * 2)
    @property
    def half(self): return self.a / 2
print(Pair(1) + Twice(2), [Twice(3)], Twice(w).half.sum().item(), type(Twice(1)).__name__)""",
    "what is kept for the next step": """
v = [torch.zeros_like(w)]
for _ in range(3):
    ((x @ w - y) ** 2).mean().backward()
    with torch.no_grad():
        v[0] = 0.9 * v[0] + w.grad
        w -= 0.1 * v[0]
    w.grad = None
print(w)""",
}  # fmt: skip
HEAD = f"import torch\nfrom torch import nn{LOOP}" + (
    "w = torch.tensor([[0.5], [-0.5]], requires_grad=True)\n"
    "b = torch.zeros(1, requires_grad=True)"
)


def test_what_courses_use_prints_what_pytorch_prints_and_so_does_its_document() -> None:
    for name, text in SNIPPETS.items():
        code = HEAD + text + "\n"
        output, error, _ = in_pytorch(code)
        assert not error, name
        traced = trace(code)
        assert traced.error is None, name
        alike(traced.output, output)
        assert run(traced.document).output == traced.output, name


def test_a_rate_that_follows_from_the_turn_leaves_one_loop() -> None:
    code = HEAD + SNIPPETS["a rate set by hand, and a closure"].replace("print(", "str(")
    kinds = [type(action).__name__ for action in trace(code).document.actions]
    assert "Repeat" in kinds
    assert len(kinds) < 8
