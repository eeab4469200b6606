"""Signed things: the strict COSE reader, passes, certificates, keys, and the QR picture."""
