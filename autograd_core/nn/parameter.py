"""``torch.nn.parameter``: where PyTorch keeps Parameter."""

from __future__ import annotations

from ..parameter import Parameter as Parameter

__all__ = ["Parameter"]
