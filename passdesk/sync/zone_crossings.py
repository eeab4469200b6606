"""What the whole zone recorded, asked of the server: crossings page by page, and single entries."""

from collections.abc import Iterator

from msgspec.structs import replace

from passdesk.domain.crossings import CrossingFilter, CrossingRecord
from passdesk.domain.register import Mark
from passdesk.sync.crossings import MOST_ROWS, Crossing, CrossingQuery, NewestQuery
from passdesk.sync.entries import EntryGiven, EntryQuery
from passdesk.sync.link import Link


def zone_crossings(link: Link, asked: CrossingFilter) -> Iterator[CrossingRecord]:
    """Everything the server has accepted that fits, in the order it accepted it. `Declined` for a desk that may not."""
    query = CrossingQuery(**asked.to_map())
    while True:
        page = link.crossings(query)
        yield from map(_record, page.rows)
        if page.next is None:
            return
        query = replace(query, after=page.next)


def newest_crossings(
    link: Link, asked: CrossingFilter, before: int | None = None, limit: int = MOST_ROWS
) -> tuple[list[CrossingRecord], int | None]:
    """One page, the newest accepted first, and what to ask the next one with; None at the end."""
    page = link.newest_crossings(NewestQuery(**asked.to_map(), before=before, limit=limit))
    return [_record(row) for row in page.rows], page.next


def zone_entry(link: Link, mark: Mark, branch: bytes = b"") -> EntryGiven:
    """One entry of any journal, as the server gives it; nobody has checked it yet."""
    return link.entry(EntryQuery(mark[0], branch, mark[1]))


def _record(row: Crossing) -> CrossingRecord:
    return CrossingRecord(
        mark=(row.journal, row.seq),
        at=row.at,
        lane=row.lane,
        direction=row.direction,
        verdict=row.verdict,
        reasons=row.reasons,
        instruction=row.instruction,
        verified=row.verified,
        input=row.input,
        person=row.person,
        pass_id=row.pass_id,
        outcome=row.outcome or "",
        outcome_at=row.outcome_at,
        officer=row.outcome_by,
        ms=row.ms,
        branch=row.branch,
        settled_by=row.settled_by,
        annulled=row.annulled,
    )
