"""Files with something wrong in them: what can be read is saved, and all is said."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from autograd_core.graph import files
from autograd_core.graph.document import Document, OpData
from autograd_core.graph.files import FileProblem
from autograd_core.graph.placeholders import DATA, UNREADABLE
from autograd_core.graph.repairing import Repaired, repair
from tests.autograd_core.graph import programs

from .graphs import no_grad_branch, run, sum_of_squares


def data(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files.encode(sum_of_squares()))
    return {**found, **changes}


def repaired(content: object) -> Repaired:
    found = repair(content if isinstance(content, bytes) else json.dumps(content).encode())
    assert found is not None
    # what is saved again can be opened, as it is
    again = repair(files.encode(found.document))
    assert again is not None
    assert again.document == found.document
    return found


def test_a_file_with_nothing_wrong_is_what_it_is() -> None:
    found = repaired(files.encode(no_grad_branch()))
    assert found == Repaired(no_grad_branch(), ())


def test_a_node_that_cannot_be_read_keeps_its_data_and_its_wires() -> None:
    content = data()
    content["nodes"][1]["params"] = {"b": {"deep": [1, 2]}}
    content["nodes"][1]["state"] = "asleep"
    found = repaired(content)
    node = found.document.nodes["y"]
    assert isinstance(node, OpData)
    assert node.op == UNREADABLE
    assert json.loads(node.params[DATA])["state"] == "asleep"
    assert set(found.document.wires) == {"w1", "w2", "w3"}
    assert found.troubles[0].place.startswith("$.nodes[1]")
    statuses = {p.node: p.message for p in run(found.document).problems() if p.node}
    assert "could not be read" in statuses["y"]


def test_an_operation_of_a_newer_program_stays() -> None:
    content = data(version=99)
    content["nodes"][1] |= {"op": "attention_of_tomorrow", "params": {"heads": "8"}}
    found = repaired(content)
    node = found.document.nodes["y"]
    assert isinstance(node, OpData)
    assert (node.op, node.params) == ("attention_of_tomorrow", {"heads": "8"})


def test_wires_that_lead_nowhere_or_round_are_left_out_and_doubles_get_other_ids() -> None:
    content = data()
    content["wires"] += [
        {"id": "w8", "source": "s", "target": "y", "target_port": "a"},
        {"id": "w9", "source": "gone", "target": "y", "target_port": "b"},
        {"id": "w4", "source": "s", "target": "z", "target_port": "a"},
        {"id": "w5", "source": "z", "target": "y", "target_port": "a"},
    ]
    content["nodes"].append({"kind": "op", "id": "z", "op": "neg"})
    content["nodes"].append({"kind": "op", "id": "y", "op": "exp"})
    found = repaired(content)
    assert {"x", "y", "s", "z", "y_2"} == set(found.document.nodes)
    assert {"w1", "w2", "w3", "w4"} == set(found.document.wires)
    assert len(found.troubles) >= 4

    cyclic = data()
    cyclic["wires"][0]["source"] = "s"
    assert set(repaired(cyclic).document.wires) == {"w2", "w3"}


def test_fields_that_are_wrong_get_their_defaults() -> None:
    content = data(seed="seven", frames="none", actions=[{"kind": "dance", "id": "a1"}])
    content["nodes"][0] |= {"x": "left", "frame": "f9", "label": 7}
    found = repaired(content).document
    assert (found.seed, found.frames, found.actions) == (0, {}, ())
    assert (found.nodes["x"].x, found.nodes["x"].frame, found.nodes["x"].label) == (0.0, None, "")


def test_of_a_file_that_was_cut_off_the_beginning_is_saved() -> None:
    whole = files.encode(sum_of_squares())
    counts = []
    for size in range(0, len(whole), 11):
        found = repair(whole[:size])
        counts.append(-1 if found is None else len(found.document.nodes))
    assert counts == sorted(counts)
    assert counts[-1] == 3
    assert {-1, 1, 2, 3} <= set(counts)


def test_a_node_with_many_things_wrong_keeps_all_of_them() -> None:
    content = data()
    content["nodes"][1] |= {"x": "left", "label": 7, "state": "asleep", "extra": [1]}
    node = repaired(content).document.nodes["y"]
    assert isinstance(node, OpData)
    kept = json.loads(node.params[DATA])
    assert (kept["x"], kept["label"], kept["state"], kept["extra"]) == ("left", 7, "asleep", [1])


def test_bytes_of_every_kind_are_mended() -> None:
    text = files.encode(sum_of_squares()).decode()
    half = text.replace('"label": "x"', '"label": "\\ud83d x \\ud83d\\ude00"')
    assert repaired(half.encode()).document.nodes["x"].label == "\ufffd x 😀"
    old = text.replace('"label": "x"', '"label": "größe"').encode("latin-1")
    assert repaired(old).document.nodes["x"].label == "größe"
    huge = text.replace('"seed": 0', f'"seed": {"9" * 5000}')
    assert repaired(huge.encode()).document.seed == 0
    assert repaired(text[:-20].encode("utf-16")).document.nodes == sum_of_squares().nodes
    merged = text.replace(
        '   "label": "x",\n',
        '<<<<<<< HEAD\n   "label": "ours",\n||||||| base\n   "label": "x",\n'
        '=======\n   "label": "theirs",\n>>>>>>> other\n',
    )
    assert repaired(merged.encode()).document.nodes["x"].label == "ours"


def test_slips_of_the_hand_are_mended() -> None:
    text = files.encode(sum_of_squares()).decode()
    no_comma = text.replace('"id": "y",', '"id": "y"')
    assert repaired(no_comma.encode()).document == sum_of_squares()
    trailing = text.replace('"label": "s"', '"label": "s",')
    assert repaired(trailing.encode()).document == sum_of_squares()
    slips = text.replace('"value": ', '"value" ')  # no colon: what stands before it is saved
    assert repair(slips.encode()) is None or not repaired(slips.encode()).document.wires
    later = text.replace('"id": "s"', '"id" "s"')
    assert list(repaired(later.encode()).document.nodes) == ["x", "y"]


NOTHING = [b"", b"\0\1\2", b"[]", b'{"a": 1}', b"nothing", b'{"nodes": 3}']


@pytest.mark.parametrize("content", NOTHING)
def test_where_nothing_can_be_saved_nothing_is(content: bytes) -> None:
    assert repair(content) is None or repair(content) == Repaired(Document(), ())


@pytest.mark.filterwarnings("ignore:.*is deprecated")
def test_whatever_is_changed_in_a_file_it_is_refused_or_mended() -> None:
    saved = 0
    for seed in range(250):
        rng = Random(seed)
        raw = json.loads(files.encode(programs.document(rng, 5, taps=True)))
        for _ in range(rng.randint(1, 4)):
            _spoil(rng, raw)
        text = json.dumps(raw).encode()
        try:
            files.decode(text)
        except FileProblem:
            found = repair(text)
            if found is not None:
                saved += 1
                assert found.troubles
                run(found.document)
    assert saved > 100


def _spoil(rng: Random, raw: Any) -> None:
    """Changes something, somewhere, into something else."""
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        keys = value.keys() if isinstance(value, dict) else range(len(value))
        for key in keys:
            places.append((value, key))
            if isinstance(value[key], dict | list):
                walk(value[key])

    walk(raw)
    owner, key = rng.choice(places)
    if key in ("format", "version"):
        return
    owner[key] = rng.choice([None, "", "x", 3, -1.5, [], {}, True, {"kind": "op"}, "n1", ["n1"]])
