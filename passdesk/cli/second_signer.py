"""Another operator who signs as well at the shell, by password or staff card; who acts stays who they are."""

from passdesk import config
from passdesk.cli import choosing
from passdesk.cli.session import Session
from passdesk.errors import Misuse
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.store.signing_in import sign_in, sign_in_by_card

BY = f"password from {config.SECOND_PASSWORD}, or a card from {config.SECOND_CARD}."
"""As helps end."""


def second_signer(session: Session, store: DeskStore, name: str) -> Signer:
    """Their key, unlocked; `Misuse` where the card is another's, `Declined` where the secret does not fit."""
    if card := session.environ.get(config.SECOND_CARD):
        pin = session.secret(config.SECOND_PIN, f"PIN of {name}: ")
        signer = sign_in_by_card(store, card.strip(), pin, session.clock)
        if signer.operator != choosing.operator(store, name).key:
            raise Misuse(f"The card in {config.SECOND_CARD} is not that of {name}.", kept="Nothing was recorded.")
        return signer
    return sign_in(store, name, session.secret(config.SECOND_PASSWORD, f"Password of {name}: "), session.clock)
