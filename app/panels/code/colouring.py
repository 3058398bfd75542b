"""Python in colours, see `app.playback.colouring`."""

from __future__ import annotations

from app.playback.colouring import COLOURS, formats, parts

__all__ = ["COLOURS", "formats", "parts"]
