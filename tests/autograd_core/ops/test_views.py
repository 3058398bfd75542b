"""Views and writes by index: what the operations' own samples do not show.

Each program is run in the engine and, where it is installed, in PyTorch; both must say the same.
"""

from __future__ import annotations

from typing import Any

import pytest

import autograd_core as core

PROGRAMS = {
    "in_place_views_keep_their_base": """
w = torch.arange(6.).reshape(1, 6).requires_grad_()
y = w * 2
row = y[0]
row.unsqueeze_(1)
say(row.shape, row._base is y, y._version, row.grad_fn.name(), y.grad_fn.name())
row.t_().squeeze_(0)
say(row.shape, row.grad_fn.name())
(row * torch.arange(6.)).sum().backward()
say(w.grad)
""",
    "a_leaf_is_not_transposed_in_place": """
w = torch.ones(2, 3, requires_grad=True)
refused(lambda: w.t_())
say(w.shape, w._version)
""",
    "as_strided_reaches_out_of_a_view": """
w = torch.arange(6.).requires_grad_()
y = w * 1
tail = y[3:]
say(tail.as_strided((2, 2), (1, 2), 0))
tail.as_strided((3,), (2,), 0).sum().backward()
say(w.grad)
refused(lambda: tail.as_strided((7,), (1,)))
""",
    "as_strided_in_place": """
y = torch.arange(6.).requires_grad_() * 2
y.as_strided_((2, 2), (1, 2))
say(y, y.grad_fn.name())
""",
    "views_are_written_through": """
w = torch.arange(12.).reshape(3, 4).requires_grad_()
y = w * 1
y.diagonal().mul_(3)
y.split(2, 1)[0].detach()[0, 0] = 7
y.movedim(0, 1)[1:3] = 5
say(y, y._version, y.grad_fn.name())
(y * w.detach()).sum().backward()
say(w.grad)
""",
    "parts_of_a_split_are_not_written": """
y = torch.ones(4, requires_grad=True) * 1
refused(lambda: y.split(2)[0].mul_(2))
refused(lambda: y.chunk(2)[1].zero_())
""",
    "writes_by_index_do_not_read_themselves": """
x = torch.arange(3.)
at = torch.tensor([0, 1, 2])
for write in (
    lambda: x.scatter_(0, at, x),
    lambda: x.index_add_(0, at, x),
    lambda: x.put_(at, x),
    lambda: x.expand(2, 3).scatter_(0, at.expand(2, 3), 1.0),
):
    refused(write)
say(x, x._version)
""",
    "an_index_modified_later_is_noticed": """
x = torch.arange(3.).requires_grad_()
at = torch.tensor([0, 0])
y = x.gather(0, at)
at.add_(1)
refused(lambda: y.sum().backward())
""",
    "scatter_takes_a_number_or_a_tensor": """
x, at = torch.zeros(2, 3), torch.tensor([[1, 0, 1]])
say(x.scatter(0, at, 2), x.scatter(0, at, value=3), x.scatter(dim=0, index=at, src=x[:1] + 4))
say(x.scatter(0, at, 2., reduce="add"))
refused(lambda: x.scatter(0, at, 2., reduce="mean"))
refused(lambda: x.scatter(0, at + 2, 1.))
""",
    "numbers_must_fit": """
x, mask = torch.zeros(2, dtype=torch.uint8), torch.tensor([True, False])
say(x.masked_fill(mask, -1))
refused(lambda: x.masked_fill(mask, 300))
refused(lambda: torch.zeros(2).index_fill(0, torch.tensor([0]), 1e300))
""",
    "assignment_refuses_what_is_no_number": """
x = torch.zeros(2, 3)
refused(lambda: x.__setitem__(0, [1, 2, 3]))
refused(lambda: x.__setitem__(torch.tensor([0]), torch.zeros(1, 3, dtype=torch.float64)))
refused(lambda: x[torch.tensor([0], dtype=torch.int16)])
refused(lambda: x[::0])
say(x)
""",
    "resize_adds_memory": """
x = torch.arange(6.)
tail = x[2:]
tail.resize_(2, 2)
say(tail, tail._version)
x.resize_(20)
say(x.shape, x[:6])
refused(lambda: torch.ones(2, requires_grad=True).resize_(3))
""",
    "bytes_seen_as_another_type": """
x = torch.tensor([[1., 2.]], requires_grad=True)
say(x.view(torch.int32), x.view(torch.float64).shape)
refused(lambda: x[:, :1].view(torch.float64))
""",
    "layouts": """
x = torch.arange(12.).reshape(3, 4)
at = torch.tensor([0, 1])
say(x[:, at].stride(), x.t().flip(0).stride(), x.t().index_fill(0, at, 1.).stride())
say(x.t().masked_fill(x.t() > 3, 0.).stride(), x.expand(2, 3, 4).clone().stride())
say(torch.nonzero(x).stride(), x.unsqueeze(0).stride(), x.unfold(0, 2, 1).stride())
""",
    "several_tensors_at_once": """
a, b = torch.arange(3.), torch.tensor(5.)
say(torch.atleast_2d(a, b), torch.atleast_2d([b]), torch.broadcast_tensors(a, b))
say(torch.meshgrid(a, a[:2], indexing="xy"), torch.broadcast_shapes((3, 1), 4))
refused(lambda: torch.vstack(a))
""",
}


def outcome(torch: Any, program: str) -> list[str]:
    said: list[str] = []

    def refused(action: Any) -> None:
        try:
            action()
        except Exception as error:
            said.append(f"{type(error).__name__}: {str(error).splitlines()[0]}")
        else:
            said.append("no error")

    def say(*values: Any) -> None:
        said.append(" ".join(map(str, values)))

    exec(program, {"torch": torch, "say": say, "refused": refused})
    return said


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_says_what_pytorch_says(program: str) -> None:
    torch = pytest.importorskip("torch")
    expected = outcome(torch, program)
    assert expected
    assert outcome(core, program) == expected


def test_indices_of_a_mask_may_not_be_counted_wrongly() -> None:
    x = core.zeros(2, 3)
    with pytest.raises(IndexError, match="shape of the mask"):
        x[core.ones(3) > 0]
