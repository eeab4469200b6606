"""The made-up people of the demo: three institutions, whoever crosses, and the staff. Nobody here is real."""

from typing import Literal, get_args

from msgspec import Struct

from passdesk.errors import Misuse

Part = Literal[
    "crosses", "arrives", "offline", "goes home", "held", "expired", "revoked", "suspended", "one line", "twice",
    "apart", "late",
]  # fmt: skip
"""What happens to a person in the demo's day; see `situations`."""
PARTS: tuple[Part, ...] = get_args(Part)


class Player(Struct, frozen=True):
    """One person: names in both scripts, the institution (its place in `INSTITUTIONS`), class of pass, and part."""

    latin: str
    chinese: str
    institution: int
    class_code: str
    part: Part


class Member(Struct, frozen=True):
    """A member of staff: signs in under `name` at `desk`."""

    name: str
    roles: tuple[str, ...]
    desk: str

    @property
    def password(self) -> str:
        """What they chose at their first sign-in. It is printed: these folders protect nobody."""
        return f"demo-pass-{self.name}"

    @property
    def pin(self) -> str:
        """What goes with their staff card; printed like the password."""
        return "2468"


INSTITUTIONS = (
    ("Lotus Bay University", "蓮灣大學"),
    ("Deepstream Biomedical Laboratory", "深溪生物医学实验室"),
    ("Blue Heron Robotics", "藍鷺機械人科技"),
)
STOPPED = 2
"""The place of the institution that is suspended in the course of the day."""

ADMINISTRATOR = Member("admin", ("administrator",), "issuing")
STAFF = (
    Member("hr", ("hr",), "issuing"),
    Member("approver", ("approver",), "issuing"),
    Member("supervisor", ("supervisor",), "records"),
    Member("officer-first", ("checkpoint",), "gate-first"),
    Member("officer-confirm", ("checkpoint",), "gate-confirm"),
    Member("officer-second", ("checkpoint",), "gate-second"),
)

# The first twelve have every part between them.
PLAYERS = (
    Player("Chan Tsz Kiu", "陳芷蕎", 0, "resident", "crosses"),
    Player("Liu Haoran", "刘浩然", 1, "talent", "arrives"),
    Player("Wong Ka Ho", "黃家豪", 0, "resident", "offline"),
    Player("Zhao Mengjie", "赵梦洁", 1, "talent", "goes home"),
    Player("Ho Wing Lam", "何詠琳", 2, "resident", "held"),
    Player("Anneliese Vogt", "安妮莉·福格特", 0, "visitor", "expired"),
    Player("Sun Zhiyuan", "孙志远", 1, "talent", "revoked"),
    Player("Leung Pak Yin", "梁柏言", 2, "resident", "suspended"),
    Player("Qian Ruolan", "钱若兰", 1, "talent", "one line"),
    Player("Cheung Man Hei", "張文熙", 0, "resident", "twice"),
    Player("Zhou Yichen", "周奕辰", 1, "talent", "apart"),
    Player("Lam Hoi Ching", "林凱晴", 0, "resident", "late"),
    Player("Yip Chun Fung", "葉雋鋒", 0, "resident", "crosses"),
    Player("Mateus da Rosa", "馬天龍", 0, "resident", "crosses"),
    Player("Xu Jingyi", "许静怡", 1, "talent", "arrives"),
    Player("Oluwaseun Adebayo", "", 1, "resident", "crosses"),
    Player("Ng Siu Kwan", "吳少坤", 2, "resident", "crosses"),
    Player("Feng Tianyu", "冯天宇", 1, "talent", "arrives"),
    Player("Tsang Lok Yiu", "曾樂瑤", 0, "resident", "crosses"),
    Player("Ouyang Shuting", "欧阳淑婷", 1, "talent", "arrives"),
    Player("Priya Raghunathan", "", 0, "talent", "arrives"),
    Player("Kwok Yat Long", "郭日朗", 2, "resident", "suspended"),
    Player("Ma Xiaodong", "马晓东", 2, "talent", "arrives"),
    Player("Poon Suet Ying", "潘雪瑩", 0, "resident", "crosses"),
    Player("Deng Kaiwen", "邓凯文", 1, "talent", "revoked"),
    Player("Inês Queiroga", "葵綺妮", 0, "resident", "crosses"),
    Player("Fung Sze Wai", "馮思慧", 2, "resident", "offline"),
    Player("Shangguan Bowen", "上官博文", 1, "talent", "arrives"),
    Player("Tam Cheuk Nam", "譚卓楠", 0, "resident", "crosses"),
    Player("Peng Yutong", "彭雨桐", 1, "talent", "arrives"),
)  # fmt: skip


def cast(count: int = len(PLAYERS)) -> tuple[Player, ...]:
    """The first `count` people: at least as many as there are parts, at most everybody."""
    if not len(PARTS) <= count <= len(PLAYERS):
        raise Misuse(f"The demo takes {len(PARTS)} to {len(PLAYERS)} people, not {count}.")
    return PLAYERS[:count]
