"""Python in colours, see `app.widgets.colouring`."""

from __future__ import annotations

from app.widgets.colouring import COLOURS, formats, parts

__all__ = ["COLOURS", "formats", "parts"]
