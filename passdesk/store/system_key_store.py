"""The key store of the account this process runs under."""

import secrets
from types import ModuleType

from passdesk.errors import Trouble

_SERVICE = "passdesk"


class SystemKeyStore:
    """`keyring`, trusted only where it gives back what it was given."""

    def works(self) -> bool:
        """Try it: some machines have a key store in name only, or one that is locked."""
        keyring, refusals = _keyring()
        account, secret = f"probe-{secrets.token_hex(4)}", secrets.token_hex(8)
        try:
            keyring.set_password(_SERVICE, account, secret)
            kept: str | None = keyring.get_password(_SERVICE, account)
            keyring.delete_password(_SERVICE, account)
        except refusals:
            return False
        return kept == secret

    def get(self, account: str) -> str | None:
        keyring, refusals = _keyring()
        try:
            kept: str | None = keyring.get_password(_SERVICE, account)
        except refusals as error:
            raise Trouble(f"The system's key store does not answer: {error}.", remedy="Unlock it.") from error
        return kept

    def set(self, account: str, secret: str) -> None:
        keyring, refusals = _keyring()
        try:
            keyring.set_password(_SERVICE, account, secret)
        except refusals as error:
            raise Trouble(f"The system's key store keeps nothing: {error}.", remedy="Use a passphrase.") from error


def _keyring() -> tuple[ModuleType, tuple[type[Exception], ...]]:
    """The library, loaded where a key is kept in it, and how it refuses: its backends are a quarter of a start."""
    import keyring
    from keyring.errors import KeyringError

    return keyring, (KeyringError, OSError, RuntimeError)
