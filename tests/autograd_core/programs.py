"""Small programs that must print the same in the engine as in PyTorch.

Each is run with ``torch`` meaning either; longer ones are in ``tests/golden/programs``. What
PyTorch printed is kept in ``tests/golden/engine_programs.json``; record it anew, where PyTorch is
installed, with

    python -m tests.autograd_core.programs
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import warnings
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parents[1] / "golden" / "engine_programs.json"

PRELUDE = """
def graph(node):
    if node is None: return None
    name = node.name().rpartition("::")[2]
    edges = [graph(t) if n == 0 else (graph(t), n) for t, n in node.next_functions]
    return name if not edges else (name, *edges)
def attempt(f, *args, **kwargs):
    try: print(f(*args, **kwargs))
    except Exception as error: print(type(error).__name__ + ":", error)
def leaf(*values): return torch.tensor(values, requires_grad=True)
"""

PROGRAMS = {
    "tutorial": """
x = torch.ones(2); print(x, x.requires_grad)
x.requires_grad_(True); print(x, x.requires_grad)
x = torch.ones(2, requires_grad=True); y = x * x; print(y, y.grad_fn)
y = y.sum(); print(y, y.grad_fn); print(x.grad); print(y.backward()); print(x.grad)
with torch.no_grad():
    y = (x * x).sum(); print(y, y.grad_fn)
x = torch.ones(1, requires_grad=True); print(x.data, x.data.requires_grad)
y = 2 * x; x.data *= 100; y.backward(); print(x); print(x.grad)
""",
    "accumulation": """
x = leaf(1., 2.)
for _ in range(3):
    (x * x).sum().backward(); print(x.grad)
g = x.grad; x.grad.zero_(); print(g); x.grad = None; print(x.grad, g)
(x * 3).sum().backward(); g = x.grad; (x * 3).sum().backward(); print(g is x.grad, g)
""",
    "grad is nobody else's": """
x = leaf(1., 2.); y = leaf(3., 4.); seed = torch.ones(2)
(x + y).backward(seed)
x.grad.zero_(); print(y.grad, seed)
z = leaf(1., 1.); z.backward(seed); z.grad.add_(5); print(seed, z.grad)
a = leaf(2., 3.); b = a * 1; (b + a).sum().backward(); print(a.grad)
""",
    "roots": """
x = leaf(1., 2.)
attempt(lambda: (x * 2).backward())
attempt(lambda: torch.ones(1).backward())
attempt(lambda: (x * 2).backward(torch.ones(3)))
attempt(lambda: (x * 2).backward(torch.ones(2)))
print(x.grad)
attempt(lambda: torch.autograd.backward([x.sum(), torch.ones(1)]))
attempt(lambda: torch.autograd.backward([x * 2, x.sum()], [torch.ones(2), None]))
print(x.grad)
attempt(lambda: x.sum().backward(inputs=[]))
attempt(lambda: torch.autograd.grad(x * 2, x))
attempt(lambda: torch.autograd.grad(x.sum(), torch.ones(2)))
attempt(lambda: torch.autograd.grad(x.sum(), torch.ones(2, requires_grad=True)))
attempt(lambda: torch.autograd.grad(x.sum(), [x, torch.ones(2, requires_grad=True)],
                                    allow_unused=True))
attempt(lambda: torch.autograd.grad(x.sum(), [torch.ones(2, requires_grad=True)],
                                    materialize_grads=True))
""",
    "freed": """
x = leaf(3.)
for f in [lambda: x * 2, lambda: x + 2, lambda: x * x, lambda: x - x, lambda: -x, lambda: x / 2,
          lambda: x ** 2, lambda: x.exp(), lambda: x.sum(), lambda: x.mean(), lambda: x.view(1, 1),
          lambda: x[0], lambda: x.max(), lambda: x.max(0)[0], lambda: x.relu(), lambda: x.clone(),
          lambda: torch.cat([x, x]).sum(), lambda: torch.where(x > 0, x, 0.)]:
    y = f(); y.backward(retain_graph=True); y.backward()
    attempt(lambda: y.backward())
print(x.grad)
""",
    "inputs": """
x = leaf(1.); y = leaf(2.); z = x * y; w = (z * z).sum()
w.backward(inputs=[x]); print(x.grad, y.grad)
w = ((x * y) ** 2).sum(); w.backward(inputs=x, retain_graph=True); print(x.grad, y.grad)
print(torch.autograd.grad(w, [z, x], allow_unused=True, retain_graph=True))
z = x * y; w = (z * z).sum(); print(torch.autograd.grad(w, [z, x, y]), x.grad)
z = x * y; w = (z * z).sum(); w.backward(inputs=[z]); print(z.grad, y.grad)
""",
    "second order": """
x = leaf(1., 2., 3.)
y = (x ** 3).sum()
(g,) = torch.autograd.grad(y, x, create_graph=True); print(g.requires_grad)
(h,) = torch.autograd.grad(g.sum(), x, create_graph=True); print(h.detach())
(k,) = torch.autograd.grad(h.sum(), x); print(k)
x = leaf(0.5); y = x.tanh().exp().sin()
y.backward(create_graph=True); print(x.grad.detach()); g = x.grad
torch.autograd.grad(g, x); x.grad = None
""",
    "create_graph accumulates": """
x = leaf(2.); (x ** 3).backward(create_graph=True); g = x.grad
(x ** 3).backward(create_graph=True); print(g is x.grad, g.detach(), x.grad.detach())
x.grad = None
""",
    "versions": """
x = leaf(1., 2.); y = x * 2; print(y._version)
y += 1; print(y._version); y.data.mul_(2); print(y._version, y)
y.detach().mul_(2); print(y._version); v = y.view(2, 1); v.zero_(); print(y._version, v._version)
with torch.no_grad(): x.add_(1)
print(x._version, x)
""",
    "saved tensors are checked": """
x = leaf(1., 2.)
def mul(): y = x * 2; z = y * y; y.add_(1); z.sum().backward()
def exp(): y = x.exp(); y.mul_(2); y.sum().backward()
def part(): y = x * 2; z = y * y; y[0] = 1; z.sum().backward()
def view(): y = x * 2; z = y[0:1]; w = z * z; z.mul_(2); w.sum().backward()
def detached(): y = x * x; x.detach().mul_(2); y.sum().backward()
def data(): y = x * x; x.data.mul_(2); y.sum().backward(); return x.grad
def unneeded(): y = x * 2; z = y + y; y.add_(1); z.sum().backward(); return x.grad
def double(): w = torch.ones(2, dtype=torch.float64); y = x * w; w.add_(1); y.sum().backward()
def indices(): v, i = x.max(0); i.add_(1); v.backward()
def constant(): w = leaf(1., 1.); y = w * x.detach(); w.detach().add_(1); y.sum().backward()
for f in [mul, exp, part, view, detached, data, unneeded, double, indices, constant]: attempt(f)
""",
    "leaves in place": """
x = leaf(1., 2., 3.)
def f(): x.add_(1)
def g(): x[0] = 1.
def h(): x.view(3, 1).mul_(2)
def i(): x[torch.tensor([True, False, True])] = 0.
def j():
    global x
    x += 1
for f in [f, g, h, i, j]: attempt(f)
print(x, x._version)
with torch.no_grad():
    x.add_(1); x[0] = 5.
print(x, x._version, x.requires_grad, x.is_leaf)
""",
    "views in place": """
x = leaf(1., 2., 3., 4.); y = x * 1; v = y[:2]; u = y.view(2, 2)
v.mul_(10); print(y); print(graph(y.grad_fn)); print(graph(v.grad_fn)); print(graph(u.grad_fn))
u.sum().backward(); print(x.grad)
w = leaf(5., 6.); base = torch.zeros(4); a = base[:2]; b = base[2:]
a.add_(w); print(base.requires_grad, b.requires_grad, graph(base.grad_fn), b.grad_fn is None)
(base * torch.tensor([1., 2., 3., 4.])).sum().backward(); print(w.grad)
y = x * 1; y.view(2, 2).t().mul_(torch.tensor([[1., 2.], [3., 4.]]))
y.sum().backward(); print(y, x.grad)
""",
    "forbidden views": """
y = leaf(1., 2.) * 1
def several(): y.unbind()[0].mul_(2)
def no_grad():
    with torch.no_grad(): v = y[0]
    v.mul_(2)
def overlapping(): torch.ones(1).expand(3).add_(1)
for f in [several, no_grad, overlapping]: attempt(f)
for row in torch.arange(6.).view(2, 3): print(row)
""",
    "refused writes change nothing": """
y = leaf(1., 2.) * 1
for f in [lambda: y.add_(torch.ones(3)), lambda: y.add_(torch.ones(2, 2)),
          lambda: y.__setitem__(5, 1.), lambda: y.__setitem__(0, torch.ones(3)),
          lambda: torch.tensor([1]).add_(1.5), lambda: torch.tensor([1]).div_(2),
          lambda: y.copy_(torch.ones(3))]: attempt(f)
print(y, y._version, graph(y.grad_fn))
""",
    "assignment to parts": """
def show(index, value):
    x = torch.zeros(2, 3, requires_grad=True); y = x * 1
    y[index] = value; print(y.detach(), graph(y.grad_fn), y._version)
    y.sum().backward(); print(x.grad)
show(0, 1.); show(0, torch.ones(1, 3)); show(slice(None), torch.ones(3)); show((0, 1), 2)
show([0], 5.); show(torch.tensor([True, False]), torch.ones(3)); show((slice(None), [0, 2]), 7.)
show(Ellipsis, torch.ones(3)); show(torch.tensor([[True, False, True], [False] * 3]), 3.)
v = leaf(1., 2., 3.); y = torch.zeros(2, 3); y[1] = v; (y * y).sum().backward(); print(v.grad)
""",
    "types that go together": """
b = torch.tensor([True, False]); i = torch.tensor([1, 2]); m = b.view(1, 2)
for f in [lambda: i.add(i, alpha=2.), lambda: i.add(2, alpha=2.), lambda: i.sub(i, alpha=2.),
          lambda: i.add_(i, alpha=2.), lambda: torch.rsub(i, 3, alpha=2.), lambda: b.relu(),
          lambda: b.relu_()]: attempt(f)
for f in [lambda: b.abs(), lambda: m.mm(m.t()), lambda: m.mv(b), lambda: b.dot(b), lambda: b ** b,
          lambda: m.unsqueeze(0).bmm(m.view(1, 2, 1))]:
    try: f()
    except RuntimeError as error: print(error)
print(b.add(b, alpha=2), b.add(1, alpha=2), i.add(2., alpha=2.), torch.rsub(i, 3., alpha=2.))
x = leaf(1., 2.); y = x.sum(dtype=torch.float64); y.backward(create_graph=True)
z = x.mean(0, keepdim=True, dtype=torch.float64); z.sum().backward()
print(y, z, x.grad, x.grad.dtype, x.sum(dim=None, keepdim=True), x.mean(dim=None, keepdim=True))
def whole(): x.data = i
attempt(whole)
b.copy_(x); b[0] = x[0]; print(b, b.requires_grad)
""",
    "results are saved whoever needs them": """
x = leaf(1., 2.); y = x ** torch.tensor([2., 3.]); z = y * 1; y.detach().add_(1)
attempt(lambda: z.sum().backward())
""",
    "inputs that are in no graph": """
x = leaf(1., 2.)
with torch.no_grad(): v = x.view(2, 1)
y = (x * x).sum(); y.backward(inputs=[x, v], retain_graph=True); print(x.grad, v.requires_grad)
attempt(lambda: torch.autograd.grad(y, v, retain_graph=True))
print(torch.autograd.grad(y, v, allow_unused=True))
""",
    "in place variants": """
w = leaf(2., 3.)
for f in [lambda y: y.mul_(w), lambda y: y.div_(w), lambda y: y.sub_(w, alpha=2),
          lambda y: y.pow_(3), lambda y: y.exp_(), lambda y: y.tanh_(), lambda y: y.relu_(),
          lambda y: y.neg_(), lambda y: y.zero_(), lambda y: y.fill_(3.), lambda y: y.copy_(w),
          lambda y: y.sigmoid_(), lambda y: y.abs_(), lambda y: y.sqrt_()]:
    x = leaf(1., 4.); y = x * 1; z = f(y); z.sum().backward()
    print(z is y, y.detach(), graph(y.grad_fn), x.grad, w.grad); w.grad = None
""",
    "hooks": """
x = leaf(1., 2.); y = x * 3; log = []
h = y.register_hook(lambda g: log.append(("y", g.tolist())))
y.register_hook(lambda g: g * 2); x.register_hook(lambda g: log.append(("x", g.tolist())))
y.retain_grad()
z = y.sum(); z.grad_fn.register_prehook(lambda g: log.append(("pre", [t.tolist() for t in g])))
y.grad_fn.register_hook(lambda i, o: log.append(
    ("post", [None if t is None else t.tolist() for t in i], [t.tolist() for t in o])))
x.register_post_accumulate_grad_hook(lambda p: log.append(("done", p.grad.tolist())))
z.backward(retain_graph=True); print(log); print(x.grad, y.grad)
h.remove(); log.clear(); z.backward(); print(log); print(x.grad, y.grad)
attempt(lambda: x.register_hook(lambda g: torch.ones(3)) and (x * 2).sum().backward())
attempt(lambda: torch.ones(1).register_hook(print))
attempt(lambda: torch.ones(1).retain_grad())
attempt(lambda: y.register_post_accumulate_grad_hook(print))
""",
    "hooks and in place": """
x = leaf(1., 2.); y = x * 1; y.retain_grad(); y.register_hook(lambda g: print("old", g))
y.mul_(3); y.register_hook(lambda g: print("new", g)); (y * y).sum().backward()
print(y.grad, x.grad)
""",
    "order of Nodes": """
log = []
def watch(t, name): t.grad_fn.register_prehook(lambda g: log.append(name))
a = leaf(1.); b = leaf(2.); c = leaf(3.); d = leaf(4.); e = leaf(5.)
for name, t in zip("abcde", [a, b, c, d, e]):
    t.register_post_accumulate_grad_hook(lambda p, name=name: log.append(name))
p = a * b; watch(p, "p"); q = c * d; watch(q, "q"); r = p * q; watch(r, "r")
s = torch.cat([e, d, c, b, a, r, p]); watch(s, "s"); t = s * s; watch(t, "t")
u = t.sum() + q.sum(); watch(u, "u"); u.backward(); print(log)
""",
    "order of many leaves": """
for n in range(1, 12):
    log = []; leaves = [leaf(float(i)) for i in range(n)]
    for i, t in enumerate(leaves):
        t.register_post_accumulate_grad_hook(lambda p, i=i: log.append(i))
    inner = leaves[0] * 2
    torch.cat([leaves[0] * 3, *leaves, inner]).sum().backward(); print(log)
""",
    "requires_grad": """
x = torch.ones(2); y = x * 2; print(y.requires_grad, y.is_leaf)
x.requires_grad = True; z = x * 2
attempt(lambda: z.requires_grad_(False)); attempt(lambda: setattr(z, "requires_grad", False))
attempt(lambda: torch.tensor([1]).requires_grad_())
attempt(lambda: torch.ones(2, dtype=torch.int64, requires_grad=True))
print(z.detach().requires_grad, z.detach().is_leaf, (x > 0).requires_grad, x.long().requires_grad)
z.detach_(); print(z.is_leaf, z.grad_fn, z)
attempt(lambda: (x * 2).view(2, 1).detach_() and None)
""",
    "grad attribute": """
x = leaf(1., 2.)
for v in [torch.ones(3), torch.ones(2, dtype=torch.float64), 3, x]:
    attempt(lambda: setattr(x, "grad", v))
x.grad = torch.ones(2); (x * 2).sum().backward(); print(x.grad); del x.grad; print(x.grad)
""",
    "numbers and types": """
i = torch.tensor([1, 2]); f = torch.tensor([1., 2.]); d = f.double(); b = torch.tensor([True])
for v in [i + 1, i + 1.5, i / 2, i * True, f * 2, f + d, d + torch.tensor(1.), b + 1, b * 2.5,
          i ** 2, 2 ** i, 1 - i, 1 / i, f + i, i * torch.tensor(2.5), b + b, i.sum(), b.sum(),
          torch.tensor(3) * f, torch.tensor(3., dtype=torch.float64) * f, f > 1, i == 2]:
    print(v, v.dtype)
x = leaf(1., 2.); (x * d * torch.tensor(2, dtype=torch.int32)).sum().backward(); print(x.grad)
u = torch.tensor([200], dtype=torch.uint8); print(u + 100, u * 2, u - 201)
""",
    "reading": """
x = leaf(1.5, 2.5)
print(x.tolist(), x[0].item(), float(x[1]), len(x), x.shape, x.size(0), x.dim(), x.numel(), x.dtype)
for f in [lambda: x.item(), lambda: float(x), lambda: bool(x), lambda: len(x[0]),
          lambda: list(x[0]), lambda: x.numpy(), lambda: x.size(3)]: attempt(f)
print(x.detach().numpy(), x.shape[0:1], bool(x[0] > 1), x.device, f"{x[0]:.2f}")
print(hash(x) == id(x), x.T.shape, [t.tolist() for t in x], 1.5 in x)
""",
    "grad modes": """
x = leaf(1.)
with torch.no_grad():
    a = x * 2
    with torch.enable_grad(): b = x * 2
    c = x * 2
print(a.requires_grad, b.requires_grad, c.requires_grad, torch.is_grad_enabled())
try:
    with torch.no_grad(): raise KeyError
except KeyError: print(torch.is_grad_enabled())
@torch.no_grad()
def f(): return (x * 2).requires_grad
print(f(), torch.is_grad_enabled())
torch.set_grad_enabled(False); print((x * 2).requires_grad); torch.set_grad_enabled(True)
with torch.set_grad_enabled(False): print(torch.is_grad_enabled())
print(torch.is_grad_enabled())
""",
    "broadcasting": """
for s, t in [((2, 3), (3,)), ((2, 1), (1, 3)), ((), (2, 2)), ((1,), (4, 1, 2)), ((0, 2), (1, 2))]:
    a = torch.ones(s, requires_grad=True); b = torch.full(t, 2.).requires_grad_()
    c = a * b + a; print(c.shape); c.sum().backward(); print(a.grad, b.grad)
""",
    "matrix products": """
x = torch.arange(6.).view(2, 3).requires_grad_(); v = leaf(1., 2., 3.)
m = torch.ones(3, 5, requires_grad=True); B = torch.arange(12.).view(2, 2, 3).requires_grad_()
for f in [lambda: x @ v, lambda: v @ v, lambda: v @ m, lambda: B @ m, lambda: B @ v,
          lambda: x @ B.transpose(1, 2), lambda: B @ B.transpose(1, 2), lambda: x.t() @ x,
          lambda: v @ B.transpose(1, 2), lambda: x @ torch.ones(4, 3, 2),
          lambda: B.detach() @ m]:
    y = f(); print(y.detach(), graph(y.grad_fn)); (y * y).sum().backward()
    print([t.grad for t in (x, v, m, B)])
    for t in (x, v, m, B): t.grad = None
attempt(lambda: x @ x); attempt(lambda: x @ 2); attempt(lambda: x @ x.t().double())
""",
}


LONGER = Path(__file__).parents[1] / "golden" / "programs"
PROGRAMS |= {path.stem: path.read_text(encoding="utf-8") for path in sorted(LONGER.glob("*.txt"))}


def output_of(torch: Any, name: str) -> str:
    """What a program prints, addresses left out."""
    stream = io.StringIO()
    scope: dict[str, Any] = {"torch": torch}
    with contextlib.redirect_stdout(stream), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(PRELUDE + PROGRAMS[name], scope)
    torch.set_grad_enabled(True)
    return re.sub(r" at 0x[0-9a-f]+", "", stream.getvalue())


def main() -> None:
    """Write what the installed PyTorch prints."""
    import torch

    recorded = {name: output_of(torch, name).splitlines() for name in PROGRAMS}
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
