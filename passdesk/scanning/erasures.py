"""Reed-Solomon over GF(256) as QR codes use it; of symbols it is told to doubt it mends twice as many."""

from collections.abc import Collection, Sequence
from itertools import pairwise

_SPARE = 3  # check symbols that are left to confirm what was mended: one wrong mending in sixteen million
_ORDER = 255
_POLYNOMIAL = 0x11D


def _tables() -> tuple[tuple[int, ...], dict[int, int]]:
    powers, value = [], 1
    for _ in range(_ORDER):
        powers.append(value)
        value <<= 1
        value ^= _POLYNOMIAL if value > _ORDER else 0
    return tuple(powers), {power: exponent for exponent, power in enumerate(powers)}


_EXP, _LOG = _tables()


def mended(block: Sequence[int], checks: int, doubted: Collection[int]) -> list[int] | None:
    """The block (its last `checks` symbols check the rest) as it was, or None where too much is wrong. `doubted` are
    places in it whose symbols may be anything."""
    symptoms = _symptoms(block, checks)
    if not any(symptoms):
        return list(block)
    if len(doubted) > checks - _SPARE:
        return None
    known = [_EXP[(len(block) - 1 - place) % _ORDER] for place in doubted]
    doubts = [1]
    for x in known:
        doubts = _product(doubts, [1, x])
    locator = _product(_errors(_without(symptoms, known)), doubts)
    places = [place for place in range(len(block)) if not _value(locator, _inverse(_at(block, place)))]
    degree = max(power for power, factor in enumerate(locator) if factor)
    if len(places) != degree or 2 * degree - len(known) > checks - _SPARE:
        return None
    whole = list(block)
    values = _product(symptoms, locator)[:checks]
    slope = [factor if power % 2 == 0 else 0 for power, factor in enumerate(locator[1:])]
    for place in places:
        x = _at(block, place)
        whole[place] ^= _times(x, _times(_value(values, _inverse(x)), _inverse(_value(slope, _inverse(x)))))
    return whole if not any(_symptoms(whole, checks)) else None


def _symptoms(block: Sequence[int], checks: int) -> list[int]:
    return [_value(block[::-1], _EXP[power]) for power in range(checks)]


def _without(symptoms: list[int], known: list[int]) -> list[int]:
    """The symptoms of what is wrong beside the places that are known (Forney)."""
    rest = symptoms
    for x in known:
        rest = [_times(x, one) ^ other for one, other in pairwise(rest)]
    return rest


def _errors(symptoms: list[int]) -> list[int]:
    """The polynomial whose roots say where the errors are (Berlekamp and Massey)."""
    locator, before, length, gap, last = [1], [1], 0, 1, 1
    for number, symptom in enumerate(symptoms):
        off = symptom
        for power in range(1, min(length, len(locator) - 1) + 1):
            off ^= _times(locator[power], symptoms[number - power])
        if not off:
            gap += 1
            continue
        factor = _times(off, _inverse(last))
        changed = _sum(locator, [0] * gap + [_times(factor, one) for one in before])
        if 2 * length <= number:
            before, last, length, gap = locator, off, number + 1 - length, 1
        else:
            gap += 1
        locator = changed
    return locator


def _at(block: Sequence[int], place: int) -> int:
    return _EXP[(len(block) - 1 - place) % _ORDER]


def _value(polynomial: Sequence[int], x: int) -> int:
    """Of factors from the lowest power up."""
    value = 0
    for factor in reversed(polynomial):
        value = _times(value, x) ^ factor
    return value


def _product(one: Sequence[int], other: Sequence[int]) -> list[int]:
    product = [0] * (len(one) + len(other) - 1)
    for power, factor in enumerate(one):
        for by, second in enumerate(other):
            product[power + by] ^= _times(factor, second)
    return product


def _sum(one: Sequence[int], other: Sequence[int]) -> list[int]:
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return [factor ^ (shorter[power] if power < len(shorter) else 0) for power, factor in enumerate(longer)]


def _times(one: int, other: int) -> int:
    return _EXP[(_LOG[one] + _LOG[other]) % _ORDER] if one and other else 0


def _inverse(one: int) -> int:
    """Of zero there is none; it is not asked for where the places are right, and zero spoils nothing."""
    return _EXP[-_LOG[one] % _ORDER] if one else 0
