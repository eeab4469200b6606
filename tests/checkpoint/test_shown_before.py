"""What the journal says of a presentation is what was said at the gate."""

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.holders import holder_of
from passdesk.checkpoint.shown_before import shown_before
from tests.checkpoint.conftest import Place


def test_a_refusal_is_put_together_again_with_its_reasons(place: Place) -> None:
    place.office.act("pass_revoked", {"pass": place.holder.pass_id}, place.holder.hr)
    said = place.confirm.present(place.text, "wedge", "entry")
    assert isinstance(said, Recorded)
    (awaited,) = place.confirm.awaiting()
    again, holder = shown_before(place.store, awaited)
    assert again.verdict == said.verdict
    assert [reason.code for reason in again.verdict.reasons] == ["revoked"]
    assert (again.entry, again.at, again.awaiting) == (said.entry, said.at, True)
    assert holder == holder_of(place.store, said)
