"""Parts of PyTorch and of Python that students use; the outputs are those of PyTorch 2.13."""

from __future__ import annotations

from autograd_core.graph.run import Run
from autograd_core.graph.snippet import trace

_LBFGS = """import torch
x = torch.tensor([-1.5, 2.0], requires_grad=True)
opt = torch.optim.LBFGS([x], lr=0.5, max_iter=6{search})
def closure():
    opt.zero_grad()
    loss = (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2
    loss.backward()
    return loss
for i in range(3):
    print(f"{{opt.step(closure).item():.3f}}")
"""
_CASES = {
    _LBFGS.format(search=""): "12.500\n5.895\n5.860\n",
    _LBFGS.format(search=", line_search_fn='strong_wolfe'"): "12.500\n5.836\n5.295\n",
    "x = torch.ones(1, requires_grad=True)\ntorch.set_grad_enabled(False)\n"
    "print((x * 2).requires_grad)\ntorch.set_grad_enabled(mode=True)\nprint(x * 2)\n":
    "False\ntensor([2.], grad_fn=<MulBackward0>)\n",
    "m = nn.Sequential(nn.ReLU(), nn.Tanh())\nm[1] = nn.Identity()\nm.insert(0, nn.Tanh())\n"
    "del m[1]\nm.extend([nn.ReLU()])\nprint([type(c).__name__ for c in m])\n"
    "print(m(torch.zeros(1)), [n for n, _ in m.named_modules()])\n":
    "['Tanh', 'Identity', 'ReLU']\ntensor([0.]) ['', '0', '1', '2']\n",
    "w = torch.tensor([[1.0, 2.0], [3.0, 4.0]])\ne = nn.Embedding.from_pretrained(w)\n"
    "print(e(torch.tensor([1])), e.weight.requires_grad, e)\n"
    "e = nn.Embedding.from_pretrained(w, freeze=False)\n"
    "e(torch.tensor([0, 0])).sum().backward()\nprint(e.weight.grad)\n":
    "tensor([[3., 4.]]) False Embedding(2, 2)\ntensor([[2., 2.],\n        [0., 0.]])\n",
    "b = torch.tensor(0.0)\nfor v in torch.tensor([0.5, 0.25]):\n    b = max(b, v)\n"
    "print(b, min(1.0, b), max(0, b, 3))\nprint(torch.ones(2, 3).mT.shape)\n":
    "tensor(0.5000) tensor(0.5000) 3\ntorch.Size([3, 2])\n",
    "x = torch.tensor([1, 0, 2])\ni, = torch.nonzero(x, as_tuple=True)\n"
    "print(i, x.nonzero(as_tuple=True), x.nonzero().T, x.storage_offset())\n":
    "tensor([0, 2]) (tensor([0, 2]),) tensor([[0, 2]]) 0\n",
    "print(torch.broadcast_shapes((2,), (3, 1)), torch.Size([4]))\n":
    "torch.Size([3, 2]) torch.Size([4])\n",
}  # fmt: skip


def test_snippets_and_their_documents_print_what_pytorch_prints() -> None:
    for code, printed in _CASES.items():
        traced = trace(code)
        assert traced.error is None, code
        assert traced.output == printed, code
        run = Run(traced.document)
        for _ in run.execute():
            pass
        assert run.output == printed, code
