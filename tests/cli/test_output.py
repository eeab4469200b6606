"""What is printed: for people in columns, for programs one object a line, and nothing that a terminal would obey."""

import json
import sys
from typing import Any

import pytest

from passdesk.cli.output import Output, complain, json_line, printable, width_of
from passdesk.errors import Declined

HOSTILE = "\x1b]0;owned\x07 \x9b31m \x7f \r \u202e \udc80"


def test_columns_stand_under_each_other_in_both_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[dict[str, Any]] = [
        {"name": "陳大文", "state": "good"},
        {"name": "LEE Mei", "state": None},
        {"name": "e\u0301", "state": b"\x0f"},
    ]
    Output().table(("name", "state"), rows, empty="none")
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == "NAME     STATE"
    assert lines == ["陳大文   good", "LEE Mei", "e\u0301        0f"]
    assert {width_of(line[: line.index(end)]) for line, end in ((lines[0], "good"), (lines[2], "0f"))} == {9}


def test_an_empty_table_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    Output().table(("name",), [], empty="Add one.")
    assert capsys.readouterr().out == "Add one.\n"
    Output(as_json=True).table(("name",), [], empty="Add one.")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", [HOSTILE, *HOSTILE.replace(" ", "")])
def test_no_control_character_reaches_a_terminal(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert printable(printable(text)).isprintable()
    for as_json in (False, True):
        output = Output(as_json)
        output.result({"name": text}, text)
        output.table(("name",), [{"name": text}], empty="")
        output.remark(text)
        complain(Declined(text, kept=text, remedy=text), as_json=as_json)
    out, err = capsys.readouterr()
    assert all(line.isprintable() for line in (out + err).splitlines())
    assert json.loads(json_line({"name": text})) == {"name": text}


def test_a_name_with_a_newline_stays_in_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    Output().table(("name", "state"), [{"name": "CHAN\nADMIT", "state": "revoked"}], empty="")
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_values_for_programs_are_plain() -> None:
    value = {"id": b"\x01", "pair": (1, b"\x02"), "set": {"b", "a"}, "none": None, "deep": {"one": [b"\x03"]}}
    assert json.loads(json_line(value)) == {
        "id": "01", "pair": [1, "02"], "set": ["a", "b"], "none": None, "deep": {"one": ["03"]},
    }  # fmt: skip


def test_a_remark_is_a_sentence_for_people_and_an_object_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    for as_json in (False, True):
        Output(as_json).remark("There is more.", {"more_than": 5})
    out, err = capsys.readouterr()
    plain, said = err.splitlines()
    assert (out, plain) == ("", "There is more.")
    assert json.loads(said) == {"remark": "There is more.", "more_than": 5}


def test_a_complaint_has_three_parts(capsys: pytest.CaptureFixture[str]) -> None:
    error = Declined("It is locked.", kept="Nothing was changed.", remedy="Open it.")
    complain(error, as_json=False)
    complain(Declined("It is locked."), as_json=False)
    complain(error, as_json=True)
    *plain, said = capsys.readouterr().err.splitlines()
    assert plain == ["It is locked.", "Nothing was changed.", "Open it.", "It is locked."]
    assert json.loads(said) == {"error": "It is locked.", "kept": "Nothing was changed.", "remedy": "Open it."}


@pytest.mark.parametrize(
    ("watched", "as_json", "said"), [(True, False, "Checking …\n"), (True, True, ""), (False, False, "")]
)
def test_what_it_is_at_is_told_to_whoever_watches_a_terminal(
    watched: bool, as_json: bool, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: watched)
    Output(as_json).at_work("Checking …")
    assert capsys.readouterr() == ("", said)
