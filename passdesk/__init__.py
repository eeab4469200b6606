"""Passdesk: whitelist filing, signed QR passes, checkpoint verdicts and the entry log, offline first."""

__version__ = "0.1.0"
