#!/bin/sh
# Writes requirements.lock anew: every dependency, extra and the build backend, pinned with hashes for
# Linux, macOS and Windows. Versions already locked stay; `packaging/lock.sh --upgrade` moves them.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools/venv"
"$tools/venv/bin/python" -m pip install --quiet "uv==0.13.9"
[ ! -e requirements.lock ] || cp requirements.lock "$tools/lock"
"$tools/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@" \
    --output-file "$tools/lock" pyproject.toml
# Each line names the three systems the lock is made for; that goes without saying.
everywhere="sys_platform == 'darwin' or sys_platform == 'linux' or sys_platform == 'win32'"
{
    echo "# Written by packaging/lock.sh from pyproject.toml: base, server, dev, package and the build backend."
    sed -e "s/ ; $everywhere / /" -e "s/ and ($everywhere)//" "$tools/lock"
} >requirements.lock
