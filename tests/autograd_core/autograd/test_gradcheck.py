"""The checker of gradients itself."""

from __future__ import annotations

import autograd_core as torch
from autograd_core.autograd import gradcheck


def test_outputs_whose_elements_lie_in_another_order_are_checked_element_by_element() -> None:
    x = torch.rand(2, 3, dtype=torch.float64, requires_grad=True)
    assert gradcheck(lambda x: x.t(), (x,))
    assert gradcheck(lambda x: x.t().sin(), (x,))
