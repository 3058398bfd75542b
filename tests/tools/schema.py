"""Writes the JSON Schema of graph files and the page about them into resources/schema."""

from __future__ import annotations

import json
from pathlib import Path

from autograd_core.graph.schema import json_schema, page

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "schema"


def written() -> dict[str, str]:
    """The files by name."""
    schema = json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
    return {"gradcanvas.schema.json": schema, "FORMAT.md": page()}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
