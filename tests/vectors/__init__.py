"""Test vectors of docs/formats.md, written by `make vectors`."""
