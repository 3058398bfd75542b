"""The dock with the document as a PyTorch script."""

from app.panels.code.panel import CodePanel

__all__ = ["CodePanel"]
