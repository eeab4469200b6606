"""Issuing: the table of people, one beside it, every form over both."""

from collections.abc import Iterator

from passdesk.desktop.issuing.state import ImportSheet, ManySheet, PersonDraft, PrintSheet, ReasonSheet
from passdesk.desktop.issuing.workspace import IssuingWorkspace
from passdesk.domain.attachments import Names
from passdesk.issuing.possible import Doing
from tests.gallery.studio import DeskSubject, Studio
from tests.gallery.subjects import until
from tests.gallery.town import APPROVER, HR, SUPERVISOR

IMPORTED = """name_latin,name_chinese,institution,class,document_kind,document_number,valid_from,valid_until
Ko Pui Yan,高佩欣,Lotus Bay University,resident,HKID,C1234567,2027-01-16,2027-12-31
Chan Tsz Kiu,陳芷蕎,Lotus Bay University,resident,HKID,D7654321,2027-01-16,2027-12-31
"""
FAULTY = f"""{IMPORTED}Sim Wai,,No Such Institution,resident,passport,X1,2027-01-16,2027-12-31
,,Lotus Bay University,resident,passport,X2,2027-01-16,2027-12-31
"""
ASKED: tuple[Doing, ...] = ("suspend", "revoke", "replace", "withdraw", "suspend_person", "watch")


def issuing(studio: Studio) -> Iterator[str]:
    with studio.desk("office", HR) as at:
        page = at.workspace("issuing", IssuingWorkspace)
        until(lambda: page.stage.picture.people.listing is not None)
        studio.settle()
        yield "issuing-table"
        page.parts.people.ask(text="nobody of this name")
        studio.settle()
        yield "issuing-nobody"
        page.parts.people.ask(text="")
        studio.settle()
        yield from _chosen(studio, page)
        yield from _person(studio, page)
        yield from _forms(studio, at, page)
        yield from _import(studio, at, page)


def approving(studio: Studio) -> Iterator[str]:
    """What an approver and a supervisor see of it."""
    with studio.desk("office", APPROVER) as at:
        page = at.workspace("issuing", IssuingWorkspace)
        until(lambda: page.stage.picture.people.listing is not None)
        page.parts.people.choose_all()
        studio.settle()
        page.parts.many.ask("approve")
        until(lambda: isinstance(page.stage.picture.sheet, ManySheet) and page.stage.picture.sheet.lines is not None)
        yield "issuing-approve-many"
        page.parts.many.go()
        until(lambda: isinstance(page.stage.picture.sheet, ManySheet) and page.stage.picture.sheet.ended)
        yield "issuing-approved-many"
    with studio.desk("office", SUPERVISOR) as at:
        at.desk.go_to("issuing")
        page = at.workspace("issuing", IssuingWorkspace)
        _look(studio, page, "Cheung Man Hei")
        yield "issuing-watched-person"


def _chosen(studio: Studio, page: IssuingWorkspace) -> Iterator[str]:
    listed = [one.player.latin for one in studio.town.holders.values()]
    chosen = {studio.town.holders[latin].person: Names(latin, "") for latin in (*listed[:3], *listed[-6:])}
    page.parts.people.choose(chosen, on=True)
    studio.settle()
    yield "issuing-chosen"
    for doing in ("issue", "withdraw"):
        page.parts.many.ask(doing)
        until(lambda: isinstance(page.stage.picture.sheet, ManySheet) and page.stage.picture.sheet.lines is not None)
        yield f"issuing-{doing}-many"
        page.stage.close_sheet()
    page.parts.people.choose_none()


def _person(studio: Studio, page: IssuingWorkspace) -> Iterator[str]:
    for latin, name in (("Chan Tsz Kiu", "good"), ("Sun Zhiyuan", "revoked"), ("Peng Yutong", "filed")):
        _look(studio, page, latin)
        yield f"issuing-person-{name}"
    _look(studio, page, next(latin for latin in studio.town.holders if latin.startswith("Wilhelmina")))
    yield "issuing-person-long-names"
    page.parts.person.scanned("https://u.wechat.com/EAbcdefghijkl")
    studio.settle()
    yield "issuing-foreign-code"
    _look(studio, page, "Chan Tsz Kiu")


def _forms(studio: Studio, at: DeskSubject, page: IssuingWorkspace) -> Iterator[str]:
    forms, stage = page.parts.forms, page.stage
    forms.new_person()
    yield "issuing-new-person"
    forms.typed(latin="=Chan", chinese="陳", kind="HKID", number="Z683365", born="31 January", phone="+", email="chan@")
    yield "issuing-new-person-faults"
    forms.use_camera(True)
    until(lambda: page.parts.camera.newest is not None)
    yield "issuing-new-person-camera"
    page.parts.camera.stop()
    stage.close_sheet()
    forms.edit_person()
    assert isinstance(stage.picture.sheet, PersonDraft)
    yield "issuing-edit-person"
    stage.close_sheet()
    forms.file()
    until(lambda: stage.picture.sheet is not None)
    yield "issuing-filing"
    forms.institutions()
    studio.settle()
    yield "issuing-institutions"
    stage.close_sheet()
    yield from _asked(studio, page)
    page.parts.prints.begin((studio.town.holders["Chan Tsz Kiu"].pass_id, studio.town.holders["Liu Haoran"].pass_id))
    until(lambda: isinstance(stage.picture.sheet, PrintSheet) and len(stage.picture.sheet.badges or ()) == 2)
    yield "issuing-print-card"
    page.parts.prints.lay_out("a4")
    yield "issuing-print-page"
    page.parts.prints.to_printer("A printer that is gone")
    yield "issuing-print-gone"
    stage.close_sheet()
    del at


def _asked(studio: Studio, page: IssuingWorkspace) -> Iterator[str]:
    person = studio.town.holders["Chan Tsz Kiu"]
    for doing in ASKED:
        page.stage.open_sheet(ReasonSheet(doing, person.pass_id, "Chan Tsz Kiu 陳芷蕎"))
        yield f"issuing-ask-{doing.replace('_', '-')}"
        page.stage.close_sheet()


def _import(studio: Studio, at: DeskSubject, page: IssuingWorkspace) -> Iterator[str]:
    at.answers.file = studio.folder / "people.csv"
    page.parts.importing.begin()
    yield "issuing-import"
    for text, name in ((FAULTY, "issuing-import-faults"), (IMPORTED, "issuing-import-difference")):
        at.answers.file.write_text(text, encoding="utf-8")
        page.parts.importing.choose()
        studio.settle()
        yield name
    page.parts.importing.go()
    until(lambda: isinstance(page.stage.picture.sheet, ImportSheet) and page.stage.picture.sheet.imported is not None)
    yield "issuing-imported"
    page.stage.close_sheet()


def _look(studio: Studio, page: IssuingWorkspace, latin: str) -> None:
    beside(studio, page, studio.town.holders[latin].person)


def beside(studio: Studio, page: IssuingWorkspace, person: bytes) -> None:
    """This person stands beside the table."""
    page.parts.person.look_at(person)
    until(lambda: page.stage.picture.person is not None and page.stage.picture.person.key == person)
    studio.settle()
