"""`passdesk institution`, `person`, `people`: who may be filed, added one by one or from a file."""

from pathlib import Path
from typing import Annotated

import typer

from passdesk.checkpoint.officer_notes import lift_note, set_note
from passdesk.cli import choosing
from passdesk.cli.files import read_bytes
from passdesk.cli.session import Session
from passdesk.domain.attachments import Contact, Documents, Names
from passdesk.domain.people import Institution
from passdesk.errors import Misuse
from passdesk.issuing import imports, institutions, people
from passdesk.issuing.import_file import LARGEST
from passdesk.issuing.known_people import read_person
from passdesk.issuing.photos import LARGEST_FILE, Photo, prepare_photo
from passdesk.records import search
from passdesk.records.pass_states import pass_states

institution = typer.Typer(help="Institutions that may file people.", no_args_is_help=True)
person = typer.Typer(help="People: add, find, edit, note, suspend, erase.", no_args_is_help=True)
many = typer.Typer(help="Many people at once, from a file.", no_args_is_help=True)

Reason = Annotated[str | None, typer.Option(help="A short code, kept for good; no personal data.")]
Who = Annotated[str, typer.Argument(help="A person: id, or a name that fits one only.")]
Which = Annotated[str, typer.Argument(help="An institution: id or name.")]



def add_to(app: typer.Typer) -> None:
    for name, part in (("institution", institution), ("person", person), ("people", many)):
        app.add_typer(part, name=name)


@institution.command("add")
def add_institution(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Its Latin name.")],
    chinese: Annotated[str, typer.Option(help="Its Chinese name.")] = "",
) -> None:
    """Add an institution by its Latin and its Chinese name."""
    session: Session = context.obj
    with session.acting() as acting:
        key = institutions.add(acting, name, chinese)
    session.output.result({"institution": key, "name": name}, f"Institution {name}: {key.hex()}")


@institution.command("list")
def list_institutions(context: typer.Context) -> None:
    """List the institutions this desk knows."""
    session: Session = context.obj
    with session.reading() as store, store.view() as view:
        rows = sorted(view.all(Institution), key=lambda row: row.name_latin)
    session.output.table(
        ("name", "chinese", "state", "institution"),
        (
            {"institution": row.key, "name": row.name_latin, "chinese": row.name_chinese, "state": row.state}
            for row in rows
        ),
        empty="No institutions yet. Add one: passdesk institution add NAME",
    )


@institution.command("suspend")
def suspend_institution(context: typer.Context, which: Which, reason: Reason = None) -> None:
    """Stop every pass of an institution, known or not."""
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.institution(acting.store, which)
        entry = institutions.suspend(acting, row.key, reason)
    session.output.result({"institution": row.key, "entry": entry.mark}, f"{row.name_latin} is suspended.")


@institution.command("resume")
def resume_institution(context: typer.Context, which: Which) -> None:
    """Let a suspended institution's passes count again."""
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.institution(acting.store, which)
        entry = institutions.resume(acting, row.key)
    session.output.result({"institution": row.key, "entry": entry.mark}, f"{row.name_latin} is active again.")


@person.command("add")
def add_person(
    context: typer.Context,
    latin: Annotated[str, typer.Option(help="Name in Latin letters, in the document's order.")] = "",
    chinese: Annotated[str, typer.Option(help="Name in Chinese.")] = "",
    document: Annotated[str, typer.Option(help="Number of the document.")] = "",
    document_kind: Annotated[str, typer.Option(help="Kind of the document, e.g. hkid, permit.")] = "",
    born: Annotated[str, typer.Option(help="YYYY-MM-DD.")] = "",
    language: Annotated[str, typer.Option(help="Theirs, for the display at the gate: en, zh-Hant, zh-Hans.")] = "",
    phone: Annotated[str, typer.Option(help="Where to reach them.")] = "",
    email: Annotated[str, typer.Option(help="Where to write to them.")] = "",
    photo: Annotated[Path | None, typer.Option(help="JPEG or PNG.")] = None,
) -> None:
    """Add a person; names, documents and photo stay out of what can't be erased."""
    session: Session = context.obj
    details = people.Details(
        names=Names(latin, chinese, language) if latin or chinese or language else None,
        documents=Documents(document_kind, document, born) if document or born else None,
        contact=Contact(phone, email) if phone or email else None,
        photo=_photo(photo),
    )
    with session.acting() as acting:
        key = people.add(acting, details)
    session.output.result({"person": key}, f"Person {key.hex()}")


@person.command("edit")
def edit_person(
    context: typer.Context,
    who: Who,
    latin: Annotated[str | None, typer.Option(help="Another name in Latin letters.")] = None,
    chinese: Annotated[str | None, typer.Option(help="Another name in Chinese.")] = None,
    language: Annotated[str | None, typer.Option(help="Another language: en, zh-Hant, zh-Hans.")] = None,
    phone: Annotated[str | None, typer.Option(help="Another telephone number.")] = None,
    email: Annotated[str | None, typer.Option(help="Another e-mail address.")] = None,
    photo: Annotated[Path | None, typer.Option(help="JPEG or PNG.")] = None,
) -> None:
    """Give a person other names, language, contact or photo; the rest stays. An empty word takes one away."""
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.person(acting.store, who)
        was, _, reached = read_person(acting.store, row)
        names = Names(_or(latin, was.latin), _or(chinese, was.chinese), _or(language, was.language))
        contact = Contact(_or(phone, reached.phone), _or(email, reached.email))
        details = people.Details(
            names=names if _any_said(latin, chinese, language) else None,
            contact=contact if _any_said(phone, email) else None,
            photo=_photo(photo),
        )
        entry = people.edit(acting, row.key, details)
    session.output.result({"person": row.key, "entry": entry.mark}, f"Person {row.key.hex()} is changed.")


def _any_said(*words: str | None) -> bool:
    return any(word is not None for word in words)


def _or(said: str | None, held: str) -> str:
    return held if said is None else said


@person.command("find")
def find_person(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="Names, an institution, a short number, or the last four of a number.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
) -> None:
    """Find people: Latin in any order without accents, Chinese from one character in any of its forms; by institution,
    short number or the last four of a document's number, alone or beside a name."""
    session: Session = context.obj
    with session.reading() as store:
        found = search.find(store, query, limit=limit + 1)
        more, found = len(found) > limit, found[:limit]
        states = pass_states(store, session.clock, (held for one in found for held in one.passes))
        missed = search.is_missed_here(store, query)
    session.output.table(
        ("latin", "chinese", "institutions", "state", "passes", "person"),
        (choosing.summary(one, states, as_json=session.output.as_json) for one in found),
        empty="Nobody here fits. Try fewer letters, or another script.",
    )
    if more:
        session.output.remark(f"More than {limit} match: say more of the name.", {"more_than": limit})
    if missed:
        session.output.remark("This desk keeps no document numbers.", {"document_numbers": False})


@person.command("suspend")
def suspend_person(context: typer.Context, who: Who, reason: Reason = None) -> None:
    """Stop all passes of a person."""
    _stop(context, who, "suspended", reason)


@person.command("resume")
def resume_person(context: typer.Context, who: Who) -> None:
    """Let a suspended person's passes count again."""
    _stop(context, who, "resumed", None)


def _stop(context: typer.Context, who: str, how: str, reason: str | None) -> None:
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.person(acting.store, who)
        suspended = how == "suspended"
        entry = people.suspend(acting, row.key, reason) if suspended else people.resume(acting, row.key)
    session.output.result({"person": row.key, "entry": entry.mark}, f"Person {row.key.hex()} is {how}.")


@person.command("note")
def note_person(
    context: typer.Context,
    who: Who,
    text: Annotated[str, typer.Argument(help="What officers at the gates are to know.")] = "",
    lift: Annotated[bool, typer.Option("--lift", help="Take the note away.")] = False,
) -> None:
    """Leave a note for officers, shown at the gates beside this person's pass; or take it away."""
    session: Session = context.obj
    if bool(text) == lift:
        raise Misuse("Give the note's text, or --lift.", kept="Nothing was changed.")
    with session.acting() as acting:
        row = choosing.person(acting.store, who)
        entry = lift_note(acting, row.key) if lift else set_note(acting, row.key, text)
    done = "has no note for officers now" if lift else "has a note for officers"
    session.output.result({"person": row.key, "entry": entry.mark}, f"Person {row.key.hex()} {done}.")


@person.command("erase")
def erase_person(context: typer.Context, who: Who) -> None:
    """Erase a person's names, documents and pictures for good, here and everywhere; the log stays whole."""
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.person(acting.store, who)
        done = people.erase(acting, row.key)
    pending = " WAL pending: run it again when no other program reads this desk." if done.wal_pending else ""
    session.output.result(
        {"person": row.key, "erased": done.hashes, "wal_pending": done.wal_pending, "entry": done.entry.mark},
        f"Person {row.key.hex()} is erased.{pending}",
    )


@many.command("import")
def import_people(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="UTF-8 CSV; docs/guide.md names the columns.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the difference.")] = False,
) -> int:
    """Add and file people from a file; the difference is printed first."""
    session: Session = context.obj
    data = read_bytes(file, LARGEST)
    if dry_run:
        with session.reading() as store:
            return _show(session, imports.plan_import(store, session.clock, data))
    with session.acting() as acting:
        difference = imports.plan_import(acting.store, session.clock, data)
        _show(session, difference)
        people_to_write = len(difference.new) + len(difference.changed)
        session.output.at_work(f"Writing {people_to_write} people; cut short, the same file goes on where it ended …")
        done = imports.apply_import(acting, difference)
    words = f"{done.added} added, {done.edited} changed, {done.filed} filed; each filing awaits another's approval."
    session.output.result({"added": done.added, "edited": done.edited, "filed": done.filed}, words)
    return 0


def _show(session: Session, difference: imports.Difference) -> int:
    for new in difference.new:
        namesakes = f" ({new.namesakes} of the same name here)" if new.namesakes else ""
        name = f"{new.wanted.names.latin} {new.wanted.names.chinese}".strip()
        session.output.result({"line": new.wanted.line, "new": name}, f"+ line {new.wanted.line}: {name}{namesakes}")
    for changed in difference.changed:
        for field, before, after in changed.fields:
            value = {"line": changed.wanted.line, "person": changed.person, "field": field, "old": before, "new": after}
            session.output.result(value, f"~ line {changed.wanted.line}: {field}: {before!r} -> {after!r}")
        if changed.to_file:
            value = {"line": changed.wanted.line, "person": changed.person, "to_file": True}
            session.output.result(value, f"~ line {changed.wanted.line}: to be filed")
    for fault in difference.faults:
        session.output.result({"line": fault.line, "fault": fault.words}, f"! line {fault.line}: {fault.words}")
    counts = {name: len(getattr(difference, name)) for name in ("new", "changed", "unchanged", "faults")}
    words = ", ".join(f"{count} {'faulty' if name == 'faults' else name}" for name, count in counts.items())
    session.output.result(counts, f"{words}.")
    return 2 if difference.faults else 0


def _photo(path: Path | None) -> Photo | None:
    return None if path is None else prepare_photo(read_bytes(path, LARGEST_FILE))
