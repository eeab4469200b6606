#!/bin/sh
# setup.sh PYTHON: checks what the Python packages need from the system. What is missing is installed when
# root and apt-get are there; otherwise the exact command is printed and the set-up stops.
set -eu
python=$1
missing=""

need() { missing="$missing $1"; }

has_library() { "$python" -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "$1" 2>/dev/null; }

has_chinese_font() {
    for folder in /usr/share/fonts /usr/local/share/fonts; do
        [ -d "$folder" ] || continue
        [ -z "$(find "$folder" -name 'NotoSansCJK*' -print 2>/dev/null | head -n 1)" ] || return 0
    done
    return 1
}

if command -v "$python" >/dev/null 2>&1; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need "$(basename "$python")-venv"
    # OpenCV, zxing-cpp and NumPy link to these; a desktop has them, a container may not.
    has_library libstdc++.so.6 || need libstdc++6
    has_library libz.so.1 || need zlib1g
elif [ "$python" = python3 ]; then
    need python3
    need python3-venv
fi
has_chinese_font || need fonts-noto-cjk # badges carry names in both scripts

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
