"""The server's own TLS key and self-signed certificate. Desks trust the key's signed hash and nothing else."""

import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec import Struct

from passdesk.errors import Trouble
from passdesk.sync.pinning import spki_sha256

_YEARS = 30


class TlsIdentity(Struct, frozen=True):
    """`key` PKCS#8 DER, `certificate` DER."""

    key: bytes
    certificate: bytes

    @property
    def spki_sha256(self) -> bytes:
        return spki_sha256(self.certificate)


def new_identity(zone: str, at: int) -> TlsIdentity:
    """A fresh P-256 key with a self-signed certificate. Desks never look at its dates; `at` is seconds UTC."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Passdesk {zone}")])
    start = datetime.fromtimestamp(at, UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - timedelta(days=1))
        .not_valid_after(start + timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return TlsIdentity(
        key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        certificate.public_bytes(serialization.Encoding.DER),
    )


def server_context(tls: TlsIdentity) -> ssl.SSLContext:
    """The server's side of TLS 1.3. OpenSSL reads keys from files alone: one lives encrypted for this moment."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    password = sha256(b"passdesk/tls-moment/1" + tls.key).digest()
    key = serialization.load_der_private_key(tls.key, None).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.hex().encode()),
    )
    certificate = ssl.DER_cert_to_PEM_cert(tls.certificate).encode()
    try:
        with tempfile.TemporaryDirectory() as folder:
            chain = Path(folder) / "tls.pem"
            chain.touch(mode=0o600)
            chain.write_bytes(certificate + key)
            context.load_cert_chain(chain, password=password.hex())
    except OSError as error:
        raise Trouble(f"The server's TLS key can't be used: {error}.") from error
    return context
