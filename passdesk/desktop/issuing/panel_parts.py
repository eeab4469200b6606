"""The parts of a person's panel, each a few lines and the buttons that belong to them."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from passdesk.credential.short_number import grouped
from passdesk.desktop.issuing import words
from passdesk.desktop.issuing.state import PersonPicture
from passdesk.desktop.look import Look
from passdesk.desktop.theme import HEAD
from passdesk.desktop.widgets.controls import Kind, button, column, line, note, row
from passdesk.desktop.widgets.labels import badge, label, name_label
from passdesk.desktop.widgets.photo import Photo
from passdesk.desktop.widgets.wrapping import Wrapping
from passdesk.desktop.wording import LANGUAGE_NAMES
from passdesk.domain.passes import Pass
from passdesk.domain.people import Filing
from passdesk.domain.zone import Policy
from passdesk.issuing.possible import Doing, Possible

_PERSON: tuple[Doing, ...] = ("edit", "file", "suspend_person", "resume_person", "watch", "lift", "erase")
_DANGER = ("suspend", "revoke", "suspend_person", "erase", "withdraw")
_MOST_OVER = 3


class PanelParts:
    """`buttons`: those made, by what they do."""

    def __init__(
        self, look: Look, person: PersonPicture, policy: Policy | None, now_s: int, begin: Callable[[Possible], None]
    ) -> None:
        self._look, self._person, self._policy, self._now_s, self._begin = look, person, policy, now_s, begin
        self.buttons: dict[Possible, QPushButton] = {}
        self._primary = _primary(person.possible)

    def head(self) -> QWidget:
        look, person = self._look, self._person
        photo = Photo(look, 108, 136)
        photo.setFixedSize(look.px(108), look.px(136))
        photo.show_picture(person.photo)
        parts: list[QWidget] = []
        if person.found.person.state == "erased":
            parts.append(_broken(look, look.tr("Erased"), HEAD, bold=True))
        elif person.found.names is None:
            parts.append(_broken(look, look.tr("Name not here yet"), HEAD, bold=True))
        else:
            first, *other = look.names_in_order(person.found.names)
            parts.append(_broken(look, first, 22, bold=True))
            parts += [_broken(look, name, HEAD) for name in other]
        places = dict.fromkeys(person.found.institutions.values())
        parts += [label(look.institution(name), tone="muted", wrap=True, size="small") for name in places]
        if person.documents.number:
            last = person.documents.number[-4:]
            parts.append(label(look.tr("Document ending {last}", last=last), tone="muted", size="small", wrap=True))
        made = QWidget()
        beside = column(*parts, None, spacing=look.px(4))
        made.setLayout(row(photo, beside, spacing=look.px(14)))
        layout = made.layout()
        assert layout is not None
        layout.setAlignment(photo, Qt.AlignmentFlag.AlignTop)
        return made

    def notes(self) -> Iterable[QWidget]:
        look, row_ = self._look, self._person.found.person
        if self._person.watch is not None:
            stops = self._person.watch.action == "refuse"
            said = look.tr("On the watchlist: stop") if stops else look.tr("On the watchlist: look closer")
            why = self._person.watch.reason
            yield note(look, f"{said} · {words.reason(look, why)}" if why else said, "refuse", size="small")
        if row_.state == "suspended":
            yield note(look, look.tr("Suspended: every pass of this person is refused."), "refuse", size="small")
        if self._person.found.unconfirmed:
            yield note(look, look.tr("Not yet confirmed by the server."), "plain", size="small")

    def title(self, said: str) -> QLabel:
        return label(said, size="small", tone="muted", bold=True)

    def passes(self) -> Iterable[QWidget]:
        """Those in force first, of those that are over the latest."""
        newest = sorted(self._person.found.passes, key=lambda one: one.issued_at, reverse=True)
        live = [one for one in newest if one.state in ("good", "suspended")]
        over = [one for one in newest if one not in live]
        if newest:
            yield self.title(self._look.tr("Passes"))
        for one in [*live, *over[:_MOST_OVER]]:
            yield self._pass(one)

    def filings(self) -> Iterable[QWidget]:
        newest = sorted(self._person.found.filings, key=lambda one: (one.state != "withdrawn", one.valid_from))[::-1]
        yield self.title(self._look.tr("Filings"))
        if not newest:
            yield label(self._look.tr("Not filed yet: file this person with an institution."), size="small", wrap=True)
        for one in newest[: 2 * _MOST_OVER]:
            yield self._filing(one)

    def about(self) -> Iterable[QWidget]:
        look, person = self._look, self._person
        yield line()
        spoken = person.found.names.language if person.found.names is not None else ""
        for name in (name for language, name in LANGUAGE_NAMES.items() if language == spoken):
            yield label(look.tr("Language at the gate: {name}", name=name), size="small", wrap=True)
        said = [person.contact.phone, person.contact.email, person.note]
        yield from (_broken(look, text, 14) for text in said if text)
        made = self._acts([one for one in person.possible if one.doing in _PERSON])
        if made is not None:
            yield made

    # Parts

    def _pass(self, one: Pass) -> QWidget:
        look = self._look
        expired = one.state == "good" and one.expires <= self._now_s
        said = words.pass_state(look, "expired" if expired else one.state)
        until = look.tr("until {day}", day=look.day((one.expires - 1) * 1_000_000))
        of = words.class_numbered(look, self._policy, one.class_number)
        return self._line(one.key, said, grouped(one.short_number), f"{of} · {until}")

    def _filing(self, one: Filing) -> QWidget:
        look = self._look
        since, until = look.day(one.valid_from * 1_000_000), look.day((one.valid_until - 1) * 1_000_000)
        of = words.class_numbered(look, self._policy, one.class_number)
        names = self._person.found.institutions.get(one.institution)
        place = look.institution(names) if names is not None else ""
        return self._line(one.key, words.filing_state(look, one, self._now_s), f"{since} – {until}", f"{of} · {place}")

    def _line(self, key: bytes, said: words.Said, first: str, second: str) -> QWidget:
        look = self._look
        when = label(first, size="small", bold=True, wrap=True)
        parts: list[QWidget] = [label(second, size="small", tone="muted", wrap=True)]
        acts = self._acts([one for one in self._person.possible if one.row == key])
        if acts is not None:
            parts.append(acts)
        made = QWidget()
        top = row(when, badge(said.words, said.tone or "plain"), spacing=look.px(8))
        top.setStretch(0, 1)
        made.setLayout(column(top, *parts, spacing=look.px(4)))
        return made

    def _acts(self, found: list[Possible]) -> QWidget | None:
        look, made = self._look, list[QWidget]()
        why = ""
        for one in found:
            if one.against and one.doing != "approve":
                continue
            made.append(self._button(one))
            if one.against:
                own = one.against == "own_filing"
                why = look.tr("You filed this one: it needs a second person (approver).") if own else look.tr(
                    "Needs a second person (approver).")  # fmt: skip
        if not made:
            return None
        held = QWidget()
        wrapped = Wrapping(made, look.px(8))
        held.setLayout(column(wrapped, *((label(why, size="small", tone="muted", wrap=True),) if why else ()),
                              spacing=look.px(4)))  # fmt: skip
        return held

    def _button(self, one: Possible) -> QPushButton:
        kind: Kind = "primary" if one is self._primary else "danger" if one.doing in _DANGER else "plain"
        made = button(self._look, words.doing(self._look, one.doing), lambda: self._begin(one), kind=kind)
        made.setEnabled(not one.against)
        made.setObjectName(one.doing)
        self.buttons[one] = made
        return made


def _primary(found: tuple[Possible, ...]) -> Possible | None:
    """The next step of the work."""
    filed = any(one.doing in ("approve", "withdraw") for one in found)
    order: tuple[Doing, ...] = ("approve", "issue", "print", *(() if filed else ("file",)))
    free = [one for one in found if not one.against]
    return next((one for doing in order for one in free if one.doing == doing), None)


def _broken(look: Look, words_: str, size: float, *, bold: bool = False) -> QLabel:
    """The panel is narrow."""
    made = name_label(words_, bold=bold, longest=12)
    made.setStyleSheet(f"font-size: {look.px(size)}px;")
    return made
