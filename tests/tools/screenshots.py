"""Takes the README's picture of the window at a step of a backward pass: `make screenshots`.

The window is the real one, drawn without a screen (QT_QPA_PLATFORM=offscreen), in English, light,
at a fixed size and with settings of its own, so that only the fonts are those of the machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "resources" / "screenshots" / "window.png"
WIDTH, HEIGHT = 1360, 850
SECONDS = 20.0
EXAMPLE = "01_sum_of_squares.gradcanvas"
SELECTED = "n2"
"""The node whose facts the inspector shows: x · x."""


def take(path: Path) -> None:
    """Writes the picture. Raises TimeoutError if the window does not come to rest."""
    from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QSettings

    from app.export.headless import telling_cursor
    from app.main_window import MainWindow
    from app.settings import Settings
    from app.window.application import make_application
    from app.window.proportions import share_out
    from resources import path_of

    with tempfile.TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        os.environ["XDG_CACHE_HOME"] = folder
        QCoreApplication.setOrganizationName("GradCanvas")
        QCoreApplication.setApplicationName("GradCanvas")
        settings = Settings()
        # the application reads them when it is made
        settings.language, settings.theme = "en", "light"
        application = make_application(["gradcanvas"])
        window = MainWindow(settings=settings)
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.files.open_example(path_of("examples", EXAMPLE))

        def settle() -> None:
            deadline = QDeadlineTimer(int(SECONDS * 1000))
            panel = window.explanation_panel
            while window.session.is_running or window.canvas.follower.busy or panel.is_busy:
                application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
                if deadline.hasExpired():
                    raise TimeoutError("the window does not come to rest")
            for _ in range(3):
                application.processEvents()

        settle()
        # the window was made for the small screen that there is without a display
        share_out(window, window.docks)
        window.session.select([SELECTED])
        window.player.seek(telling_cursor(window.player.log))
        window.canvas.fit_all()
        settle()
        picture = window.grab().toImage()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(path)):
            raise OSError(f"{path} cannot be written")
        window.close()


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    take(path)
    print(f"{path}: {path.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
