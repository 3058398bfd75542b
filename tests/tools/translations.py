"""Brings the translations up to date with the sources: `make translations`.

Strings in calls of tr, translate and QT_TRANSLATE_NOOP are found by Qt's lupdate. It cannot see
what is translated by way of data (the words of operations, what the core says in a `Told`), so
these are handed to it as a generated file. What is not translated yet is written to
build/zh_CN.json: fill it in and run the verb again, which takes it into the .ts file and compiles
that to the .qm file.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("zh_CN",)
SOURCES = ("app", "autograd_core")
HEURISTICS = ("sametext", "similartext")
"""How lupdate would guess translations from those of other strings."""
IN_PLACE = {
    "zh_CN": {
        " in place": "（原地）",
        " The result is written into the first input.": "结果写入第一个输入。",
        " in-place inplace": " 原地 就地",
    },
}
"""What the registry adds to the words of an operation for its in-place variant."""


Words: TypeAlias = dict[str, dict[str, str]]
"""Translations by context and English text."""


class Entry(NamedTuple):
    """One string of a .ts file; `translations` has one text, or one for each plural form.

    state: `unfinished`, `vanished` or `obsolete`; empty for a finished one.
    """

    context: str
    source: str
    comment: str
    translations: tuple[str, ...]
    state: str


def ts_file(language: str) -> Path:
    return TRANSLATIONS / f"gradcanvas_{language}.ts"


def qm_file(language: str) -> Path:
    return TRANSLATIONS / f"gradcanvas_{language}.qm"


def entries(ts: Path) -> list[Entry]:
    """Everything in a .ts file, in its order."""
    found = []
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            found.append(
                Entry(
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    message.findtext("comment", ""),
                    tuple(forms or [translation.text or ""]),
                    translation.get("type", ""),
                )
            )
    return found


def words_in_data() -> Iterator[tuple[str, str]]:
    """Context and text of what is translated by way of data, each once, in a fixed order."""
    import autograd_core  # noqa: F401 - fills the registry
    from app.widgets.operations import is_prose, keywords_of
    from autograd_core.ops.spec import INTERNAL, REGISTRY

    texts: dict[tuple[str, str], None] = {}
    for name in sorted(REGISTRY):
        spec = REGISTRY[name]
        helps = [port.help for port in spec.ports] + [param.help for param in spec.params]
        gradients = [text for text in spec.gradient_texts if text and is_prose(text)]
        for text in (spec.title, spec.help, keywords_of(spec), *helps, *gradients):
            if text:
                texts["Operations", text] = None
    for name in sorted(INTERNAL):  # the Nodes that operations are made of
        rules = [text for text in INTERNAL[name].gradient_texts if text and is_prose(text)]
        texts.update({("Operations", text): None for text in rules})
    for path in sources():
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Told":
                texts["Errors", ast.literal_eval(call.args[0])] = None
    yield from texts


def sources() -> list[Path]:
    """The files that hold strings, in a fixed order."""
    return sorted(path for name in SOURCES for path in (ROOT / name).rglob("*.py"))


def update(ts: Path, language: str) -> None:
    """Takes new strings into a .ts file and drops those that are gone."""
    files = map(str, sources())
    guesses = [word for name in HEURISTICS for word in ("-disable-heuristic", name)]
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder) / "words_in_data.py"
        lines = (f"QT_TRANSLATE_NOOP({c!r}, {text!r})\n" for c, text in words_in_data())
        generated.write_text("".join(lines), encoding="utf-8")
        _run(
            "pyside6-lupdate", *files, str(generated), "-no-obsolete", "-locations", "none",
            "-source-language", "en", "-target-language", language, *guesses, "-ts", str(ts),
        )  # fmt: skip


def release(ts: Path, qm: Path) -> None:
    """Compiles a .ts file."""
    _run("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))


def _run(tool: str, *arguments: str) -> None:
    found = shutil.which(tool, path=str(Path(sys.executable).parent)) or tool
    subprocess.run([found, *arguments], check=True, stdout=subprocess.DEVNULL)


def fill(ts: Path, words: Words) -> None:
    """Takes translations into a .ts file; empty ones are left for later."""
    tree = ElementTree.parse(ts)
    for context in tree.getroot().iter("context"):
        found = words.get(context.findtext("name", ""), {})
        for message in context.iter("message"):
            text = found.get(message.findtext("source", ""))
            translation = message.find("translation")
            if text and translation is not None:
                translation.attrib.pop("type", None)
                form = translation.find("numerusform")
                (translation if form is None else form).text = text
    tree.write(ts, encoding="utf-8", xml_declaration=True)


def untranslated(ts: Path, language: str) -> Words:
    """What is not translated yet, by context; in-place variants with what follows from theirs."""
    done = {(e.context, e.source): e.translations[0] for e in entries(ts) if not e.state}
    words: Words = {}
    for entry in entries(ts):
        if not entry.state:
            continue
        text = entry.translations[0]
        for tail, ending in IN_PLACE[language].items():
            base = done.get((entry.context, entry.source.removesuffix(tail)))
            if base and entry.source.endswith(tail):
                text = base + ending
        words.setdefault(entry.context, {})[entry.source] = text
    return words


def main() -> int:
    """Updates and compiles every language; 1 if something is not translated."""
    status = 0
    for language in LANGUAGES:
        ts, slip = ts_file(language), ROOT / "build" / f"{language}.json"
        update(ts, language)
        if slip.exists():
            fill(ts, json.loads(slip.read_text(encoding="utf-8")))
            slip.unlink()
            update(ts, language)  # which also writes the file in its own way
        release(ts, qm_file(language))
        left = untranslated(ts, language)
        if left:
            status = 1
            slip.parent.mkdir(exist_ok=True)
            text = json.dumps(left, ensure_ascii=False, indent=1)
            slip.write_text(text + "\n", encoding="utf-8")
            count = sum(map(len, left.values()))
            print(f"{count} strings to translate in {slip.relative_to(ROOT)}; then run this again")
    return status


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
