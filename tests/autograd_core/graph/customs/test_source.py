"""What a source says of its card, and what is no source."""

from __future__ import annotations

import pytest

from autograd_core.graph.customs.editing import TEMPLATE, checked
from autograd_core.graph.customs.source import SourceError, read
from autograd_core.graph.customs.specs import custom_spec


def source(forward: str, returned: str = "x", rest: str = "") -> str:
    return f"""class F(torch.autograd.Function):
    @staticmethod
    def forward({forward}):
        y = x * 2
        return {returned}

    @staticmethod
    def backward(ctx, *gradients):
        return gradients[0]
{rest}"""


def test_arguments_are_ports_and_what_is_no_tensor_is_a_parameter() -> None:
    spec = custom_spec(source("ctx, x, w=None, scale: float = 2.0, mode='sum'"))
    assert spec is not None
    assert [(p.name, p.optional) for p in spec.ports] == [("x", False), ("w", True)]
    assert [(p.name, p.type, p.default) for p in spec.params] == [
        ("scale", "float", 2.0), ("mode", "str", "sum"),
    ]  # fmt: skip
    assert spec.name == "F"
    assert spec.node_name == "FBackward"
    assert custom_spec(source("ctx, *xs")).ports[0].variadic  # type: ignore[union-attr]


def test_outputs_follow_what_forward_returns() -> None:
    outputs = {
        "y": ("out",), "(y, x)": ("y", "x"), "y, y": ("out0", "out1"), "tuple([y, x])": ("*out",),
    }  # fmt: skip
    for returned, names in outputs.items():
        assert read(source("ctx, x", returned)).outputs == names


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("x = = 2", 1, "not understood"),
        (TEMPLATE.replace("return y", "return y.__class__"), 9, "two underscores"),
        (TEMPLATE.replace("ctx.limit = limit", "yield limit"), 8, "'yield'"),
        (TEMPLATE + "x = 1\n", 16, "must stand at the end"),
        ("print(1)\nfor i in x: pass\n" + TEMPLATE, 2, "only definitions"),
        (TEMPLATE.replace("backward", "backwards"), 1, "has no backward"),
        ("class F(torch.nn.Module):\n    pass\n", 1, "has no forward"),
    ],
)
def test_what_is_no_source_says_so_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as error:
        checked(text)
    assert error.value.line == line
