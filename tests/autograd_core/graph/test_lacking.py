"""A right program is never called wrong: what only this project lacks is refused."""

from __future__ import annotations

import pytest

from autograd_core.graph.snippet import SnippetError, trace

_HEAD = "import torch\nimport torch.nn as nn\nx, m = torch.ones(2), nn.Linear(2, 2)\n"
_HEAD += "o = torch.optim.SGD(m.parameters(), 0.1)\n"
_REFUSED = {
    "x.to_sparse()": "Tensor.to_sparse",
    "x.sparse_resize_(2)": "Tensor.sparse_resize_",
    "m.register_forward_hook(print)": "Linear.register_forward_hook",
    "o.add_param_group({})": "SGD.add_param_group",
    "m(x).exp().grad_fn.metadata": "ExpBackward0.metadata",
    "x.numpy().tofile('f')": "ndarray.tofile",
    "'a'.encode()": "str.encode",
    "(3).bit_length()": "int.bit_length",
    "torch.save(x, 'f')": "torch.save",
    "torch.no_such": "torch.no_such",
}
_WRONG = {
    "x.foo()": "'Tensor' object has no attribute 'foo'",
    "x._array": "'Tensor' object has no attribute '_array'",
    "x.backwards_()": "'Tensor' object has no attribute 'backwards_'",
    "m.foo": "'Linear' object has no attribute 'foo'",
    "o.zerograd()": "'SGD' object has no attribute 'zerograd'",
    "[1].push(2)": "'list' object has no attribute 'push'",
    "m(x).exp().grad_fn.foo": "'ExpBackward0' object has no attribute 'foo'",
}


def test_what_pytorch_has_is_refused_and_what_it_lacks_is_an_error() -> None:
    for code, name in _REFUSED.items():
        with pytest.raises(SnippetError) as caught:
            trace(_HEAD + code)
        assert caught.value.reason == f"{name} cannot be used in a snippet", code
        assert caught.value.line == 5, code
    for code, reason in _WRONG.items():
        found = trace(_HEAD + code).error
        assert found is not None, code
        assert found.reason == f"AttributeError: {reason}", code


def test_generators_class_methods_and_arrays_are_what_they_are_in_python() -> None:
    traced = trace(
        "import numpy as np\nimport torch.nn as nn\nit = nn.Linear(3, 2).parameters()\n"
        "print(next(it).shape, next(it).shape, next(it, 'none'))\n"
        "class A:\n    n = 3\n    @classmethod\n    def make(cls):\n        return cls()\n"
        "class B(A):\n    n = 5\n"
        "print(A.make().n, B.make().n, B().make().n)\n"
        "a = np.array([1.5, -2.0])\na[a < 0] = 0\nprint(a, a.mean().round(1), a == 0)\n"
        "len(nn.Linear(1, 1).parameters())\n"
    )
    assert traced.output.splitlines() == [
        "torch.Size([2, 3]) torch.Size([2]) none",
        "3 5 5",
        "[1.5 0. ] 0.8 [False  True]",
    ]
    assert traced.error is not None
    assert traced.error.reason == "TypeError: object of type 'generator' has no len()"
