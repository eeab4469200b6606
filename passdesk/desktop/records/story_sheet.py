"""One crossing's whole story, on a sheet over the page."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records import case_words, story_words, words
from passdesk.desktop.records.check_list import every_check
from passdesk.desktop.records.crossings_state import StoryPicture
from passdesk.desktop.records.state import Choices
from passdesk.desktop.records.story_words import Fact
from passdesk.desktop.theme import BANDS
from passdesk.desktop.widgets.controls import column, frame, note, row
from passdesk.desktop.widgets.labels import badge, label
from passdesk.desktop.widgets.photo import Photo
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.records.story import Story

_WIDTH = 960


class StorySheet(Sheet):
    """Shows that it is being read, then the story, or why there is none."""

    def __init__(
        self, look: Look, over: QWidget, picture: StoryPicture, choices: Choices, closed: Callable[[], None]
    ) -> None:
        self.mark = picture.mark
        self._told, self._choices = False, choices
        self._inside = QWidget()
        self._layout = column(label(look.tr("Being read …"), tone="muted"), None, spacing=look.px(14))
        self._inside.setLayout(self._layout)
        super().__init__(look, over, look.tr("One crossing"), self._inside, width=_WIDTH, closed=closed)
        self.add_cancel(look.tr("Back"))
        for area in self.findChildren(QScrollArea):
            area.setFocus()  # so that the arrow keys scroll it

    def paint(self, picture: StoryPicture) -> None:
        if self._told or (picture.story is None and picture.problem is None):
            return
        self._told = True
        waiting = self._layout.takeAt(0)
        if waiting is not None and (widget := waiting.widget()) is not None:
            widget.deleteLater()
        if picture.problem is not None:
            self._layout.insertWidget(0, note(self._look, self._look.said(*picture.problem.parts), "refuse"))
        if picture.story is not None:
            for at, part in enumerate(story_parts(self._look, picture.story, self._choices)):
                self._layout.insertWidget(at, part)
                part.show()  # or the sheet would be measured without it
        self.place()


def story_parts(look: Look, story: Story, choices: Choices) -> Iterable[QWidget]:
    """From the verdict down to the journal."""
    yield band(look, story)
    yield _who_and_what(look, story, choices)
    for code in story.crossing.record.reasons:
        yield _reason(look, code)
    yield _headed(look, look.tr("Every check"), every_check(look, story))
    yield label(story_words.checks(look, story), size="small", tone="muted", wrap=True)
    yield _headed(look, look.tr("What the verdict rested on"), facts(look, story_words.rested_on(look, story)))
    yield _headed(look, look.tr("In the journal: the presentation"), facts(look, story_words.entry(look, story.shown)))
    if story.outcome is not None:
        outcome = facts(look, story_words.entry(look, story.outcome))
        yield _headed(look, look.tr("In the journal: the outcome"), outcome)
    if story.annulled is not None:
        undone = facts(look, story_words.entry(look, story.annulled))
        yield _headed(look, look.tr("In the journal: undone by"), undone)
    for case in story.cases:
        state = case_words.state(look, case.state)
        said = QWidget()
        said.setLayout(row(badge(state.words, state.tone), label(case_words.kind(look, case.kind), wrap=True)))
        yield _headed(look, look.tr("A case names it"), said)
    left_out = look.tr("No entry holds the names and documents as they were then, or when the face was painted.")
    yield label(left_out, size="small", tone="muted", wrap=True)


def band(look: Look, story: Story) -> QFrame:
    """The verdict in its colour and shape, and in words."""
    said = story_words.band(look, story)
    icon = QLabel()
    icon.setPixmap(look.icon(said.icon, "#ffffff").pixmap(look.px(34), look.px(34)))
    verdict, then = QLabel(said.words), QLabel(words.instruction(look, story.crossing.record.instruction))
    for each, size in ((verdict, 28), (then, 18)):
        each.setTextFormat(Qt.TextFormat.PlainText)
        each.setStyleSheet(f"color: #ffffff; font-size: {look.px(size)}px; font-weight: bold;")
    made = QFrame()
    made.setObjectName("band")
    made.setStyleSheet(f"#band {{ background: {BANDS[said.band]}; border-radius: {look.px(9)}px; }}")
    margins = (look.px(16), look.px(8), look.px(16), look.px(8))
    made.setLayout(row(icon, verdict, None, then, spacing=look.px(12), margins=margins))
    return made


def _who_and_what(look: Look, story: Story, choices: Choices) -> QWidget:
    crossing = story.crossing
    photo = Photo(look, 168, 216)
    photo.setFixedSize(photo.sizeHint())
    name = words.holder(look, crossing.record, crossing.names)
    photo.show_picture(story.photo.content, words=look.tr("Photo shown then: {name}", name=name))
    missing = story_words.photo(look, story.photo)
    said = label(missing, size="small", tone="muted", wrap=True)
    said.setFixedWidth(look.px(168))
    names = [label(each, size="head", wrap=True) for each in look.names_in_order(crossing.names)]
    names = names or [label(name, size="head", wrap=True)]
    number, classes = crossing.setting.class_number, dict(choices.classes)
    kind = look.place(classes[number]) if number in classes else crossing.class_code
    of = " · ".join(part for part in (look.institution(crossing.institution), kind) if part)
    right = column(
        *names, label(of, tone="muted", wrap=True), facts(look, story_words.happened(look, story, choices)), None,
        spacing=look.px(4),
    )  # fmt: skip
    made = QWidget()
    layout = row(column(photo, said, None), right, spacing=look.px(20))
    layout.setStretch(1, 1)
    made.setLayout(layout)
    said.setVisible(bool(missing))
    return made


def _reason(look: Look, code: str) -> QFrame:
    wording = label(words.reason(look, code), bold=True, wrap=True)
    remedy = label(words.remedy(look, code), tone="muted", wrap=True)
    margins = (look.px(14), look.px(8), look.px(14), look.px(8))
    made = frame("note", column(wording, remedy, spacing=look.px(2), margins=margins))
    made.setProperty("tone", "attention")
    return made


def _headed(look: Look, title: str, inside: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(label(title, bold=True), inside, spacing=look.px(6), margins=(0, look.px(6), 0, 0)))
    return made


def facts(look: Look, told: Iterable[Fact]) -> QWidget:
    """Name and words in two columns; long ones wrap, and can be marked and copied."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.px(16))
    grid.setVerticalSpacing(look.px(4))
    grid.setColumnStretch(1, 1)
    for at, fact in enumerate(told):
        name = label(fact.name, size="small", tone="muted", bold=True)
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        said = label(fact.words, tone=fact.tone, bold=fact.tone != "plain", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(name, at, 0)
        grid.addWidget(said, at, 1)
    grid.setColumnMinimumWidth(0, look.px(150))
    made = QWidget()
    made.setLayout(grid)
    return made
