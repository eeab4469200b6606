"""`python -m passdesk`: the same as the command `passdesk`."""

import sys

from passdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
