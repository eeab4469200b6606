"""The page of the policy: what is in force, and beside it what a file would change."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from passdesk.administration.next_policy import NextPolicy, Standing
from passdesk.desktop.admin import policy_words as words
from passdesk.desktop.admin.form_sheet import FormSheet
from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.admin.parts import facts, id_fact
from passdesk.desktop.admin.policy_state import PolicyCommands, PolicyPicture
from passdesk.desktop.admin.sections import SectionPage
from passdesk.desktop.admin.told import told_note
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, card, clear, column, line, note, row, scrolled, surface
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.labels import badge, label
from passdesk.desktop.widgets.plain_tip import plain
from passdesk.domain.zone import Policy

_MOST_SHOWN = 300
_KINDS = "TOML (*.toml);;* (*)"


class PolicyPage(SectionPage):
    def __init__(self, look: Look, policy: PolicyCommands, outside: Outside) -> None:
        super().__init__()
        self._look, self._policy, self._outside = look, policy, outside
        self._painted: PolicyPicture | None = None
        self.sheet: FormSheet | None = None
        gap = look.px(18)
        self._notes: QVBoxLayout = column()
        self._standing: QVBoxLayout = column(spacing=look.px(14), margins=(gap, gap, gap, gap))
        self._next: QVBoxLayout = column(spacing=look.px(12), margins=(gap, gap, gap, gap))
        self.load = button(look, look.tr("Load a policy file…"), self._load, kind="primary")
        self.publish = button(look, look.tr("Sign and publish…"), policy.ask, kind="primary")
        self.copy = button(look, look.tr("Copy the list"), self._copy, icon="content-copy")
        bar = row(label(look.tr("Next policy"), size="head"), None, self.copy, self.publish, self.load,
                  spacing=look.px(8), margins=(gap, look.px(12), look.px(12), 0))  # fmt: skip
        coming = card(column(bar, scrolled(_held(look, self._next)), spacing=0, margins=(1, 0, 1, look.px(8))))
        standing = card(column(scrolled(_held(look, self._standing)), margins=(1, look.px(8), 1, look.px(8))))
        halves = row(spacing=look.px(16))
        halves.addWidget(standing, 5)
        halves.addWidget(coming, 6)
        margins = (look.px(20), look.px(16), look.px(20), look.px(16))
        self.setLayout(column(surface(column(self._notes, halves, spacing=look.px(10), margins=margins))))

    @property
    def first(self) -> QWidget:
        return self.load

    def paint(self, picture: PolicyPicture) -> None:
        before, self._painted = self._painted, picture
        clear(self._notes)
        if picture.told is not None:
            self._notes.addWidget(told_note(self._look, picture.told))
        if before is None or before.standing != picture.standing:
            clear(self._standing)
            self._paint_standing(picture.standing)
        clear(self._next)
        self._paint_next(picture)
        self.load.setEnabled(not picture.busy)
        self.publish.setVisible(picture.next is not None)
        self.copy.setVisible(bool(picture.mistakes))
        self._paint_sheet(picture)

    # In force

    def _paint_standing(self, standing: Standing | None) -> None:
        look = self._look
        self._standing.addWidget(label(look.tr("In force"), size="head"))
        if standing is None:
            return
        if standing.policy is None:
            self._standing.addWidget(note(look, look.said(standing.words), "refuse"))
        else:
            for one in self._summary(standing.policy, standing):
                self._standing.addWidget(one)
        self._standing.addStretch(1)

    def _summary(self, policy: Policy, standing: Standing) -> list[QWidget]:
        look = self._look
        trial = [badge(look.tr("For trials"), "attention")] if policy.trial else []
        head = QWidget()
        head.setLayout(row(badge(look.tr("Number {n}", n=standing.number), "accent"), *trial, None))
        made: list[QWidget] = [
            label(f"{look.place(policy.names)} · {policy.zone}", bold=True, wrap=True), head,
            facts(look, [(look.tr("Time zone"), policy.time_zone)]),
        ]  # fmt: skip
        if standing.hash is not None:
            made.append(id_fact(look, self._outside, look.tr("Hash"), standing.hash))
        made.append(self._part(look.tr("Lines"), [
            (look.place(one.names), words.line_words(look, policy, one)) for one in policy.lines.values()
        ]))  # fmt: skip
        made.append(self._part(look.tr("Checkpoints and lanes"), [
            (f"{look.place(one.names)} · {look.place(policy.lines[one.line].names)}", "\n".join(
                words.lane_words(look, lane) for lane in policy.lanes.values() if lane.checkpoint == one.id
            )) for one in policy.checkpoints.values()
        ]))  # fmt: skip
        made.append(self._part(look.tr("Pass classes"), [
            (look.place(one.names), words.class_words(look, policy, one)) for one in policy.classes.values()
        ]))  # fmt: skip
        if beside := words.beside_words(look, policy):
            made.append(self._part(look.tr("Times and days"), beside))
        return made

    def _part(self, title: str, pairs: list[tuple[str, str]]) -> QWidget:
        made = QWidget()
        made.setLayout(column(line(), label(title, bold=True), facts(self._look, pairs), spacing=self._look.px(10)))
        return made

    # Loaded

    def _paint_next(self, picture: PolicyPicture) -> None:
        look = self._look
        if picture.file:
            self._next.addWidget(label(picture.file, bold=True, wrap=True))
        if picture.busy and not picture.asking:
            self._next.addWidget(label(look.tr("One moment …"), tone="muted"))
        elif picture.mistakes:
            self._paint_mistakes(picture.mistakes)
        elif picture.next is not None:
            self._paint_changes(picture.next)
        else:
            self._next.addWidget(empty(look, "file-document-edit-outline", look.tr("Nothing loaded"), look.tr(
                "Change a copy of the policy's file, then load it here: every mistake is named, and what it would "
                "change is listed before you sign."
            )))  # fmt: skip
        self._next.addStretch(1)

    def _paint_mistakes(self, mistakes: tuple[str, ...]) -> None:
        look = self._look
        said = look.count(len(mistakes), "{n} mistake. The policy in force stays.",
                          "{n} mistakes. The policy in force stays.")  # fmt: skip
        self._next.addWidget(note(look, said, "refuse"))
        for one in mistakes:
            path, _, wrong = one.partition(": ")
            self._next.addWidget(_entry(look, path, look.said(wrong), "refuse"))

    def _paint_changes(self, found: NextPolicy) -> None:
        look, changes = self._look, found.changes
        if not changes:
            said = look.tr("No mistakes, and nothing in it is different from the policy in force.")
        else:
            said = look.count(len(changes), "No mistakes. {n} difference to the policy in force:",
                              "No mistakes. {n} differences to the policy in force:")  # fmt: skip
        self._next.addWidget(note(look, said, "admit"))
        for one in changes[:_MOST_SHOWN]:
            tone = "attention" if one.went else "accent"
            made = _entry(look, words.where(look, one), words.what(look, one), tone)
            made.setToolTip(plain(one.dotted))
            self._next.addWidget(made)
        if len(changes) > _MOST_SHOWN:
            self._next.addWidget(label(look.tr("… and {n} more", n=len(changes) - _MOST_SHOWN), tone="muted"))

    # Asking

    def _paint_sheet(self, picture: PolicyPicture) -> None:
        if picture.asking and self.sheet is None and picture.next is not None:
            self.sheet = self._question(picture.next, picture.standing)
        elif not picture.asking and self.sheet is not None:
            former, self.sheet = self.sheet, None
            former.put_away()
        if self.sheet is not None:
            self.sheet.paint_state(busy=picture.busy, told=picture.wrong)

    def _question(self, found: NextPolicy, standing: Standing | None) -> FormSheet:
        look = self._look
        number = 1 + (standing.number if standing is not None else 0)
        changes = look.count(len(found.changes), "{n} difference to the policy in force.",
                             "{n} differences to the policy in force.")  # fmt: skip
        said = look.tr(
            "You sign it with your own key. This desk follows it at once, every other one after its next exchange. To "
            "go back, publish the former file again."
        )
        return FormSheet(
            look, self, look.tr("Publish policy {n}?", n=number), [label(changes, bold=True), label(said, wrap=True)],
            do_words=look.tr("Sign and publish"), do=self._policy.publish, closed=self._policy.cancel,
        )  # fmt: skip

    def _load(self) -> None:
        path = self._outside.file(self, self._look.tr("Load a policy file"), _KINDS)
        if path is not None:
            self._policy.load(path)

    def _copy(self) -> None:
        if self._painted is not None:
            self._outside.copy("\n".join(self._painted.mistakes))


def _held(look: Look, layout: QVBoxLayout) -> QWidget:
    made = QWidget()
    made.setObjectName("inside")
    made.setStyleSheet(f"QWidget#inside {{ background: {look.colours.card}; }}")
    made.setLayout(layout)
    return made


def _entry(look: Look, title: str, said: str, tone: str) -> QFrame:
    made = QFrame()
    made.setObjectName("note")
    made.setProperty("tone", tone)
    margins = (look.px(12), look.px(6), look.px(12), look.px(6))
    made.setLayout(column(label(title, bold=True, wrap=True), label(said, wrap=True), spacing=0, margins=margins))
    return made
