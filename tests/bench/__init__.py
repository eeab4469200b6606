"""Benches: ours against a bare baseline, on the machine at hand. Run with `python -m tests.bench [names]`."""
