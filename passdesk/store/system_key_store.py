"""The key store of the account this process runs under."""

import secrets

import keyring
from keyring.errors import KeyringError

from passdesk.errors import Trouble

_SERVICE = "passdesk"


class SystemKeyStore:
    """`keyring`, trusted only where it gives back what it was given."""

    def works(self) -> bool:
        """Try it: some machines have a key store in name only, or one that is locked."""
        account, secret = f"probe-{secrets.token_hex(4)}", secrets.token_hex(8)
        try:
            keyring.set_password(_SERVICE, account, secret)
            kept = keyring.get_password(_SERVICE, account)
            keyring.delete_password(_SERVICE, account)
        except (KeyringError, OSError, RuntimeError):
            return False
        return kept == secret

    def get(self, account: str) -> str | None:
        try:
            return keyring.get_password(_SERVICE, account)
        except (KeyringError, OSError, RuntimeError) as error:
            raise Trouble(f"The system's key store does not answer: {error}.", remedy="Unlock it.") from error

    def set(self, account: str, secret: str) -> None:
        try:
            keyring.set_password(_SERVICE, account, secret)
        except (KeyringError, OSError, RuntimeError) as error:
            raise Trouble(f"The system's key store keeps nothing: {error}.", remedy="Use a passphrase.") from error
