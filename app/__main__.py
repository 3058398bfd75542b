"""Starts the program: ``python -m app``, ``gradcanvas`` and ``gradcanvas-gui``."""

from __future__ import annotations

import sys

from app import __version__


def main() -> int:
    """Runs the program on ``sys.argv`` and returns its exit status."""
    print(f"GradCanvas {__version__}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
