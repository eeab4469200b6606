"""What the records desk and the server can show of the day, and whether every journal is whole."""

import csv
from contextlib import closing
from pathlib import Path

from passdesk.credential.token import read_token
from passdesk.demo.checking import counted
from passdesk.demo.day import Day
from passdesk.demo.lane import found
from passdesk.demo.situations import Situation
from passdesk.demo.stage import KEEPING, DeskOnStage
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.passes import Verified
from passdesk.domain.people import IssuingKey, Operator
from passdesk.records import occupancy
from passdesk.records.cases import cases
from passdesk.records.crossings import joined
from passdesk.records.export import export_crossings
from passdesk.scanning.readings import Reading, read_items
from passdesk.scanning.sources import read_source
from passdesk.server.folder import open_server
from passdesk.server.storage import Accepted
from passdesk.store.policy_here import policy_here
from passdesk.store.told import seconds
from passdesk.store.trusted import administrators, ring_of
from passdesk.store.verifying import verify_chain
from passdesk.sync import known_server
from passdesk.sync.client import HttpLink
from passdesk.sync.zone_crossings import zone_crossings


def presentations(day: Day, situations: tuple[Situation, ...]) -> None:
    """Every situation: as often as it was shown, with the verdict, reason and outcome the journals have."""
    for one in situations:
        meant = day.log.meant.get(one.name, 0)
        day.check(one.name, counted([one.expected] * meant), counted(found(day.stage, one, day.log)))
    meant = sum(day.log.meant.values())
    gates = [day.stage.desks[name].store.journal for name in day.lanes]
    day.check("presentations in the gates' journals", meant, sum(len(list(j.entries(kinds=("shown",)))) for j in gates))


def badges(day: Day) -> None:
    """Every badge as it lies in the folder reads as the pass of its holder, signed by the issuing key."""
    folder = day.stage.folder.badges
    good = [one for one in day.holders if _reads_as(day.stage.issuing, folder / f"{one.stem}.png") == one.pass_id]
    day.check("badges that read as their passes", len(day.holders), len(good))
    day.check("files in the folder of badges", len(day.holders), len(list(folder.iterdir())))


def _reads_as(desk: DeskOnStage, path: Path) -> bytes | None:
    journal, at = desk.store.journal, seconds(desk.store, desk.clock())
    with desk.store.view() as view:
        among = administrators(view.all(Operator), journal.zone)
        ring = ring_of(view.all(IssuingKey), among, journal.root, journal.zone, at)
    read = next(read_items(read_source(str(path)), window=0))
    text = read.text if isinstance(read, Reading) else None
    token = read_token(text or "", journal.zone, ring.keys)
    return token.claims.pass_id if isinstance(token, Verified) else None


def seen_at_records(day: Day) -> None:
    """The case two lanes made, and who is inside."""
    store = day.stage.records.store
    names = {one.person: one.player.latin for one in day.holders}
    listed = [(one.case.kind, names.get(one.case.person or b"", "nobody")) for one in cases(store)]
    wanted = [f"two lanes apart: {one.player.latin}" for one in day.of("apart")]
    day.check("open cases", counted(wanted), counted(f"{kind.replace('_', ' ')}: {who}" for kind, who in listed))
    inside = day.of("crosses", "arrives", "offline", "twice", "apart", "late")
    there = {one.person for one in occupancy.inside(store)}
    day.check("people inside in the end", len(inside), len(there & {one.person for one in inside}))
    day.check("people the records desk counts inside", len(inside), len(there))


def export(day: Day, situations: tuple[Situation, ...]) -> None:
    """The whole zone's crossings, asked of the server, in a CSV that is read again."""
    desk, asked, path = day.stage.records, CrossingFilter(), day.stage.folder.csv
    policy = policy_here(desk.store, desk.clock)
    with closing(HttpLink.to(desk.store.journal, desk.clock)) as link:
        records = list(zone_crossings(link, asked))
    crossings = joined(desk.store, policy, asked, records)
    export_crossings(desk.store, desk.clock, crossings, path, asked=asked, zone=policy.local, source="server")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    meant = [one.word for one in situations for _ in range(day.log.meant.get(one.name, 0))]
    day.check("crossings in the CSV", counted(meant), counted(row["verdict"] for row in rows))
    admitted = {row["name_latin"] for row in rows if row["verdict"] == "admit"}
    came = day.of("crosses", "arrives", "offline", "goes home", "held", "twice", "apart", "late")
    day.check("names of those admitted in it", len(came), len(admitted & {one.player.latin for one in came}))


def chains(day: Day) -> None:
    """Every journal from its first entry: chain, signatures, gaps, and the server's receipt for its newest."""
    for desk in day.stage.desks.values():
        journal = desk.store.journal
        with desk.store.view() as view:
            report = journal.verify(server_public=known_server.public_key(journal), view=view)
        said = f"{report.checked} entries, {len(report.faults)} faults, receipt for {report.receipted}"
        day.check(f"journal of {desk.name}", f"{journal.seq} entries, 0 faults, receipt for {journal.seq}", said)


def server_holds(day: Day) -> None:
    """The server's database, opened once the process has ended: each desk's entries, byte for byte and once."""
    stage = day.stage
    stage.server.stop()
    with closing(open_server(stage.folder.server, KEEPING, stage.clock)) as central:
        with central.storage.reading() as reads:
            accepted = reads.accepted(0, 1_000_000)
            own = [(one.seq, one.raw) for one in accepted if one.journal == central.keys.journal_id]
            report = verify_chain(central.keys.journal_id, central.root, own, view=reads)
        said = f"{report.checked} entries, {len(report.faults)} faults"
        day.check("journal of the server", f"{len(own)} entries, 0 faults", said)
    held = sorted(one.raw for one in accepted if one.journal != central.keys.journal_id)
    sent = sorted(raw for desk in stage.desks.values() for _, raw in desk.store.journal.raw_entries())
    day.check("entries of the desks, once each at the server", f"{len(sent)}, the same", _compared(held, sent))
    day.check("acts of theirs that count", "all", counted(_not_applied(accepted)) if _not_applied(accepted) else "all")


def _compared(held: list[bytes], sent: list[bytes]) -> str:
    return f"{len(held)}, {'the same' if held == sent else 'not the same'}"


def _not_applied(accepted: list[Accepted]) -> list[str]:
    return [f"{one.kind} {one.judgement} {one.cause}" for one in accepted if one.judgement != "applies"]

