"""What the reader of snippets refuses, as words that can be translated."""

from __future__ import annotations

import pytest

from autograd_core.graph.refusals import retold
from autograd_core.graph.snippet import SnippetError, trace
from autograd_core.graph.told import Told

REFUSED = [
    "x = (", "x = 1 +", "if True\n    x = 1", "for i in range(3):\nx = 1", "  x = 1", "x = 'a",
    "x = [1, 2)", "import os", "import torch\nx = torch.nn.Bilinearity(1)", "print(1, file=3)",
    "__y = 3", "2 = x", "f(a=1, 2)",
]  # fmt: skip


def test_reasons_are_told() -> None:
    for code in REFUSED:
        with pytest.raises(SnippetError) as caught:
            trace(code)
        reason = retold(caught.value.reason)
        assert isinstance(reason, Told), reason
        assert reason == caught.value.reason
        inner = reason.args.get("error")
        assert inner is None or isinstance(inner, Told), inner


def test_words_of_others_stay_as_they_are() -> None:
    assert type(retold("NameError: name 'x' is not defined")) is str
    told = Told("more than {count} elements", count=3)
    assert retold(told) is told
