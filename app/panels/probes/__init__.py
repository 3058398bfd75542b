"""Breakpoints and watches: where playing stops, and what numbers come to over the steps."""

from app.panels.probes.panel import ProbesPanel

__all__ = ["ProbesPanel"]
