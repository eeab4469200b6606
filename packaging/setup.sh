#!/bin/sh
# setup.sh PYTHON VENV [run|test|package]: what has to be there before pip runs, whichever system this is, and
# what the system must bring for the purpose. Leaves VENV with a working pip.
set -eu
python=$1
venv=$2
purpose=${3:-run}
here=$(dirname "$0")

recent() { "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ "$(uname -s)" = Linux ] && { recent || ! command -v "$python" >/dev/null; }; then
    sh "$here/linux/setup.sh" "$python" "$purpose"
fi

if ! recent; then
    echo "Passdesk needs Python 3.11 or newer; '$python' is older or missing. Nothing was changed." >&2
    echo "Install one and name it, for example: make demo PYTHON=python3.12" >&2
    exit 1
fi

# A venv that is there and works is kept as it is. One without pip is left from a set-up that did not end; one
# whose interpreter is gone (a system upgrade) runs nothing any more and is made anew.
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    if [ -x "$venv/bin/python" ]; then clear=""; else clear="--clear"; fi
    "$python" -m venv $clear "$venv"
fi
