"""The table of characters that are forms of one another, as packaging/ideographs.py writes it."""

import ideographs

from passdesk.store.ideographs import folded, is_ideograph

LINES = ideographs.PLACE.read_text(encoding="utf-8").splitlines()
CLASSES = [line for line in LINES if not line.startswith("#")]


def test_every_character_is_of_one_class_and_folds_to_its_first() -> None:
    each = "".join(CLASSES)
    assert len(each) == len(set(each)) > 15_000
    assert all(list(one) == sorted(one) and len(one) > 1 for one in CLASSES)
    assert all(set(folded(one)) == {one[0]} for one in CLASSES)
    assert all(is_ideograph(letter) for letter in each)


def test_no_class_swallows_the_rest() -> None:
    """What leads from one form to the next may lead far: then a search would find anybody."""
    assert max(map(len, CLASSES)) <= 12


def test_where_it_comes_from_and_under_which_terms_stands_in_it() -> None:
    head = "\n".join(line for line in LINES if line.startswith("#"))
    assert "Unicode License" in head
    assert "Apache License 2.0" in head


def test_classes_are_made_of_whatever_leads_from_one_to_the_other() -> None:
    assert ideographs.classes([("b", "a"), ("c", "b"), ("x", "x"), ("p", "q")]) == ["abc", "pq"]
