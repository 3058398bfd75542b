"""What a step did, in four lines."""

from app.panels.explanation.panel import ExplanationPanel

__all__ = ["ExplanationPanel"]
