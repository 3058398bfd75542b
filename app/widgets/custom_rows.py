"""Users' own functions as rows of the palette and the quick add: those of the document, to be used
once more, and a new one."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from autograd_core.graph.customs.editing import NEW, TEMPLATE, functions_in
from autograd_core.graph.customs.specs import CATEGORY, custom_spec
from autograd_core.graph.document import Document
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.ops.spec import OpSpec

TITLE = QT_TRANSLATE_NOOP("Operations", "Custom function…")
HELP = QT_TRANSLATE_NOOP(
    "Operations",
    "A torch.autograd.Function whose forward and backward you write yourself, from a template.",
)
KEYWORDS = QT_TRANSLATE_NOOP("Operations", "own backward Function autograd class extend define")


def rows(document: Document) -> list[OpSpec]:
    """The functions of the document, and a new one."""
    return [*(_row(source.text) for source in functions_in(document)), _new()]


@lru_cache(maxsize=1)
def _new() -> OpSpec:
    spec = custom_spec(TEMPLATE)
    assert spec is not None
    return replace(
        spec, name=NEW, title=TITLE, help=HELP, keywords=(KEYWORDS,), mutates=False, spelling=""
    )


@lru_cache(maxsize=256)
def _row(text: str) -> OpSpec:
    spec = custom_spec(text)
    assert spec is not None
    return replace(spec, name=f"{CATEGORY} {spec.name}", mutates=False)
