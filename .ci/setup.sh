#!/bin/sh
# Makes .venv ready for work; `make` calls it before every verb.
#
#   .ci/setup.sh run      the program
#   .ci/setup.sh test     and what the tests and checks need
#   .ci/setup.sh torch    and PyTorch, the oracle of the differential tests
#
# PYTHON chooses the interpreter (python3.11, else python3, else a newer one). On Debian and its
# relatives, Qt's system libraries and ensurepip are installed where that is allowed (root, or sudo
# without a password); otherwise the line to type is printed and the exit status is 1. When nothing
# has changed since the last time it takes a fraction of a second and calls neither pip nor apt.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
venv=.venv/bin/python

say() { printf '%s\n' "gradcanvas: $*" >&2; }
fail() { say "$@"; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

pick_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_new_enough "$PYTHON" || fail "PYTHON=$PYTHON is not a Python 3.11 or newer."
        return
    fi
    for PYTHON in python3.11 python3 python3.12 python3.13; do
        if is_new_enough "$PYTHON"; then return; fi
    done
    fail "Python 3.11 or newer is needed; install it, or say where it is: make PYTHON=/path/to/python"
}

venv_works() { is_new_enough "$venv" && "$venv" -m pip --version >/dev/null 2>&1; }

# The shared libraries that Qt's wheels and its xcb plugin load, each with the Debian package that
# carries it. The libraries themselves are tried, as package names differ between releases (the
# older name still leads to the newer package). Prints one line "LIBRARY PACKAGE" for each missing.
missing_parts() {
    "$PYTHON" - "$1" <<'PROBE'
import ctypes, importlib.util, os, sys

LIBRARIES = """
libEGL.so.1 libegl1                       libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0           libxkbcommon-x11.so.0 libxkbcommon-x11-0
libdbus-1.so.3 libdbus-1-3                libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1         libfreetype.so.6 libfreetype6
libX11.so.6 libx11-6                      libX11-xcb.so.1 libx11-xcb1
libxcb.so.1 libxcb1                       libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4           libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1       libxcb-randr.so.0 libxcb-randr0
libxcb-render.so.0 libxcb-render0         libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0           libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1             libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0         libxcb-xkb.so.1 libxcb-xkb1
""".split()
FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/run/current-system/sw/share/X11/fonts",
    os.path.expanduser("~/.fonts"), os.path.expanduser("~/.local/share/fonts"),
)

for library, package in zip(LIBRARIES[::2], LIBRARIES[1::2]):
    try:
        ctypes.CDLL(library)
    except OSError:
        print(library, package)
fonts = (name for folder in FONT_FOLDERS for _, _, names in os.walk(folder) for name in names)
if not any(name.lower().endswith((".ttf", ".otf", ".ttc")) for name in fonts):
    print("a-font", "fonts-dejavu-core")
if sys.argv[1] == "venv" and importlib.util.find_spec("ensurepip") is None:
    print("ensurepip", "python%d.%d-venv" % sys.version_info[:2])
PROBE
}

names() { printf '%s\n' "$missing" | cut -d ' ' -f "$1" | sort -u | tr '\n' ' ' | sed 's/ $//'; }

# $1: "venv" when .venv has to be made too
need_system_parts() {
    [ "$(uname -s)" = Linux ] || return 0
    missing=$(missing_parts "$1")
    [ -n "$missing" ] || return 0
    if ! [ -e /etc/debian_version ] || ! command -v apt-get >/dev/null; then
        case $missing in *ensurepip*) fail "$PYTHON has no ensurepip; install its venv package." ;; esac
        say "Qt may miss these; if no window opens, install them from your system: $(names 1)"
        return 0
    fi
    packages=$(names 2)
    if [ "$(id -u)" = 0 ]; then
        install_packages env
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        install_packages sudo -n env
    elif needs_no_window; then
        say "for pictures these packages are missing, and installing them needs an administrator: $packages"
        return 0
    elif command -v sudo >/dev/null; then
        ask_for "sudo apt-get update && sudo apt-get install -y --no-install-recommends $packages"
    else
        ask_for "su -c 'apt-get update && apt-get install -y --no-install-recommends $packages'"
    fi
    missing=$(missing_parts "$1")
    [ -z "$missing" ] || fail "still missing after the installation: $(names 1)"
}

# Where there is no display the program runs in the terminal, for which Python is enough.
needs_no_window() {
    [ "$kind" = run ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ] || return 1
    case $missing in *ensurepip*) return 1 ;; esac
}

ask_for() {
    say "some system packages are missing, and installing them needs an administrator. Type this, then run make again:"
    printf '\n    %s\n\n' "$1" >&2
    exit 1
}

# $@: how to become root
install_packages() {
    say "installing system packages: $packages"
    # the lists may be absent or stale; a third-party source that fails is no reason to stop
    "$@" apt-get -q update >&2 || say "apt-get update failed; trying with the lists that are here"
    # shellcheck disable=SC2086  # a list of words
    "$@" DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=120 $packages >&2 </dev/null || fail "apt-get could not install: $packages"
}

# What an installation depends on: where it is, with which Python, and what it was told to install.
fingerprint() { pwd; "$venv" -V; cat pyproject.toml; }
is_ready() { [ -e ".venv/.ready-$1" ] && fingerprint 2>/dev/null | cmp -s - ".venv/.ready-$1"; }

case $kind in
    run) extras='' includes='run' ;;
    test) extras='[test]' includes='run test' ;;
    torch) extras='[test,torch]' includes='run test torch' ;;
    *) fail "unknown set-up: $kind (run, test or torch)" ;;
esac

if is_ready "$kind"; then
    PYTHON=$venv
    need_system_parts ready
    exit 0
fi
pick_python
if venv_works; then
    need_system_parts ready
else
    need_system_parts venv
    say "making .venv with $PYTHON"
    "$PYTHON" -m venv --clear .venv
fi
say "installing into .venv (the first time this downloads some 150 MB)"
# the progress bars are for people only
quiet=-q
if [ -t 1 ]; then quiet=; fi
# shellcheck disable=SC2086  # an empty $quiet is no argument
"$venv" -m pip install --disable-pip-version-check $quiet -e ".$extras"
for done in $includes; do fingerprint >".venv/.ready-$done"; done
