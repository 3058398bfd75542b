"""The timeline: everything that happened, as one line that can be scrubbed in both directions."""

from app.panels.timeline.panel import TimelinePanel

__all__ = ["TimelinePanel"]
