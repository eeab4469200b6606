"""TLS that trusts one certificate and nothing else: no authorities, no names, no dates."""

import socket
import ssl
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from passdesk.errors import Damaged, Unreachable

# OpenSSL's X509_V_FLAG_NO_CHECK_TIME: a desk with a wrong clock must still reach the time.
_NO_CHECK_TIME = 0x200000
_LONGEST_WAIT_S = 10.0


def spki_sha256(certificate: bytes) -> bytes:
    """SHA-256 of the SubjectPublicKeyInfo of a DER certificate; `Damaged` for what is none."""
    try:
        public = x509.load_der_x509_certificate(certificate).public_key()
    except ValueError as error:
        raise Damaged(f"A TLS certificate can't be read: {error}.") from error
    spki = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return sha256(spki).digest()


def pinned(certificate: bytes) -> ssl.SSLContext:
    """A client's side that trusts exactly this self-signed DER certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    try:
        context.load_verify_locations(cadata=certificate)
    except ssl.SSLError as error:
        raise Damaged(f"The server's TLS certificate can't be used: {error}.") from error
    return context


def shown_certificate(host: str, port: int) -> bytes:
    """The DER certificate a server shows to anyone; nothing is trusted or said yet."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with (
            socket.create_connection((host, port), timeout=_LONGEST_WAIT_S) as plain,
            context.wrap_socket(plain) as line,
        ):
            certificate = line.getpeercert(binary_form=True)
    except OSError as error:
        raise Unreachable(
            f"No server answers at {host}:{port}: {error}.", remedy="Check its address and that it runs."
        ) from error
    if certificate is None:
        raise Unreachable(f"What answers at {host}:{port} shows no certificate.")
    return certificate
