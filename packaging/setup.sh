#!/bin/sh
# setup.sh PYTHON VENV: what has to be there before pip runs, whichever system this is. Leaves VENV with a working pip.
set -eu
python=$1
venv=$2
here=$(dirname "$0")

if [ "$(uname -s)" = Linux ]; then
    sh "$here/linux/setup.sh" "$python"
fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Passdesk needs Python 3.11 or newer; '$python' is older or missing." >&2
    echo "Nothing was changed. Install one and name it: make PYTHON=python3.12 …" >&2
    exit 1
fi

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    "$python" -m venv "$venv"
fi
