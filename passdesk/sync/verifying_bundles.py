"""Looking a bundle over without taking it: chain, signatures, gaps and receipts of what it carries."""

from pathlib import Path

from msgspec import Struct

from passdesk.credential import keys
from passdesk.credential.bundles import AnswerHead, BundleCipher, RequestHead, cipher_from, read_head
from passdesk.credential.identity import Head, Receipt, Statement, open_sealed
from passdesk.domain import canonical
from passdesk.domain.entries import read_entry
from passdesk.domain.people import Desk
from passdesk.errors import Damaged, Declined
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.verifying import Chain, ChainReport, Fault
from passdesk.sync import bundle_keys, known_server, receipts
from passdesk.sync.bundle_file import Bundle, Part, reading
from passdesk.sync.wire import LONGEST_ANSWER, PushAnswer, split


class BundleReport(Struct, frozen=True):
    """Whose bundle it is: "request" of a desk or "answer" of the server, about `journal`; `reports` by journal.

    `entries` looked at; `sealed`: parts that can't be read here. One that was changed gets no report.
    """

    kind: str
    journal: bytes
    written: int
    entries: int
    sealed: int
    reports: tuple[tuple[bytes, ChainReport], ...]

    @property
    def whole(self) -> bool:
        return all(report.whole for _, report in self.reports)


def verify_bundle(store: DeskStore, path: Path) -> BundleReport:
    """`Damaged` where it was changed or signed by somebody else; `Declined` for a desk that is not known here."""
    server_public = known_server.public_key(store.journal)
    with reading(path) as bundle, store.view() as view:
        head = read_head(bundle.head)
        if head.zone != store.journal.zone:
            raise Declined(f"This bundle is of zone {head.zone}, not of {store.journal.zone}.")
        if isinstance(head, AnswerHead):
            return _Looking(store, view, server_public).look(bundle, head, server_public, _own(store, head))
        return _Looking(store, view, server_public).look(bundle, head, _public_key(store, view, head.journal), None)


def _public_key(store: DeskStore, view: DeskView, journal: bytes) -> bytes:
    if journal == store.journal.id:
        return keys.public_of(store.journal.identity)
    row = view.get(Desk, journal)
    if not isinstance(row, Desk):
        raise Declined("This bundle is of a desk that is not known here.", remedy="Look it over on an admin desk.")
    return row.public_key


def _own(store: DeskStore, head: AnswerHead) -> BundleCipher | None:
    private = bundle_keys.private_half(store.journal, head.sealed_to) if head.journal == store.journal.id else None
    return None if private is None else cipher_from(private, head.ephemeral)


class _Looking:
    def __init__(self, store: DeskStore, view: DeskView, server_public: bytes) -> None:
        self._store, self._view, self._server_public = store, view, server_public
        self._chains: dict[bytes, Chain] = {}
        self._receipts: dict[bytes, list[Receipt]] = {}
        self._sealed = self._entries = 0

    def look(
        self, bundle: Bundle, head: RequestHead | AnswerHead, public: bytes, cipher: BundleCipher | None
    ) -> BundleReport:
        kind: type[Statement] = type(head)
        open_sealed(bundle.head, kind, public)
        for part in bundle.parts(public, cipher):
            self._see(part)
        journals = list(dict.fromkeys([*self._chains, *self._receipts]))
        said = "answer" if isinstance(head, AnswerHead) else "request"
        reports = tuple((journal, self._report(journal)) for journal in journals)
        return BundleReport(said, head.journal, head.written, self._entries, self._sealed, reports)

    def _see(self, part: Part) -> None:
        match part.kind:
            case "sealed":
                self._sealed += 1
            case "push":
                self._upload(part)
            case "receipt":
                self._receipt(part.body)
            case "answer":
                if (sealed := PushAnswer.from_bytes(part.body).receipt) is not None:
                    self._receipt(sealed)

    def _upload(self, part: Part) -> None:
        match canonical.decode(part.body, limit=LONGEST_ANSWER):
            case [bytes(signed), bytes(joined)]:
                raws = split(joined)
            case _:
                raise Damaged("An upload in the bundle does not read.")
        said = open_sealed(signed, Head, _public_key(self._store, self._view, part.journal))
        wanted = frozenset([said.seq, *(one.seq for one in self._receipts.get(part.journal, ()))])
        for raw in raws:
            chain = self._chains.get(part.journal) or self._begun(part.journal, raw)
            chain.follow(read_entry(raw).content.seq, raw, wanted)
            self._entries += 1
        hashes = self._chains[part.journal].hashes if raws else {}
        if hashes.get(said.seq) != said.hash:
            raise Damaged("A journal's head in the bundle is not that of the entries it stands with.")

    def _begun(self, journal: bytes, raw: bytes) -> Chain:
        """From the first entry in the file on; where it is this desk's own, that follows what stands here."""
        chain = Chain(journal, self._store.journal.root, self._view)
        self._chains[journal] = chain
        content = read_entry(raw).content
        if content.seq > 1:
            own = journal == self._store.journal.id
            before = receipts.hash_at(self._store.journal, content.seq - 1) if own else None
            chain.begin_after(content.seq - 1, before or content.prev)
        return chain

    def _receipt(self, sealed: bytes) -> None:
        receipt = open_sealed(sealed, Receipt, self._server_public)
        self._receipts.setdefault(receipt.journal, []).append(receipt)

    def _report(self, journal: bytes) -> ChainReport:
        """Receipts for what stands in the file, or before its first entry, or here; of others nothing can be said."""
        chain, receipted = self._chains.get(journal), 0
        faults = [] if chain is None else list(chain.faults)
        for receipt in self._receipts.get(journal, ()):
            held = None if chain is None else chain.hashes.get(receipt.seq)
            if held is None and journal == self._store.journal.id:
                held = receipts.hash_at(self._store.journal, receipt.seq)
            if held == receipt.hash:
                receipted = max(receipted, receipt.seq)
            elif held is not None and not receipt.branch:
                faults.append(Fault(receipt.seq, "the server's receipt names another entry"))
        return ChainReport(0 if chain is None else chain.checked, tuple(faults), receipted)
