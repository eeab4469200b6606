"""Starts Passdesk from a checkout: the same as the installed command `passdesk`."""

import sys

from passdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
