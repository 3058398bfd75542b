"""Documents, their edits, their runs and their files; no Qt, and below the engine nothing
imports this package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograd_core.graph.document import Document


def capture(
    root: Any, path: str | Path | None = None, names: Mapping[str, Any] | None = None
) -> Document:
    """The graph behind a tensor of PyTorch or of this engine; see `capturing.capture`."""
    from autograd_core.graph.capturing import capture as captured

    return captured(root, path, names)
