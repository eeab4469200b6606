"""`/` at the gate: letting in whom the verdict refused, with a reason, and with whoever else has to sign."""

from PySide6.QtGui import Qt

from passdesk.checkpoint.goods import GOODS
from passdesk.checkpoint.overriding import OVERRIDES, Override, override_rule
from passdesk.checkpoint.settling import Saying
from passdesk.credential.staff_card import card_in
from passdesk.desktop.checkpoint import changing
from passdesk.desktop.checkpoint.choice_rows import Choice, Question
from passdesk.desktop.checkpoint.choosing import Chooser
from passdesk.desktop.checkpoint.features import GateHost, Pressed
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.state import GatePicture, Shown
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.look import Look
from passdesk.domain.people import Operator
from passdesk.errors import Declined
from passdesk.store.signing import Signer
from passdesk.store.signing_in import sign_in, sign_in_by_card
from passdesk.store.who_may import who_may_sign_in

_AT_THE_GATE = frozenset({"checkpoint", "supervisor"})


class Overriding(Chooser):
    """Asks why, then who signs as well where that is needed, then for their password."""

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self._of: Shown | None = None
        self._why: Override | None = None
        self._second: Operator | None = None
        self._card = ""
        self._others: tuple[Operator, ...] = ()

    def key(self, pressed: Pressed) -> bool:
        keypad = bool(pressed.event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
        if pressed.event.key() != Qt.Key.Key_Slash or (pressed.typing and not keypad):
            return super().key(pressed)
        if self.is_open:
            self.end()
            return True
        shown = refused(self.gate.picture)
        if shown is None:
            return False
        self._of, self._why, self._second, self._card, self._others = shown, None, None, "", ()
        store = self.gate.opened.store
        self.gate.opened.jobs.run(lambda: who_may_sign_in(store), self._know)
        self.ask()
        return True

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        return (("/", look.tr("let in all the same")),) if refused(picture) is not None else ()

    def takes(self, text: str) -> bool:
        """The card of whoever signs as well: their PIN is asked next, and nobody else is signed in by it."""
        card = card_in(text) if self.is_open and not self.busy and self._why is not None else None
        if card is None:
            return False
        self._second = next((one for one in self._others if one.key == card.operator), None)
        self._card = text if self._second is not None else ""
        self.ask()
        if self._second is None:
            self.failed(Declined("Whoever this card is of may not sign here.", remedy="Ask one of those listed."))
        return True

    def _know(self, result: Result[tuple[Operator, ...]]) -> None:
        if isinstance(result, Ok):
            mine = self._me.key if self._me is not None else b""
            fits = {"supervisor"} if not self._is_chief else _AT_THE_GATE
            self._others = tuple(one for one in result.value if fits & set(one.roles) and one.key != mine)
            self.gate.show()

    @property
    def _me(self) -> Operator | None:
        return self.gate.opened.session.operator

    @property
    def _is_chief(self) -> bool:
        me = self._me
        return me is not None and "supervisor" in me.roles

    def _rule(self, picture: GatePicture) -> str:
        policy = picture.place.policy if picture.place is not None else None
        verdict = self._of.answer.verdict if self._of is not None else None
        return override_rule(policy, verdict.lane, verdict.direction) if verdict is not None else "nobody"

    def _asks_second(self, picture: GatePicture) -> bool:
        return self._rule(picture) == "two" or not self._is_chief

    # What is asked

    def caption(self, look: Look) -> str:
        return look.tr("Let in all the same")

    def question(self, look: Look, picture: GatePicture) -> Question | None:
        shown = refused(picture)
        if shown is None or self._of is None or shown.answer.entry != self._of.answer.entry:
            return None
        if self._rule(picture) == "nobody":
            return Question("", told=look.tr("The policy lets nobody go against a refusal here."))
        if self._why is None:
            does = look.tr("next") if self._asks_second(picture) else look.tr("let in")
            rows = tuple(Choice(override_words(look, code)) for code in OVERRIDES)
            return Question(look.tr("For what reason?"), rows, does, self._told(look, picture))
        if self._second is None:
            rows = tuple(Choice(one.name, _roles(look, one)) for one in self._others)
            told = look.tr("Nobody who may do so can sign in at this desk.")
            told = look.tr("Or they show their staff card.") if rows else told
            return Question(look.tr("Who signs as well?"), rows, look.tr("next") if rows else "", told)
        title = look.tr("{name} signs as well", name=self._second.name)
        return Question(title, (), look.tr("let in"), "", look.tr("PIN") if self._card else look.tr("Password"))

    def _told(self, look: Look, picture: GatePicture) -> str:
        if not self._is_chief:
            return look.tr("Only a supervisor lets in whom the verdict refused: one has to sign here as well.")
        return look.tr("A second operator has to sign as well.") if self._asks_second(picture) else ""

    def take(self, chosen: int) -> None:
        picture = self.gate.picture
        if self._rule(picture) == "nobody":
            return
        if self._why is None:
            self._why = OVERRIDES[chosen]
            if not self._asks_second(picture):
                self._say(None)
            else:
                self.ask()
        elif self._second is None:
            if chosen < len(self._others):
                self._second = self._others[chosen]
                self.ask()
        else:
            self._sign(self._second)

    def back(self) -> bool:
        if self._second is not None:
            self._second, self._card = None, ""
            return True
        if self._why is not None:
            self._why = None
            return True
        return False

    def _sign(self, second: Operator) -> None:
        store, clock, secret, shown = self.gate.opened.store, self.gate.opened.clock, self.secret, self._of
        if not secret:
            return
        card, name = self._card, second.name
        self.busy = True
        self.gate.show()
        self.gate.opened.jobs.run(
            lambda: sign_in_by_card(store, card, secret, clock) if card else sign_in(store, name, secret, clock),
            lambda result: self._signed(shown, result),
        )

    def _signed(self, shown: Shown | None, result: Result[Signer]) -> None:
        """They signed for whoever stood there then, and for nobody else."""
        if not self.busy or shown is not self._of:
            return
        match result:
            case Ok(signer):
                self._say(signer)
            case Err(error):
                self.ask()
                self.failed(error)

    def _say(self, second: Signer | None) -> None:
        shown = changing.standing(self.gate.picture.moment)
        why, of = self._why, self._of
        self.end()
        if shown is not None and of is not None and shown.answer.entry == of.answer.entry:
            self.gate.settle(Saying("passed", override=why, second=second))


def refused(picture: GatePicture) -> Shown | None:
    """Whoever stands there, wants in, and may be let in only against the verdict: against the one that is recorded, so
    that who was refused since shows their pass again first."""
    shown = changing.standing(picture.moment)
    if shown is None or not shown.answer.awaiting or shown.settling or shown.changed:
        return None
    verdict = shown.answer.verdict
    goods = any(reason.code == GOODS for reason in verdict.reasons)
    return shown if verdict.direction == "entry" and (verdict.word == "refuse" or goods) else None


def override_words(look: Look, code: Override) -> str:
    match code:
        case "document_checked":
            return look.tr("Documents were checked")
        case "office_confirmed":
            return look.tr("The office confirmed it")
        case "register_behind":
            return look.tr("The register is behind")
        case "medical":
            return look.tr("Medical emergency")
        case "authority_asked":
            return look.tr("An authority asked for it")
        case "other":
            return look.tr("Another reason")


def _roles(look: Look, one: Operator) -> str:
    return look.tr("Supervisor") if "supervisor" in one.roles else look.tr("Officer")
