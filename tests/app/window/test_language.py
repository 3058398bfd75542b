"""The window in Chinese, and in a language of our own that shows what is not translated."""

from __future__ import annotations

import errno
import re
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QLocale,
    QModelIndex,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QAction, QFont, QFontDatabase, QFontInfo, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import resources
from app.canvas import texts
from app.commands import BY_ID
from app.main_window import MainWindow
from app.playback.face import spoken
from app.settings import Language
from app.widgets.operations import gradients_of, is_prose, named, spelled
from app.widgets.problem_box import ProblemBox, failures_of
from app.widgets.wording import action_title
from app.window import language
from app.window.backward_dialog import SCALAR_ONLY, BackwardDialog
from app.window.command_palette import CommandPalette, ShortcutSheet, cap_text, path_of
from app.window.context_menu import canvas_menu
from app.window.examples import ExampleGallery
from app.window.keeping import lists, questions
from app.window.keeping.left import Work
from app.window.keeping.recovering import LeftDialog
from autograd_core import dtypes
from autograd_core.graph import files
from autograd_core.graph.actions import Backward, Expression, Forward, Print, ZeroGrad
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.replacing import changes
from autograd_core.graph.steps import port_ref
from autograd_core.graph.told import Told
from autograd_core.ops.spec import REGISTRY
from tests.tools import translations

KNOWN = {(e.context, e.source) for e in translations.entries(translations.ts_file("zh_CN"))}
OURS = {context for context, _ in KNOWN}

LIKE_THAT = {
    # PyTorch's names, where they stand alone
    "requires_grad", "requires_grad_", "retain_grad", "dtype", "shape", "is_leaf", "grad_fn",
    "version",
    "grad", "None", "True", "False", "torch", "float32", "tensor", "ones", "sum", "mul",
    "print", "nan", "inf", "retain_graph", "create_graph", "out", "dim", "keepdim", "MulBackward0",
    "SumBackward0", "AccumulateGrad", "mean", "std", "min", "max",
    # keys, names
    "Ctrl", "Shift", "Alt", "Del", "Backspace", "PgUp", "PgDown", "Home", "End", "Space", "Up",
    "Down", "GradCanvas", "English", "gradcanvas", "Esc", "Tab", "Enter", "Return",
}  # fmt: skip
"""Words of more than one letter that are the same in every language."""


class Brackets(QTranslator):
    """Puts what is translated in ‹›, and leaves alone what no .ts file knows."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        known = (context, text) in KNOWN or context not in OURS
        return f"‹{text}›" if known else text


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    translator = Brackets()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[Language], None]]:
    """Puts the program into a language, until the end of the test."""
    before, replaced = QLocale(), set(QFont.substitutions())
    others = set(qapp.findChildren(QTranslator))
    yield lambda wanted: language.install(qapp, wanted)
    for translator in set(qapp.findChildren(QTranslator)) - others:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    for family in set(QFont.substitutions()) - replaced:
        QFont.removeSubstitutions(family)
    QLocale.setDefault(before)
    texts.forget()


def some_of_everything() -> Document:
    """A product that fails in its second backward, and a node that is not wired."""
    return Document(
        [
            LeafData("x", label="x", requires_grad=True),
            OpData("y", op="mul", label="y"),
            OpData("s", op="sum", label="s"),
            OpData("z", op="add", label="z"),
        ],
        [
            WireData("w1", "x", "y", "a"),
            WireData("w2", "x", "y", "b"),
            WireData("w3", "y", "s", "a"),
        ],
        actions=(
            Forward("a1"),
            Backward("a2", "s"),
            Print("a3", Expression("s", {"s": "s"})),
            ZeroGrad("a4"),
            Backward("a5", "s"),
        ),
    )


@pytest.fixture
def make_window(qtbot: QtBot) -> Callable[[], MainWindow]:
    def make() -> MainWindow:
        window = MainWindow()
        qtbot.addWidget(
            window, before_close_func=lambda made: made.session.undo_stack.setClean()
        )
        window.show()
        window.session.open_copy(some_of_everything())
        qtbot.waitUntil(lambda: not window.status.progress.busy, timeout=5000)
        qtbot.wait(1)
        return window

    return make


# What is shown


def texts_of(widget: QWidget) -> Iterator[str]:
    """Every text of a widget itself that people read or hear."""
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.statusTip()
    if widget.isWindow() or isinstance(widget, QDockWidget):
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QMenu):
        yield widget.title()
    if isinstance(widget, QMessageBox):
        yield widget.text()
        yield widget.informativeText()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from texts_in(widget.model())
    for action in widget.actions():
        yield from texts_of_action(action)


def texts_of_action(action: QAction) -> Iterator[str]:
    yield action.text()
    yield action.toolTip()
    menu = action.menu()
    if isinstance(menu, QMenu):
        yield menu.title()


def texts_in(model: QAbstractItemModel) -> Iterator[str]:
    role = Qt.ItemDataRole
    for row in range(model.rowCount(QModelIndex())):
        index = model.index(row, 0)
        for which in (role.DisplayRole, role.ToolTipRole, role.AccessibleTextRole):
            found = index.data(which)
            if isinstance(found, str):
                yield found


def code() -> set[str]:
    """PyTorch code and names as panels show them, the same in every language."""
    found = {str(dtype).removeprefix("torch.") for dtype in vars(dtypes).values()
             if isinstance(dtype, dtypes.DType)}  # fmt: skip
    for spec in REGISTRY.values():
        formulas = {text for text in spec.gradient_texts if text and not is_prose(text)}
        found |= {spelled(spec), named(spec), spec.name, *formulas}
        found |= {port.name for port in spec.ports} | {param.name for param in spec.params}
        # "nn.functional.relu(a)" stands in a line with the operation's title
        found |= set(re.findall(r"[A-Za-z_][A-Za-z_0-9]+", spelled(spec)))
    return found


def plain(text: str, known: Collection[str]) -> list[str]:
    """The words in a text that were not translated and should have been."""
    while re.search("‹[^‹›]*›", text):
        text = re.sub("‹[^‹›]*›", " ", text)
    lines = [line for line in text.splitlines() if line.strip() not in known]
    text = re.sub("<[^>]*>|&", "", "\n".join(lines))
    words = re.findall(r"[A-Za-z_][A-Za-z_0-9]+", text)
    return [word for word in words if word not in LIKE_THAT and word not in known]


def untranslated(widget: QWidget, *errors: str) -> dict[str, str]:
    """Texts of the widget and of all within it that bypass the translation, with their places.

    errors: PyTorch's messages, which are shown as they are.
    """
    found: dict[str, str] = {}
    known = code() | {""}
    for each in (widget, *widget.findChildren(QWidget)):
        for text in texts_of(each):
            rest = text
            for error in errors:
                rest = rest.replace(error, "")
            if plain(rest, known):
                found[text] = f"{type(each).__name__} {each.objectName()}"
    return found


def messages(window: MainWindow) -> list[str]:
    return [failure.problem.message for failure in failures_of(window.session.log)]


def test_nothing_in_the_window_bypasses_translation(
    brackets: None, make_window: Callable[[], MainWindow]
) -> None:
    window = make_window()
    assert untranslated(window, *messages(window)) == {}
    for node in window.session.document.nodes:
        window.session.select([node])
        assert untranslated(window.inspector_panel, *messages(window)) == {}


def ask_about_files(window: MainWindow) -> None:
    """Each question about files once."""
    for question in (
        questions.changed_on_disk, questions.changed_since_work, questions.open_elsewhere,
        questions.saved_elsewhere, questions.replace_file,
    ):  # fmt: skip
        question(window, "kept.file")
    for number in (errno.ENOSPC, errno.EACCES):
        problem = files.FileProblem("kept.file", [files.Trouble("", "")])
        problem.__cause__ = OSError(number, "")
        questions.failed_to_save(window, problem)
    troubles = [files.Trouble("$.nodes[0]", Told("an id is needed"))]
    lists.ask_about_broken(window, "kept.file", troubles, True, False)
    lists.ask_about_broken(window, "kept.file", troubles, True, True)
    changed = changes(Document([], actions=()), window.session.whole)
    lists.show_changes(window, "kept.file", [each._replace(name="x") for each in changed])
    work = Work(Path("/tmp"), window.session.whole, Path("/tmp/kept.file"), "", time.time())
    dialog = LeftDialog([work], window)
    dialog.exec()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_nothing_in_dialogs_and_menus_bypasses_translation(
    brackets: None, make_window: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    asked: list[dict[str, str]] = []

    def ask(box: QDialog) -> int:
        asked.append(untranslated(box, "kept.file", "GradCanvas", "/tmp"))
        return QMessageBox.StandardButton.Cancel.value

    monkeypatch.setattr(QMessageBox, "exec", ask)
    monkeypatch.setattr(QDialog, "exec", ask)
    window.files.ask_about_changes()
    ask_about_files(window)
    assert asked == [{}] * len(asked)
    assert len(asked) == 12  # and none was missed

    window.show_command_palette()
    window.show_about()
    value = window.player.field(port_ref("y"), "value")
    dialog = BackwardDialog(window.session.document, window.session.log, "y", value, window)
    recent = QMenu(window)
    window.recent.fill(recent)
    gallery = ExampleGallery(resources.examples(), window)
    menus = [
        canvas_menu(node, window.graph, window.action_commands, window.commands, window)
        for node in ("", "x", "y")
    ]
    sheet = ShortcutSheet(window)
    for shown in (window, dialog, sheet, recent, gallery, *menus):
        assert untranslated(shown, SCALAR_ONLY, *messages(window)) == {}
    for child in window.findChildren(QMessageBox):
        child.close()
    for palette in window.findChildren(CommandPalette):
        palette.close()


def test_nothing_that_is_painted_bypasses_translation(
    brackets: None, make_window: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: set[str] = set()
    draw = QPainter.drawText

    def note(painter: QPainter, *args: Any) -> Any:
        painted.update(arg for arg in args if isinstance(arg, str))
        return draw(painter, *args)

    monkeypatch.setattr(QPainter, "drawText", note)
    window = make_window()
    errors = messages(window)
    window.canvas.set_zoom(1.0)  # near enough for words
    for cursor in (0, len(window.player.log)):
        window.player.seek(cursor)
        window.canvas.grab()
        window.timeline_panel.grab()
        window.palette_panel.grab()
    assert "‹leaf›" in painted
    assert "‹values, forward›" in painted
    known = code()
    whole = [
        text for text in painted
        # what was shortened has lost its end
        if not text.endswith("…") and not any(text.rstrip(".") in error for error in errors)
    ]  # fmt: skip
    assert [text for text in whole if plain(text, known)] == []
    for slot in range(len(window.session.document.nodes)):
        said = spoken(window.canvas.shown.face(slot))
        for error in errors:
            said = said.replace(error, "")
        assert not plain(said, known), said


def test_what_bypasses_translation_is_found(qtbot: QtBot, brackets: None) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    QLabel("Gradient", box)
    QLabel(QCoreApplication.translate("Card", "no such text"), box)
    QLabel(QCoreApplication.translate("Card", "leaf"), box).setToolTip("Tip")
    assert set(untranslated(box)) == {"Gradient", "no such text", "Tip"}


# Chinese


def test_the_window_speaks_chinese(
    speak: Callable[[Language], None], make_window: Callable[[], MainWindow]
) -> None:
    speak("zh_CN")
    window = make_window()
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == [
        "文件(&F)", "编辑(&E)", "排列(&A)", "视图(&V)", "运行(&R)", "播放(&P)", "帮助(&H)",
    ]  # fmt: skip
    for menu in window.menuBar().findChildren(QMenu):
        for action in menu.actions():
            text = action.text()
            assert not text or text == "English" or re.search("[\u4e00-\u9fff]", text), text
    assert path_of(BY_ID["file.save"]) == "文件 › 保存"
    shown = {box.problem.message: box.accessibleName() for box in window.findChildren(ProblemBox)}
    assert shown["nothing is wired to a"] == "z (add) · 前向传播：a 未连线"
    box = QMessageBox(QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Cancel, window)
    assert box.button(QMessageBox.StandardButton.Cancel).text() == "取消"  # Qt's own words


def test_fonts_for_simplified_chinese_follow_the_fonts_of_the_interface(
    qapp: QApplication, speak: Callable[[Language], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    some = QFontDatabase.families()[0]
    monkeypatch.setattr(language, "FONTS", ("No such font", some))
    speak("zh_CN")
    found = [name.casefold() for name in QFont.substitutes(qapp.font().family())]
    own = QFontInfo(qapp.font()).family()
    assert found == list(dict.fromkeys([own.casefold(), some.casefold()]))


def test_numbers_are_written_alike_in_every_language(speak: Callable[[Language], None]) -> None:
    for each in ("zh_CN", "en"):
        speak(each)
        assert QLocale().toString(12345.5, "f", 1) == "12345.5"


@pytest.mark.parametrize(
    ("liked", "chosen"),
    [
        ("zh-Hans-CN zh-CN zh", "zh_CN"),
        ("zh-Hans-SG zh-SG zh", "zh_CN"),
        ("zh-Hant-TW zh-TW zh-Hant zh en", "en"),
        ("en-US en zh-CN", "en"),
        ("de-DE de zh-CN en", "zh_CN"),
        ("de-DE de", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_the_first_language_that_is_liked_and_spoken_is_chosen(liked: str, chosen: str) -> None:
    assert language.spoken(liked.split()) == chosen


def test_titles_of_actions_have_chinese_signs(speak: Callable[[Language], None]) -> None:
    speak("zh_CN")
    document = Document([LeafData("x", label="x"), LeafData("y", label="y")])
    kept = Backward("b", "x", gradient=Expression("v", {}), retain_graph=True)
    for action, title in (
        (Forward("a", ("x", "y")), "对 x、y 前向传播"),
        (kept, "从 x 反向传播，gradient v，retain_graph"),
        (ZeroGrad("c", ("x", "y")), "梯度清零：x、y"),
        (ZeroGrad("d"), "梯度清零"),
    ):
        assert action_title(action, document) == title


def test_local_gradients_are_said_in_chinese(speak: Callable[[Language], None]) -> None:
    speak("zh_CN")
    assert gradients_of(REGISTRY["relu"]) == ["∂out/∂a = 1，当 a > 0；否则为 0"]
    assert gradients_of(REGISTRY["mul"]) == list(REGISTRY["mul"].gradient_texts)
    said = [text for spec in REGISTRY.values() for text in gradients_of(spec)]
    assert [text for text in said if is_prose(text)] == []


def test_qts_file_dialog_has_no_english_left(
    qtbot: QtBot, speak: Callable[[Language], None]
) -> None:
    speak("zh_CN")
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert len(labels) >= 3
    assert [text for text in labels if not re.search("[\u4e00-\u9fff]", text)] == []


def test_only_another_language_waits_for_the_next_start(speak: Callable[[Language], None]) -> None:
    speak("zh_CN")
    assert language.is_shown("zh_CN")
    assert not language.is_shown("en")


def test_arrows_are_drawn_with_modifiers_too() -> None:
    assert [cap_text(key) for key in ("Left", "Alt+Up", "Ctrl++")] == ["←", "Alt+↑", "Ctrl++"]


def test_words_of_chinese_tutorials_find_examples_and_commands(
    speak: Callable[[Language], None], make_window: Callable[[], MainWindow]
) -> None:
    speak("zh_CN")
    window = make_window()
    gallery = ExampleGallery(resources.examples(), window)
    for query, title in (
        ("累加", "梯度累积"),
        ("雅克比", "雅可比矩阵与 v·J"),
        ("链式法则", "雅可比矩阵与 v·J"),
        ("有向无环图", "Function 与叶子节点"),
        ("中断", "detach 与 no_grad"),
    ):
        gallery.field.setText(query)
        found = [gallery.view.item(at).text() for at in range(gallery.view.count())]
        assert title in found, query
    palette = CommandPalette(window.commands, window)
    palette.field.setText("雅克比")
    assert palette.list.count() == 1
