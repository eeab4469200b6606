"""What one command works with: the desk it names, who acts, and where results go. The composition root of the shell."""

import getpass
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, tzinfo
from logging import ERROR, INFO, WARNING
from pathlib import Path

from msgspec import Struct

from passdesk import config
from passdesk.cli.output import Output
from passdesk.cli.surroundings import Surroundings
from passdesk.clock import Clock
from passdesk.credential.staff_card import checked_pin
from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.domain.people import Operator
from passdesk.domain.zone import Policy
from passdesk.errors import Misuse, PassdeskError, Trouble
from passdesk.logs import close_log, level_of, no_log, note, open_log
from passdesk.store.acts import Acting
from passdesk.store.creating import Keeping
from passdesk.store.database_key import open_keys_file
from passdesk.store.desk_store import DeskStore
from passdesk.store.folder_kinds import refuse_server
from passdesk.store.going_on import open_desk
from passdesk.store.policy_here import in_force
from passdesk.store.signing import Signer
from passdesk.store.signing_in import SHORTEST_PASSWORD, sign_in, sign_in_by_card
from passdesk.store.system_key_store import SystemKeyStore

NEW_PASSWORD = "PASSDESK_NEW_PASSWORD"


class Session(Struct, frozen=True):
    """The global options of one command, and the environment it runs in."""

    data: Path | None
    operator: str | None
    output: Output
    around: Surroundings

    @property
    def environ(self) -> Mapping[str, str]:
        return self.around.environ

    @property
    def clock(self) -> Clock:
        return self.around.clock

    @property
    def cost(self) -> Cost:
        """What one try at a new password, or at the passphrase, is to cost."""
        return self.around.cost or DEFAULT_COST

    @property
    def folder(self) -> Path:
        """The desk's folder, or `Misuse`."""
        return config.data_folder(self.data, self.environ)

    def keeping(self, folder: Path) -> Keeping:
        """How a desk, or server, keeps its database key."""
        return Keeping(config.passphrase(self.environ, folder), SystemKeyStore(), self.cost)

    def new_keeping(self, folder: Path) -> Keeping:
        """The same for one that is made now; `Misuse` for a passphrase that is too short."""
        keeping = self.keeping(folder)
        if keeping.passphrase is not None:
            _refuse_short("passphrase", keeping.passphrase)
        return keeping

    def database_key(self, folder: Path) -> bytes:
        """The key of a desk's files; `Misuse` for the folder of a server."""
        refuse_server(folder)
        passphrase = config.passphrase(self.environ, folder)
        return open_keys_file(folder, passphrase=passphrase, keyring=SystemKeyStore())

    @contextmanager
    def desk(self) -> Iterator[DeskStore]:
        """The desk, held by this command alone; what it wrote is folded in when it ends."""
        level_of(self.environ)
        folder = self.folder
        opening = open_desk(folder, self.database_key(folder), self.clock())
        with opening as store, self.logged(folder, store.journal.id):
            yield store
            store.catch_up()

    @contextmanager
    def logged(self, folder: Path, journal: bytes) -> Iterator[None]:
        """Beginning, failure and end of work on a journal, in the log of its folder. The work goes on without one."""
        try:
            log = open_log(folder, self.environ)
        except Trouble as error:
            self.output.remark(str(error))
            log = no_log()
        try:
            note(log, INFO, "opened", journal=journal)
            yield
            note(log, INFO, "closed")
        except PassdeskError as error:
            note(log, WARNING, "failed", error, status=error.exit_status)
            raise
        except BaseException as error:
            note(log, ERROR, "failed", error)
            raise
        finally:
            close_log(log)

    @contextmanager
    def reading(self) -> Iterator[DeskStore]:
        """The desk, only to look at: also while a window or another command holds it."""
        with DeskStore.open(self.folder, self.database_key(self.folder), readonly=True) as store:
            yield store

    @contextmanager
    def acting(self) -> Iterator[Acting]:
        """The desk with an operator signed in."""
        if card := self.environ.get(config.CARD):
            pin = self.secret(config.PIN, "PIN: ")
            with self.desk() as store:
                signer = sign_in_by_card(store, card.strip(), pin, self.clock)
                self._refuse_another(store, signer)
                yield Acting(store, signer, self.clock)
            return
        with self.acting_by_password(self.operator_name()) as acting:
            yield acting

    @contextmanager
    def acting_by_password(self, name: str) -> Iterator[Acting]:
        """The desk with this operator signed in by password, also where a card would do."""
        with self.desk() as store:
            yield Acting(store, sign_in(store, name, self.password(name), self.clock), self.clock)

    def _refuse_another(self, store: DeskStore, signer: Signer) -> None:
        """A card says whose it is; `--operator` need not, and may not say otherwise."""
        with store.view() as view:
            row = view.get(Operator, signer.operator)
        if self.operator and not (isinstance(row, Operator) and row.name == self.operator):
            raise Misuse(
                f"The card in {config.CARD} is not that of {self.operator}.",
                kept="Nothing was changed.",
                remedy="Leave --operator out, or show the right card.",
            )

    def operator_name(self) -> str:
        if not self.operator:
            raise Misuse("Nobody was named as acting.", kept="Nothing was changed.", remedy="Give --operator NAME.")
        return self.operator

    def password(self, name: str) -> str:
        """The operator's password, from PASSDESK_PASSWORD or asked; never from the command line."""
        return self.secret(config.PASSWORD, f"Password of {name}: ")

    def secret(self, variable: str, prompt: str) -> str:
        """A secret from the environment, or asked where there is somebody to ask."""
        if held := self.environ.get(variable):
            return held
        if not sys.stdin.isatty():
            raise Misuse(
                f"{variable} is not set, and there is nobody to ask.",
                kept="Nothing was changed.",
                remedy=f"Set {variable}.",
            )
        return getpass.getpass(prompt)

    def new_password(self, variable: str, name: str) -> str:
        """A password to be: long enough, and typed twice where it is typed, for nothing else opens what it closes."""
        held = self.environ.get(variable)
        chosen = held or self.secret(variable, f"New password of {name}: ")
        _refuse_short("passphrase" if variable == config.PASSPHRASE else "password", chosen)
        return chosen if held else _typed_again(chosen)

    def new_pin(self, name: str) -> str:
        """A PIN to be, for a staff card: from PASSDESK_PIN, or asked twice."""
        held = self.environ.get(config.PIN)
        chosen = checked_pin(held or self.secret(config.PIN, f"PIN for the card of {name}: "))
        return chosen if held else _typed_again(chosen)

    def policy(self, store: DeskStore) -> Policy | None:
        """The policy in force; None where none can be read."""
        return in_force(store, self.clock).policy

    def time_zone(self, store: DeskStore) -> tzinfo:
        """The zone's local time, as its policy names it; UTC where no policy can be read."""
        policy = self.policy(store)
        return UTC if policy is None else policy.local


def _typed_again(chosen: str) -> str:
    if getpass.getpass("The same again: ") != chosen:
        raise Misuse("The two are not the same.", kept="Nothing was changed.", remedy="Type them again.")
    return chosen


def _refuse_short(what: str, chosen: str) -> None:
    if len(chosen) < SHORTEST_PASSWORD:
        raise Misuse(
            f"A new {what} has at least {SHORTEST_PASSWORD} characters.",
            kept="Nothing was changed.",
            remedy="Choose a longer one.",
        )
