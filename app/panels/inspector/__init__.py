"""The inspector: all there is to know and to change about what is selected."""

from app.panels.inspector.panel import InspectorPanel

__all__ = ["InspectorPanel"]
