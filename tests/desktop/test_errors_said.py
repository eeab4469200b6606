"""Every error a window may come to show is said in the language of its pages, with the values it names."""

import ast
import errno
import os
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC
from functools import cache
from string import Formatter

import pytest

from passdesk import config
from passdesk.desktop.errors_said import ErrorWords, Template, between, errors_in, said
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Language, Theme
from passdesk.domain.kinds import KINDS
from tests.desktop.texts_of_errors import ANY, Code, Texts

CHINESE: tuple[Language, ...] = ("zh-Hant", "zh-Hans")
PASSED_ON = {"error.kept", "error.remedy", "answer.happened", "answer.kept", "answer.remedy", "kept", "self.doubt"}
"""What stands in another error already, or among the doubts of a journal."""
AWKWARD = ("{", "}}{0}", "'\"", "中文；。", "Ann; Bob.", "x" * 120, "", "a\nb", "\u202eevil", "🂡" * 40)
OF_THE_SYSTEM = {
    os.strerror(code) for code in (
        errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EISDIR, errno.ENOTDIR, errno.EROFS, errno.EIO,
        errno.EEXIST, errno.EBUSY, errno.ENAMETOOLONG, errno.EFBIG, errno.EDQUOT, errno.EMFILE, errno.ENOTEMPTY,
        errno.ECONNREFUSED, errno.ECONNRESET, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ETIMEDOUT,
    )
} | {"timed out", "[Errno {}] {}", "Name or service not known", "Temporary failure in name resolution"}  # fmt: skip
SAID_ONCE = {"no such {} {}; {}s are {}": {2}}
"""Places that Chinese leaves out: what stands there was said before."""
STANDS_IN = {"revoked", "replaced", "entry", "exit"}
"""States and directions that errors name."""


@cache
def found() -> dict[str, set[int]]:
    """Every text the code can say, and the places of each where another such text may stand."""
    every: dict[str, set[int]] = {}

    def add(texts: Texts) -> None:
        for one in texts:
            if re.search("[A-Za-z]", "".join(between(one.text))):
                every.setdefault(one.text, set()).update(number for number, _ in one.places)
                for _, inside in one.places:
                    add(inside)

    code = Code()
    for _, _, texts in code.said():
        add(texts)
    add(code.said_beside())
    return every | {kind.replace("_", " ").capitalize(): set() for kind in KINDS}


@cache
def catalog(language: Language) -> dict[str, str]:
    every: dict[str, str] = {}
    for path in config.resource("translations", language, "errors").glob("*.toml"):
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        assert not read.keys() & every.keys(), (path.name, read.keys() & every.keys())
        every |= read
    return every


def places(words: str) -> dict[int, str]:
    """The number of each place, and what is done with what stands there."""
    fields = [(name, spec) for _, name, spec, _ in Formatter().parse(words) if name is not None]
    return {int(name or number): spec or "" for number, (name, spec) in enumerate(fields)}


def test_what_is_said_is_found_in_the_code() -> None:
    assert {"No such desk is known here.", "{} is damaged: {}.", "See: desk list.", "the name is taken",
            "No policy can be read here: {}", "{} looks like a formula", "This server is confirmed already.",
            "needs {}, not {}", "Pass issued", "This desk has no policy yet.",
            "card and PIN"} <= found().keys()  # fmt: skip
    assert len(found()) > 850


def test_nothing_is_said_that_the_search_does_not_understand() -> None:
    unknown = {ast.unparse(node) for _, node, texts in Code().said() if not texts - ANY}
    assert unknown - {"''"} <= PASSED_ON


@pytest.mark.parametrize("language", CHINESE)
def test_nothing_is_left_in_english(language: Language) -> None:
    assert sorted(found().keys() - catalog(language).keys()) == []


@pytest.mark.parametrize("language", CHINESE)
def test_no_translation_is_left_over(language: Language) -> None:
    assert sorted(catalog(language).keys() - found().keys() - OF_THE_SYSTEM - STANDS_IN) == []


@pytest.mark.parametrize("language", CHINESE)
def test_every_value_has_its_place(language: Language) -> None:
    for english, words in catalog(language).items():
        every = set(range(len(between(english)) - 1)) - SAID_ONCE.get(english, set())
        assert places(words).keys() == every, (english, words)
        assert set(places(words).values()) <= {"", "said"}


@pytest.mark.parametrize("language", CHINESE)
def test_texts_within_texts_are_said_as_well(language: Language) -> None:
    for english, inside in found().items():
        shown = {number for number, spec in places(catalog(language)[english]).items() if spec == "said"}
        assert inside - SAID_ONCE.get(english, set()) <= shown, (english, inside)


def test_both_languages_have_the_same() -> None:
    hant, hans = catalog("zh-Hant"), catalog("zh-Hans")
    assert hant.keys() == hans.keys()
    assert [key for key in hant if places(hant[key]) != places(hans[key])] == []


def test_traditional_is_not_simplified() -> None:
    traditional, simplified = "".join(catalog("zh-Hant").values()), "".join(catalog("zh-Hans").values())
    assert set("证关进时间员号请这还没说签录设备") & set(traditional) <= set("備")
    assert set("證關進時間員號請這還沒說簽錄設備檔碼") & set(simplified) == set()


@pytest.mark.parametrize("language", CHINESE)
def test_no_half_width_stop_follows_chinese(language: Language) -> None:
    for english, words in catalog(language).items():
        assert not re.search(r"[\u4e00-\u9fff][.,;:?!]", words), (english, words)


def filled() -> Iterator[tuple[str, tuple[str, ...]]]:
    for english in catalog("zh-Hant"):
        count = len(between(english)) - 1
        for turn in range(len(AWKWARD)):
            yield english, tuple(AWKWARD[(turn + number) % len(AWKWARD)] for number in range(count))


def test_every_template_is_found_again_whatever_stands_in_it() -> None:
    """The translation is that of this very text, and every value is in it as it was."""
    words = {language: errors_in(language) for language in CHINESE}
    for english, values in filled():
        text, middle = english.format(*values), between(english)[1:-1]
        for language in CHINESE:
            shown = words[language].said(text)
            found = Template(between(english), "").values(text) if values else []
            assert found is not None
            assert shown == catalog(language)[english].format(*map(Plain, found)), (english, values)
            if not any(one and one in value for one in middle for value in values):
                assert tuple(found) == values


class Plain(str):
    """A value no catalog knows: with `:said` it is what it is."""

    def __format__(self, spec: str) -> str:
        return str(self)


def look(language: Language) -> Look:
    return Look(Theme(dark=False, scale=1.0, language=language), UTC)


def test_texts_are_said_one_after_the_other() -> None:
    parts = ("No such desk is known here.", "", "Nothing was changed.", "See: desk list.")
    assert look("en").said(*parts) == "No such desk is known here. Nothing was changed. See: desk list."
    assert look("zh-Hant").said(*parts) == "本枱沒有這部檢查枱的資料。沒有更改任何資料。請查看檢查枱清單。"
    assert look("zh-Hans").said(*parts) == "本台没有这部检查台的资料。没有更改任何数据。请查看检查台列表。"
    assert look("zh-Hant").said() == ""


def test_what_no_catalog_has_stays_english() -> None:
    assert look("zh-Hant").said("Something nobody wrote.", "Nothing was changed.") == (
        "Something nobody wrote. 沒有更改任何資料。"
    )


def test_a_text_in_a_text_is_said_and_a_name_never() -> None:
    words = errors_in("zh-Hant")
    assert words.said("NOT RECORDED. The disk is full: journal.db could not be opened or written.") == (
        "未能記錄。磁碟已滿：無法開啟或寫入 journal.db。"
    )
    told = words.said("Pass issued: not done, because the name is taken.")
    assert told == "「簽發通行證」未能辦理，因為名稱已被使用。"
    assert words.said("server has no staff card.") == "server 沒有職員證。"
    assert words.said("photos.csv can't be read: Permission denied.") == "無法讀取 photos.csv：沒有權限。"


def test_a_list_of_faults_is_said_one_by_one() -> None:
    words = errors_in("zh-Hant")
    assert words.said("has no name; has no document_number") == "沒有姓名；沒有 document_number"


def test_what_stands_in_a_fault_hides_no_other_fault() -> None:
    """A cell may hold what stands between two faults."""
    words = errors_in("zh-Hant")
    assert words.said("has no name; class 'a; b' is not in the policy") == "沒有姓名；政策中沒有類別 'a; b'"
    told = words.said("no institution is called 'Foo; Bar'; has no name; has no document_number")
    assert told == "沒有名為 'Foo; Bar' 的機構；沒有姓名；沒有 document_number"
    unclear = "has no name; something nobody wrote"
    assert words.said(unclear) == unclear
    assert words.said("has no name; " * 20 + "x") == "has no name; " * 20 + "x"


def test_of_two_that_fit_it_is_the_one_with_more_words() -> None:
    more = {"{} is open for reading only.": "{}只讀。", "{{x}} is {}.": "{{x}}：{}。"}
    words = ErrorWords({"{} is {}.": "{}是{}。"} | more)
    assert words.said("journal.db is open for reading only.") == "journal.db只讀。"
    assert words.said("journal.db is gone.") == "journal.db是gone。"
    assert words.said("{x} is gone.") == "{x}：gone。"


@pytest.mark.parametrize(
    "text",
    ["NOT RECORDED. " * 140, "a; " * 660, "{} " * 600, " is damaged: " * 150, "has no name; " * 150 + "x", "",
     "This x; " * 15 + "y" + " do not fit." * 6],
)  # fmt: skip
def test_what_a_server_says_to_do_harm_is_said_at_once(text: str) -> None:
    """At most 2,000 characters arrive; none of them make templates try again and again."""
    assert isinstance(said("zh-Hant", text, text, text), str)


def test_a_template_takes_the_shortest_that_fits() -> None:
    template = Template(between("{}: {}, {}."), "")
    assert template.values("a: b, c, d.") == ["a", "b", "c, d"]
    assert [template.values(text) for text in ("", ".", "a: b.", "a, b: c.")] == [None] * 4
