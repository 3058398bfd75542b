"""The search for operations: by every name, in both languages, by code, with a letter wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from app.widgets.matching import _words as split
from app.widgets.operations import (
    CATEGORIES,
    COMMON,
    called,
    category_of,
    in_all_languages,
    matching,
    named,
    spelled,
    tool_tip,
)
from autograd_core.ops.spec import REGISTRY, OpSpec

SPECS = list(REGISTRY.values())
FIRST_FEW = 5


def found(query: str) -> list[str]:
    return [row.spec.name for row in matching(SPECS, query) if row.spec is not None]


def chinese(text: str) -> str:
    return in_all_languages(text)[-1]


def namesakes(spec: OpSpec, name: str) -> set[str]:
    """Operations that PyTorch calls by the same name, whatever stands before the last dot."""
    last = name.rpartition(".")[2]
    return {
        each.name
        for each in SPECS
        if last in {each.name, *each.methods, *(n.rpartition(".")[2] for n in each.functions)}
    }


def test_every_category_has_a_heading_in_both_languages() -> None:
    assert {category_of(spec) for spec in SPECS} <= CATEGORIES.keys()
    assert all(len(in_all_languages(heading)) == 2 for heading in CATEGORIES.values())


def places() -> Iterator[tuple[OpSpec, str, int]]:
    """Operations with what finds them, and among how many at most they then come."""
    sames = Counter(text for spec in SPECS for text in {spec.title, chinese(spec.title)})
    for spec in SPECS:
        yield spec, spec.name, 1
        for title in (spec.title, chinese(spec.title)):
            yield spec, title, sames[title]
        for function in spec.functions[:1]:
            yield spec, f"torch.{function}(x)", len(namesakes(spec, function)) + 1
        for method in spec.methods[:1]:
            if not method.startswith("__"):
                yield spec, f"x.{method}", len(namesakes(spec, method)) + 1
        yield spec, spelled(spec), FIRST_FEW


def test_each_name_of_an_operation_finds_it_first() -> None:
    missed = [
        (spec.name, query, found(query)[:few])
        for spec, query, few in places()
        if spec.name not in found(query)[:few]
    ]
    assert missed == []


def frequencies(foreign: bool) -> Counter[str]:
    helps = (chinese(spec.help) if foreign else spec.help for spec in SPECS)
    return Counter(word for text in helps for word in words_of(text))


def words_of(text: str) -> set[str]:
    """Its words; a single letter or digit is none to search by."""
    return {word for word in split(text.casefold()) if len(word) > 1 or not word.isascii()}


@pytest.mark.parametrize("foreign", [False, True], ids=["English", "Chinese"])
def test_words_of_its_help_find_an_operation(foreign: bool) -> None:
    often = frequencies(foreign)
    missed = []
    helps = [chinese(spec.help) if foreign else spec.help for spec in SPECS]
    for spec in SPECS:
        text = chinese(spec.help) if foreign else spec.help
        rare = sorted(words_of(text), key=lambda word: (often[word], word))
        assert spec.name in found(rare[0]), rare[0]
        # some differ in less than that, as < and >
        alike = sum(set(rare[:4]) <= words_of(each) for each in helps)
        if spec.name not in found(" ".join(rare[:4]))[: FIRST_FEW + alike]:
            missed.append(spec.name)
    assert missed == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("@", "matmul"), ("x @ w", "matmul"), ("**", "pow"), ("x ** 2", "pow"), ("2 ** x", "rpow"),
        ("-x", "neg"), ("x - y", "sub"), ("2 - x", "rsub"), ("1 / x", "rdiv"), ("+=", "add_"),
        ("x[...]", "getitem"), ("x[", "getitem"), ("[]", "getitem"), ("[0]", "getitem"),
        ("x[0] = 1", "setitem"), ("__setitem__", "setitem"), ("x < y", "lt"), ("==", "eq"),
        ("F.relu", "relu"), ("torch.nn.functional.relu(x)", "relu"), ("x.T", "T"), ("x.t()", "t"),
        ("(x * y).sum()", "sum"), ("torch.mat", "matmul"), ("np.linspace(0, 1, 5)", "linspace"),
    ],
)  # fmt: skip
def test_code_finds_what_it_calls(query: str, first: str) -> None:
    assert found(query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("求和", "sum"), ("合计", "sum"), ("均值", "mean"), ("乘 矩阵", "matmul"),
        ("矩阵 向量", "mv"), ("叉乘 求和", None), ("in place add", "add_"), ("原地 加", "add_"),
        ("stop gradient", "detach"),
        ("row-major", "contiguous"), ("average", "mean"), ("激活 原地", "tanh_"),
    ],
)  # fmt: skip
def test_words_in_any_order_and_language(query: str, first: str | None) -> None:
    assert next(iter(found(query)), None) == first


@pytest.mark.parametrize(
    ("query", "first"),
    [("mulitply", "mul"), ("tranpose", "transpose"), ("matmull", "matmul"), ("sigmpid", "sigmoid")],
)
def test_one_wrong_letter_is_forgiven(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_what_stands_nowhere_finds_nothing() -> None:
    assert found("qqq") == []
    assert called("zero-dimensional") == called("in place") == called('"' * 200) == ()


def test_the_tool_tip_says_help_spellings_and_local_gradients() -> None:
    tip = tool_tip(REGISTRY["mul"]).splitlines()
    assert tip[:3] == [REGISTRY["mul"].help, "a * b", named(REGISTRY["mul"])]
    assert "torch.mul" in tip[2]
    assert tip[3:] == list(REGISTRY["mul"].gradient_texts)


@pytest.mark.parametrize(
    ("query", "first"),
    [("减法", "sub"), ("池化", "max_pool2d"), ("条件", "where"), ("归一化", "batch_norm"),
     ("激活", "relu"), ("取整", "round")],
)  # fmt: skip
def test_of_those_with_one_keyword_the_plainest_comes_first(query: str, first: str) -> None:
    # how many names PyTorch has for an operation says nothing about how well it fits
    assert found(query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [("soft", "softmax"), ("s", "sub"), ("m", "matmul"), ("conv", "conv2d"), ("max", "max"),
     ("cross", "cross"), ("re", "relu"), ("multi", "mul")],
)  # fmt: skip
def test_what_is_common_comes_first_of_what_fits_as_well(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_what_is_common_is_there() -> None:
    assert set(COMMON) <= REGISTRY.keys()
    assert len(set(COMMON)) == len(COMMON)
