"""The town with a stricter policy and more people, on a Monday morning: each has a pass, or a code that is none."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from passdesk.credential.issuing_key import IssuingKey
from passdesk.credential.token import text_of
from passdesk.domain.passes import Claims, IssuingScope
from passdesk.issuing.issuing_keys import held_keys
from passdesk.store.desk_store import DeskStore
from tests.cli.shell import Ran, Shell, database_key
from tests.cli.town import Town
from tests.factories.zones import policy_toml, seed_of

MONDAY = "2027-01-18"
_MONDAY_AT_NINE = 1_800_234_000
_SPANS = {"minutes": 60, "days": 86_400}
CHANGES = {
    '[lines.first.exit]\nanti_passback = "off"': '[lines.first.exit]\nanti_passback = "soft"',
    '[lines.second.exit]\nanti_passback = "off"': """[lines.second.exit]
anti_passback = "hard"

[lines.second.entry]
anti_passback = "timed"
anti_passback_minutes = 30""",
    'mode = "automatic"\ndefault = "exit"': 'mode = "automatic"\ndirections = ["exit"]',
}
WORKER = """
[classes.worker]
number = 5
name = "Worker by the day"
word = "WORKER"
colour = "#444444"
lines = ["first", "second"]
hours = ["07:00", "22:00"]
hours_on = { holiday = "closed" }
longest_validity_days = 60
stay = { days = 2, days_in = { days = 3, within = 30 }, entries = 3 }
"""
PEOPLE: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "lee": ("Loop Biotech", "worker", (), ()),
    "ho": ("Loop Biotech", "resident", (), ("--from", "2027-01-20")),
    "ng": ("Loop Biotech", "talent", ("--line", "second"), ()),
    "vu": ("Loop Biotech", "visitor", (), ()),
    "gu": ("Loop Biotech", "goods", (), ()),
    "fan": ("Delta Labs", "talent", (), ("--until", "2027-02-10")),
}
"""By name: institution, class, and what else is said when they are filed and when the pass is issued."""


class Holder(Struct, frozen=True):
    person: str
    filing: str
    number: str
    text: str


class Park(Struct, frozen=True):
    """`holders` by name; `codes`: texts that no good pass has."""

    town: Town
    holders: dict[str, Holder]
    codes: dict[str, str]

    @property
    def shell(self) -> Shell:
        return self.town.shell

    def copied(self, folder: Path) -> "Park":
        return replace(self, town=self.town.copied(folder))

    def text(self, who: str) -> str:
        return self.holders[who].text if who in self.holders else self.codes[who]

    def does(self, step: str) -> Ran:
        """A command by whom its first word names, or by nobody (`desk`), with {chan.number} and the like filled in.

        `after 3 days` lets time go by.
        """
        who, *words = step.format(**self.holders).split()
        if who == "after":
            self.shell.clock.step(int(words[0]) * _SPANS[words[1]] - 0.5)
            return Ran(0, "", "")
        return self.shell(*words) if who == "desk" else self.shell.by(who, *words)


def opened(town: Town) -> Park:
    """From the town as it was founded; the next command runs on Monday at nine, to the microsecond."""
    shell, policy = town.shell, policy_toml().decode()
    for old, new in CHANGES.items():
        assert policy.count(old) == 1
        policy = policy.replace(old, new)
    file = shell.data.parent / "park.toml"
    file.write_text(policy + WORKER, encoding="utf-8")
    shell.by("admin", "zone", "publish", file).done()
    shell.by("hanna", "institution", "add", "Delta Labs").done()
    holders = {"chan": Holder(town.chan, town.filing, town.number, town.text)}
    holders |= {name: _issued(shell, name) for name in PEOPLE}
    codes = _codes(shell, town.text)
    shell.clock.step(_MONDAY_AT_NINE - shell.clock.wall / 1_000_000 - 0.5)
    return Park(town, holders, codes)


def _issued(shell: Shell, name: str) -> Holder:
    institution, class_code, filing_options, pass_options = PEOPLE[name]
    person = shell.by("hanna", "--json", "person", "add", "--latin", name).done().object["person"]
    file = ("filing", "file", person, "--institution", institution, "--class", class_code, "--until", "2027-06-30")
    filing = shell.by("hanna", "--json", *file, *filing_options).done().object["filing"]
    shell.by("anton", "filing", "approve", filing).done()
    issued = shell.by("hanna", "--json", "pass", "issue", person, *pass_options).done().object
    return Holder(person, filing, issued["short_number"], issued["text"])


def _codes(shell: Shell, text: str) -> dict[str, str]:
    """Made with the desk's own key where they are signed as they should be."""
    with DeskStore.open(shell.data, database_key(shell), readonly=True) as store:
        (held,) = held_keys(store)
    now = shell.clock.wall // 1_000_000
    claims = Claims("hetao", now + 30 * 86_400, now, now, bytes(16), 2, 3, bytes(4))
    other = IssuingKey.of(seed_of("another key"), IssuingScope((), (), 86_400 * 366, now, now + 86_400))
    return {
        "forged": _turned(text),
        "of-another-zone": text_of(held.key.issue(replace(claims, zone="office"))),
        "by-another-key": text_of(other.issue(claims)),
        "not-heard-of": text_of(held.key.issue(claims)),
        "a-barcode": "1234567890123",
    }


def _turned(text: str) -> str:
    """One bit of the signature."""
    return str(int(text) ^ 1 << 40)
