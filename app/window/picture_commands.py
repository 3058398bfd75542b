"""What commands do for pictures: to a file by the dialog, to the clipboard at once."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app import theme
from app.canvas.canvas import Canvas
from app.canvas.view import View
from app.export.order import Format, Made, Order, carried_out
from app.export.plan import TooMany, moments
from app.export.sheet import Nothing, Sheet, Wanted, colours_on
from app.export.stage import Stage
from app.export.still import Still
from app.playback.player import Player
from app.session import Session
from app.settings import Settings
from app.widgets.wording import action_title
from app.window.picture_dialog import PictureDialog, Stretch, size_text, suggested
from app.window.picture_job import PictureJob, reason_of
from autograd_core.graph import action_edits

MOST_STRETCHES = 200


class PictureCommands(QObject):
    """One picture at a time is on its way."""

    def __init__(
        self, session: Session, player: Player, canvas: Canvas, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self.session = session
        self.player = player
        self.canvas = canvas
        self.settings = settings
        self.window = window
        self.dialog: PictureDialog | None = None
        self.job: PictureJob | None = None
        session.running.connect(lambda _: self._refresh())
        session.ran.connect(self._offer)

    # What commands call

    def export(self) -> None:
        """Shows the dialog."""
        self.player.pause()
        if self.dialog is None:
            self.dialog = PictureDialog(self.window)
            self.dialog.wanted.connect(self._refresh)
            self.dialog.export_asked.connect(self._ask_for_file)
            self.dialog.copy_asked.connect(self._copy_chosen)
            self.dialog.cancel_asked.connect(self._cancel)
        self.dialog.open()
        self._offer()

    def _offer(self) -> None:
        """Offers what there is now to be shown."""
        if self.dialog is not None and self.dialog.isVisible() and self.job is None:
            self.dialog.offer(
                self._stretches(),
                bool(self.session.selection & self.session.document.nodes.keys()),
                self.player.reduced_motion,
            )

    def copy(self) -> None:
        """Copies the whole graph as it is at the shown step."""
        if self.job is None:
            self._start(Order("png", Wanted()), None)

    # What the dialog asks for

    def _refresh(self) -> None:
        """Says what the picture will be."""
        dialog = self.dialog
        if dialog is None or self.job is not None:
            return
        if self.session.is_running:
            dialog.tell(self.tr("The run is still under way."), can_make=False)
            return
        try:
            words = self._told(dialog)
        except (Nothing, TooMany) as problem:
            dialog.tell(reason_of(problem), can_make=False)
        else:
            dialog.tell(words)

    def _told(self, dialog: PictureDialog) -> str:
        wanted = dialog.chosen()
        if not self.canvas.places.slots:
            raise Nothing
        if dialog.is_moving:
            planned = moments(self.session.log, dialog.course())
            seconds = sum(each.milliseconds for each in planned) / 1000
            said = self.tr("{count} frames, {seconds} s, at most {width} pixels wide")
            return said.format(
                count=len(planned), seconds=f"{seconds:.1f}", width=wanted.width
            )
        stage = self._stage(wanted)
        seen = self._seen(wanted)
        drawing = dialog.chosen_format in ("svg", "pdf")
        sheet = Sheet(stage, wanted, None if seen else stage.extent(), seen)
        if drawing:
            return self.tr("Sharp at any size; texts can be selected.")
        size = size_text(sheet.pixels)
        if sheet.reduced:
            said = self.tr("{size} pixels: fewer than asked for, as it would be too large")
            return said.format(size=size)
        return self.tr("{size} pixels").format(size=size)

    def _stage(self, wanted: Wanted) -> Stage:
        session, player = self.session, self.player
        still = Still(session.document, session.log, player.cursor, player.phase)
        still.flat, still.seen = session.flat, session.seen
        only = session.selection & session.document.nodes.keys()
        return Stage(
            still,
            colours_on(wanted.background, theme.current()),
            self.canvas.places,
            only if wanted.part == "selection" else (),
            self.canvas.autograd.on,
        )

    def _seen(self, wanted: Wanted) -> tuple[View, QSize] | None:
        if wanted.part != "view":
            return None
        view = self.canvas.view
        return View(view.zoom, view.left, view.top), self.canvas.area().size()

    def _order(self, kind: Format, wanted: Wanted) -> Order:
        course = self.dialog.course() if self.dialog is not None else None
        return Order(kind, wanted, self._stem(), course, self._seen(wanted))

    def _stretches(self) -> list[Stretch]:
        """The whole line, the part that a loop plays, and the steps of each action."""
        log, document = self.session.log, self.session.whole
        found = [Stretch(self.tr("All steps"), 0, len(log))]
        if self.player.range is not None:
            found.append(Stretch(self.tr("The part that a loop plays"), *self.player.bounds))
        last: str | None = None
        for section in log.sections:
            action = action_edits.find(document, section.action[0])
            if action is None or len(found) > MOST_STRETCHES:
                continue
            if section.action[0] == last:  # further on in a Repeat
                found[-1] = found[-1]._replace(last=section.stop)
            else:
                found.append(Stretch(action_title(action, document), section.start, section.stop))
            last = section.action[0]
        said = self.tr("{action}: {first} – {last}")
        return [
            each._replace(
                title=said.format(action=each.title, first=each.first + 1, last=each.last)
            )
            for each in found
            if each.last > each.first or not each.first
        ]

    def _ask_for_file(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        kind = dialog.chosen_format
        path = suggested(self.settings.folder, self._stem(), self.player.cursor, kind)
        while True:
            pattern = f"{kind.upper()} (*.{kind})"
            found, _ = QFileDialog.getSaveFileName(
                self.window, self.tr("Export picture"), str(path), pattern
            )
            if not found:
                return
            path = Path(found)
            if path.suffix.lower() == f".{kind}":
                break
            path = path.with_name(f"{path.name}.{kind}")
            if not path.exists():
                break  # else it is asked about again, under the name that it gets
        self.settings.folder = path.absolute().parent
        self._start(self._order(kind, dialog.chosen()), path)

    def _copy_chosen(self) -> None:
        if self.dialog is not None:
            self._start(self._order("png", self.dialog.chosen()), None)

    def _stem(self) -> str:
        path = self.session.path
        name = path.stem if path is not None else self.window.windowTitle().partition("[*]")[0]
        return "".join("_" if c in '<>:"/\\|?*' else c for c in name).strip() or "GradCanvas"

    # What is on its way

    def _start(self, order: Order, path: Path | None) -> None:
        self.player.pause()
        work = self._work(order)
        job = self.job = PictureJob(work, self.session.worker.gate, path, self)
        job.failed.connect(self._failed)
        job.finished.connect(lambda made, data: self._finished(made, data, path))
        if self.dialog is not None:
            job.progressed.connect(self.dialog.show_progress)
            self.dialog.set_busy(True)
            self.dialog.tell("")

    def _work(self, order: Order) -> Generator[float, None, Made]:
        return (yield from carried_out(order, self._stage(order.wanted)))

    def _finished(self, made: Made, data: bytes, path: Path | None) -> None:
        if path is None:
            image = QImage.fromData(data)
            mime = QMimeData()
            mime.setImageData(image)
            QGuiApplication.clipboard().setMimeData(mime)
            said = self.tr("Copied a picture of {size} pixels").format(size=size_text(made.size))
        else:
            said = self.tr("Exported {name} ({size})").format(
                name=path.name, size=size_text(made.size)
            )
            if made.reduced:
                said += self.tr(", made smaller, as it would be too large")
        self._end()
        if self.dialog is not None and path is not None:
            self.dialog.accept()
        elif self.dialog is not None:
            self.dialog.tell(said)
        self.session.said.emit(said)

    def _failed(self, reason: str) -> None:
        self._end()
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.tell(reason)
        else:
            self.session.said.emit(reason)

    def _cancel(self) -> None:
        if self.job is not None:
            self.job.cancel()
            self._end()
            self._refresh()

    def _end(self) -> None:
        if self.job is not None:
            self.job.deleteLater()
            self.job = None
        if self.dialog is not None:
            self.dialog.set_busy(False)
