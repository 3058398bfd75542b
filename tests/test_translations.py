"""The translations: complete, true to their placeholders and terms, and compiled.

When one of these fails after strings have changed: `make translations`.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograd_core.graph.told import CONTEXT
from tests.tools import translations
from tests.tools.translations import LANGUAGES, Entry

BY_DATA = {
    "title_of", "menu_title", "text_of", "said", "translated", "example_title", "example_text",
    "example_keywords", "_show_words", "_add",
}  # fmt: skip
"""Functions that translate what they are given; it is marked, or listed, where it comes from."""

TERMS = re.compile(
    r"[a-z]+(?:_[a-z]+)+\w*|\b(?:dtype|PyTorch|GradCanvas|autograd|True|False|ReLU|MIT)\b"
    r"|\btorch\.\w+|\.(?:grad|data)\b"
)
"""Names of PyTorch and of the program, which every language writes alike."""

HAN = "[\u4e00-\u9fff]"
MISPRINT = re.compile(
    rf"{HAN}[,;:?!.]|[,;:?!]{HAN}|{HAN}\((?!&)|{HAN}[A-Za-z0-9{{]|[A-Za-z0-9}}]{HAN}|[，。：；] "
)
"""Half-width punctuation beside Chinese characters, or no space between them and Latin ones."""


def marked(path: Path) -> Iterator[tuple[str, str]]:
    """Context and text of every call of tr, translate, QT_TRANSLATE_NOOP and Told in a file."""

    def walk(node: ast.AST, owner: str, function: str) -> Iterator[tuple[str, str]]:
        if isinstance(node, ast.ClassDef):
            owner = node.name
        elif isinstance(node, ast.FunctionDef):
            function = node.name
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            words = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            texts = [word for word in words if isinstance(word, str)]
            place = f"{path}:{node.lineno}"
            if name == "Told":
                assert texts, f"{place}: only a text as it stands can be translated"
                yield CONTEXT, texts[0]
            elif name == "self.tr":
                assert texts, f"{place}: only a text as it stands can be translated"
                yield owner, texts[0]
            elif name in ("translate", "QCoreApplication.translate", "QT_TRANSLATE_NOOP"):
                if function not in BY_DATA:
                    assert len(texts) >= 2, f"{place}: context and text must stand there"
                if len(texts) >= 2:
                    yield texts[0], texts[1]
            else:
                # lupdate does not see other names, or takes them for something else
                assert not re.fullmatch(r"(.+\.)?_?tr|_translate", name), f"{place}: {name}"
        for child in ast.iter_child_nodes(node):
            yield from walk(child, owner, function)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), "", "")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def entries(language: str) -> list[Entry]:
    return translations.entries(translations.ts_file(language))


def test_every_string_is_there_and_nothing_else(entries: list[Entry]) -> None:
    used = set(translations.words_in_data())
    for path in translations.sources():
        used.update(marked(path))

    listed = Counter((entry.context, entry.source) for entry in entries)
    assert sorted(used - listed.keys()) == [], "not in the .ts file: run make translations"
    assert sorted(listed.keys() - used) == [], "not used any more: run make translations"
    assert listed.total() == len(listed), "with more than one comment"


def test_every_string_is_translated(entries: list[Entry]) -> None:
    assert [e for e in entries if e.state or not all(e.translations)] == []


def test_placeholders_terms_and_mnemonics_are_kept(entries: list[Entry]) -> None:
    for entry in entries:
        for text in entry.translations:
            for pattern in (r"\{\w*\}", r"%n|%\d", r"&(\w)", r"…$", r"\n", r"</?\w+>"):
                # a key is the same letter, written large behind Chinese
                found = Counter(re.findall(pattern, text.upper() if "&" in pattern else text))
                source = entry.source.upper() if "&" in pattern else entry.source
                assert found == Counter(re.findall(pattern, source)), entry
            missing = set(TERMS.findall(entry.source)) - set(TERMS.findall(text))
            assert not missing, entry
            assert text.strip() == text, entry


def test_chinese_is_set_as_chinese() -> None:
    for entry in translations.entries(translations.ts_file("zh_CN")):
        for text in entry.translations:
            assert not MISPRINT.search(text), entry
            assert not re.search(r"&\w", text) or re.fullmatch(r".+\(&\w\)[…：]?", text), entry
            if re.search("[A-Za-z]{3}", re.sub(r"\{\w+\}", "", entry.source)):
                latin = text == entry.source
                assert not latin or entry.source in SAME_IN_CHINESE, entry


SAME_IN_CHINESE = {
    *("PyTorch", "RGB", "NaN", "dtype", "0, 1/3, randn(2, 3)", "{node}.requires_grad_({value})"),
    *("{node}.retain_grad()", "{node}.register_hook(lambda {name}: {text})"),
    *("torch.manual_seed({seed})", "{name} = torch.optim.{kind}([{leaves}], {options})"),
    *("{tap} = grad({output}, {input}) = {value}", "{tap} = {node}.grad = {value}"),
    # functions that go by these names in Chinese too
    *("CELU", "Dropout", "ELU", "GELU", "Leaky ReLU", "Log sigmoid", "Log softmax", "Logit"),
    *("Mish", "PReLU", "ReLU", "ReLU6", "SELU", "SiLU", "Sigmoid", "Sinc", "Softmax", "Softmin"),
    *("Softplus", "Softsign", "Tanh", "mobilenet", "swish"),
}


def test_mnemonics_of_the_menu_bar_differ(entries: list[Entry]) -> None:
    keys = [
        match[1]
        for entry in entries
        if entry.context == "Command" and (match := re.search(r"&(\w)", entry.translations[0]))
    ]
    assert len(keys) == len(set(keys)) == 7


def test_the_compiled_file_is_up_to_date(language: str, tmp_path: Path) -> None:
    compiled = tmp_path / "compiled.qm"
    translations.release(translations.ts_file(language), compiled)
    assert compiled.read_bytes() == translations.qm_file(language).read_bytes()


def test_translations_are_taken_from_a_slip(tmp_path: Path) -> None:
    ts = tmp_path / "some.ts"
    ts.write_text(
        '<TS version="2.1" language="zh_CN" sourcelanguage="en"><context><name>Operations</name>'
        "<message><source>Add</source><translation>加</translation></message>"
        "<message><source>Add in place</source>"
        '<translation type="unfinished"></translation></message>'
        '<message><source>Sum</source><translation type="unfinished"></translation></message>'
        "</context></TS>",
        encoding="utf-8",
    )
    left = translations.untranslated(ts, "zh_CN")
    assert left == {"Operations": {"Add in place": "加（原地）", "Sum": ""}}
    translations.fill(ts, left)
    assert translations.untranslated(ts, "zh_CN") == {"Operations": {"Sum": ""}}
    translations.fill(ts, {"Operations": {"Sum": "求和"}})
    assert translations.untranslated(ts, "zh_CN") == {}


def test_marks_that_the_tool_cannot_read_are_found(tmp_path: Path) -> None:
    source = tmp_path / "planted.py"
    for line in (
        'self.tr(f"a {b}")', 'tr("Context", "text")', '_translate("text")',
        'translate("Context", text)', "Told(f'{a}')",
    ):  # fmt: skip
        source.write_text(f"{line}\n", encoding="utf-8")
        with pytest.raises(AssertionError, match="planted"):
            list(marked(source))
    source.write_text('class A:\n    b = self.tr("text")\n', encoding="utf-8")
    assert list(marked(source)) == [("A", "text")]
