"""The JSON Schema: it takes what the program writes, and refuses what the program refuses."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import resources
from autograd_core.graph import files
from autograd_core.graph.schema import json_schema, page
from tests.autograd_core.graph import programs
from tests.tools import schema as tool

from .graphs import sum_of_squares

VALIDATOR = Draft202012Validator(json_schema())


def errors(content: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(content)]


def test_it_is_a_schema_and_the_files_are_up_to_date() -> None:
    Draft202012Validator.check_schema(json_schema())
    for name, text in tool.written().items():
        assert (tool.FOLDER / name).read_text(encoding="utf-8") == text, "make schema"
    assert "### `backward`" in page()


def test_it_takes_all_that_is_written() -> None:
    for item in resources.examples():
        assert not errors(json.loads(item.read_bytes()))
    for seed in range(30):
        document = programs.document(Random(seed), 6, taps=True)
        assert not errors(json.loads(files.encode(document)))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("nodes", 0, "kind"), "leave"),
        (("nodes", 0, "id"), ""),
        (("nodes", 0, "x"), "left"),
        (("nodes", 1, "state"), "asleep"),
        (("wires", 0, "target"), None),
        (("actions", 1, "retain_graph"), "yes"),
        (("version",), "1"),
        (("format",), "graph"),
        (("seed",), 1.5),
    ],
)
def test_it_refuses_what_the_program_refuses(place: tuple[Any, ...], value: Any) -> None:
    content = json.loads(files.encode(sum_of_squares()))
    owner = content
    for key in place[:-1]:
        owner = owner[key]
    owner[place[-1]] = value
    assert errors(content)
    with pytest.raises(files.FileProblem):
        files.decode(json.dumps(content).encode())


def test_numbers_in_the_place_of_texts_are_fine_for_both() -> None:
    content = json.loads(files.encode(sum_of_squares()))
    content["nodes"][0]["value"] = [[1, 2], [3, 4]]
    content["nodes"][1]["params"] = {"b": 2}
    assert not errors(content)
    files.decode(json.dumps(content).encode())
