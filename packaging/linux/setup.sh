#!/bin/sh
# setup.sh PYTHON [run|test|package]: checks what the Python packages need from the system to run, to run all the
# tests, or to build the bundle. What is missing is installed when root and apt-get are there; otherwise the exact
# command is printed and the set-up stops.
set -eu
python=$1
purpose=${2:-run}
here=$(dirname "$0")
missing=""

need() { case " $missing " in *" $1 "*) ;; *) missing="$missing $1" ;; esac }

has_library() { "$python" -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "$1" 2>/dev/null; }

has_program() { command -v "$1" >/dev/null 2>&1; }

has_chinese_font() {
    for folder in /usr/share/fonts /usr/local/share/fonts; do
        [ -d "$folder" ] || continue
        [ -z "$(find "$folder" -name 'NotoSansCJK*' -print 2>/dev/null | head -n 1)" ] || return 0
    done
    return 1
}

if command -v "$python" >/dev/null 2>&1; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need "$(basename "$python")-venv"
    while read -r library package; do
        case $library in "" | \#*) continue ;; esac
        has_library "$library" || need "$package"
    done <"$here/libraries.txt"
elif [ "$python" = python3 ]; then
    need python3
    need python3-venv
    while read -r library package; do
        case $library in "" | \#*) continue ;; esac
        need "$package"
    done <"$here/libraries.txt"
fi
has_chinese_font || need fonts-noto-cjk # badges and the window carry names in both scripts
case $purpose in
run) ;;
test) # a real screen without a monitor, keys typed at it as a scanner types, and what is checked in
    has_program git || need git
    has_program Xvfb || need xvfb
    has_program xdotool || need xdotool
    ;;
package) # PyInstaller reads what a library links to, and copies Python's own
    has_program objdump || need binutils
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || version=3
    has_library "libpython$version.so.1.0" || need "libpython$version"
    ;;
*)
    echo "setup.sh prepares for run, test or package, not for '$purpose'." >&2
    exit 2
    ;;
esac

[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Passdesk needs system packages that are missing here (by their Debian names):$missing." >&2
    echo "Nothing was changed. Install them with this system's package manager, then run make again." >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Passdesk needs system packages that are missing here. Nothing was changed. Run this, then make again:" >&2
    echo "    sudo apt-get update && sudo apt-get install --yes --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing system packages:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # one word a package is meant
if ! { apt-get update -qq && apt-get install --yes -qq --no-install-recommends $missing; } </dev/null; then
    echo "apt-get could not install:$missing. See its message above; then run make again." >&2
    exit 1
fi
