"""How a desk stands with its server, in words."""

from msgspec import Struct

from passdesk.desktop.admin.exchange_state import ExchangePicture
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.sync.exchange import ExchangeReport
from passdesk.sync.exchanging import Exchanged
from passdesk.sync.status import DeskStatus, ServerClock

_SECOND = 1_000_000
_CLOCK_OFF = 60 * _SECOND


class Tile(Struct, frozen=True):
    """`title` over large `words`, with what there is to say about it below."""

    title: str
    words: str
    below: str
    tone: Tone = "plain"


def tiles(look: Look, picture: ExchangePicture) -> tuple[Tile, ...]:
    """The line, what is unsent, what does not count, the clock."""
    status = picture.status
    if status is None:
        return ()
    if status.alone:
        said = look.tr("Nothing is sent, and nothing has to be.")
        return (Tile(look.tr("Server"), look.tr("None|server"), said),)
    return (_line(look, picture, status), _unsent(look, picture, status), _not_counting(look, status),
            _clock(look, status.clock))  # fmt: skip


def _line(look: Look, picture: ExchangePicture, status: DeskStatus) -> Tile:
    title = look.tr("Server")
    when = look.tr("never exchanged") if status.exchanged_at is None else look.tr(
        "exchanged {when}", when=look.moment(status.exchanged_at)
    )  # fmt: skip
    if picture.under_way:
        return Tile(title, look.tr("Exchanging …"), when)
    if picture.connected is None:
        return Tile(title, look.tr("Not tried yet"), when)
    if picture.connected:
        return Tile(title, look.tr("Connected"), when, "admit")
    if status.exchanged_at is None:
        return Tile(title, look.tr("Offline"), when, "attention")
    return Tile(title, look.tr("Offline"), look.tr("since {when}", when=look.moment(status.exchanged_at)), "attention")


def _unsent(look: Look, picture: ExchangePicture, status: DeskStatus) -> Tile:
    title = look.tr("Not sent yet")
    if status.former_unsent:
        return Tile(title, f"{status.unsent:,}", look.tr("and the journal before this one"), "attention")
    if not status.unsent or status.unsent_since is None:
        return Tile(title, f"{status.unsent:,}", look.tr("the server has every entry"), "admit")
    age = look.span(max(0, picture.now - status.unsent_since) // _SECOND)
    tone: Tone = "plain" if picture.connected else "attention"
    return Tile(title, f"{status.unsent:,}", look.tr("the oldest for {span}", span=age), tone)


def _not_counting(look: Look, status: DeskStatus) -> Tile:
    count, title = len(status.not_counting), look.tr("Do not count")
    if not count:
        return Tile(title, "0", look.tr("every act counts"), "admit")
    return Tile(title, f"{count:,}", look.tr("do again what is still wanted"), "refuse")


def _clock(look: Look, clock: ServerClock | None) -> Tile:
    title = look.tr("Clock")
    if clock is None:
        return Tile(title, "—", look.tr("no time was heard from the server yet"), "attention")
    off = abs(clock.offset)
    heard = look.tr("heard since this machine started") if clock.anchored else look.tr("as last known")
    if off < _CLOCK_OFF:
        return Tile(title, look.tr("Right|clock"), heard, "admit" if clock.anchored else "plain")
    span = look.span(off // _SECOND)
    words = look.tr("{span} slow", span=span) if clock.offset > 0 else look.tr("{span} fast", span=span)
    return Tile(title, words, heard, "attention")


def receipt_words(look: Look, status: DeskStatus) -> str:
    """What the server has given a receipt for."""
    receipt = status.receipt
    if receipt is None:
        return look.tr("The server has given no receipt yet.")
    return look.tr(
        "Receipt up to entry {seq}, of {when}, generation {generation}.", seq=f"{receipt.seq:,}",
        when=look.moment(receipt.at), generation=receipt.generation,
    )  # fmt: skip


def try_words(look: Look, told: Exchanged) -> tuple[str, Tone]:
    """How one exchange went, in a word."""
    if told.report is None:
        return look.tr("Did not go through"), "attention"
    if told.report.refusal is not None:
        return look.tr("Not all was taken"), "refuse"
    return look.tr("Went through"), "admit"


def try_detail(look: Look, told: Exchanged) -> str:
    if told.report is None:
        return look.said(*told.error.parts) if told.error is not None else ""
    report = told.report
    attachments = report.attachments_sent + report.attachments_fetched
    said = [look.tr("{a} sent, {b} received, {c} attachments", a=f"{report.sent:,}", b=f"{report.received:,}",
                    c=f"{attachments:,}")]  # fmt: skip
    return look.tr("; |list").join([*said, *_remarks(look, report)])


def _remarks(look: Look, report: ExchangeReport) -> list[str]:
    said = []
    if report.went_on:
        said.append(look.tr("the journal was in doubt: this desk goes on in a new one"))
    if report.forgot:
        said.append(look.tr("the server was restored and had forgotten entries"))
    if report.quarantined:
        said.append(look.count(report.quarantined, "{n} entry does not count", "{n} entries do not count"))
    if not report.complete:
        said.append(look.tr("some attachments are still to come"))
    if report.refusal is not None:
        said.append(look.tr("kept here, not taken: {why}", why=look.said(report.refusal.words)))
    return said
