"""The server's HTTP face: bounded bodies in, canonical CBOR out, every error in words and never a traceback."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from passdesk.domain import canonical
from passdesk.errors import Damaged, Misuse, PassdeskError, Trouble
from passdesk.server import bundle_keys, introducing
from passdesk.server.authentication import Authentication, PublicKeys
from passdesk.server.central import Central
from passdesk.server.waiting import Waiting
from passdesk.sync.alarms import Alarm
from passdesk.sync.codes import Codes
from passdesk.sync.crossings import CrossingQuery, NewestQuery
from passdesk.sync.entries import EntryQuery
from passdesk.sync.errors_said import Said, say
from passdesk.sync.joining import Enrol
from passdesk.sync.key_messages import KeyTold
from passdesk.sync.wire import LONGEST_REQUEST, Cursor, Message, hashes, split

log = logging.getLogger(__name__)
_CBOR = "application/cbor"
_LONGEST_HEAD = 2048
Operation = Callable[[bytes, bytes, Request], Message | None]
"""What is done for (journal, body, request)."""


class _Face:
    def __init__(self, central: Central) -> None:
        self._central = central
        self._waiting = Waiting(central)
        self._authentication = Authentication(central.clock)
        # Anybody can make a key and sign with it: what strangers use up is not what known desks need.
        self._of_strangers = Authentication(central.clock)

    async def time(self, request: Request) -> Response:
        nonce = _hex(request, "nonce", 32)
        return _answer(await run_in_threadpool(self._central.time, nonce))

    async def enrol(self, request: Request) -> Response:
        asked = Enrol.from_bytes(await _body(request))
        return _answer((await run_in_threadpool(self._central.enrol, asked)).to_bytes())

    async def introduce(self, request: Request) -> Response:
        first = await _body(request)
        public = introducing.public_key_of(first, self._central.zone)
        return await self._signed(request, first, self._of_strangers, lambda _: public, self._introduce)

    def asked(self, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
        """A handler for an operation only a known journal may ask."""

        async def handle(request: Request) -> Response:
            body = await _body(request)
            return await self._signed(request, body, self._authentication, self._central.public_key, operation)

        return handle

    @staticmethod
    async def _signed(
        request: Request, body: bytes, authentication: Authentication, public_keys: PublicKeys, operation: Operation
    ) -> Response:
        def work() -> bytes:
            journal = authentication.journal(request, body, public_keys)
            done = operation(journal, body, request)
            return b"" if done is None else done.to_bytes()

        return _answer(await run_in_threadpool(work))

    async def wait(self, request: Request) -> Response:
        """Of all answers the only one that is not given at once."""
        body, heard = await _body(request), list[bytes]()

        def told(journal: bytes, body: bytes, _: Request) -> Message:
            heard.append(journal)
            return Alarm.from_bytes(body)

        await self._signed(request, body, self._authentication, self._central.public_key, told)
        return _answer((await self._waiting.differs(heard[0], Alarm.from_bytes(body))).to_bytes())

    def _introduce(self, journal: bytes, body: bytes, _: Request) -> None:
        self._central.introduce(journal, body)

    def held(self, journal: bytes, _: bytes, __: Request) -> Message:
        return self._central.held(journal)

    def push(self, journal: bytes, body: bytes, request: Request) -> Message:
        return self._central.push(journal, split(body), _hex(request, "head", _LONGEST_HEAD))

    def offer(self, journal: bytes, body: bytes, _: Request) -> Message:
        return self._central.offer(journal, _hashes(body))

    def put(self, journal: bytes, body: bytes, _: Request) -> Message:
        return self._central.put_attachments(journal, split(body))

    def get(self, journal: bytes, body: bytes, _: Request) -> Message:
        return self._central.get_attachments(journal, _hashes(body))

    def pull(self, journal: bytes, body: bytes, _: Request) -> Message:
        return self._central.pull(journal, Cursor.from_bytes(body) if body else None)

    def crossings(self, journal: bytes, body: bytes, _: Request) -> Message:
        return self._central.crossings(journal, CrossingQuery.from_bytes(body))

    def codes(self, journal: bytes, body: bytes, _: Request) -> None:
        self._central.keep_codes(journal, Codes.from_bytes(body).codes)

    def newest(self, journal: bytes, body: bytes, _: Request) -> Message:
        return self._central.newest_crossings(journal, NewestQuery.from_bytes(body))

    def entry(self, journal: bytes, body: bytes, _: Request) -> Message:
        return self._central.entry(journal, EntryQuery.from_bytes(body))

    def bundle_key(self, journal: bytes, body: bytes, _: Request) -> Message:
        return bundle_keys.take_over(self._central, journal, KeyTold.from_bytes(body))


def build(central: Central) -> FastAPI:
    """The application for one server."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    face = _Face(central)
    app.add_api_route("/time", face.time, methods=["GET"])
    app.add_api_route("/enrol", face.enrol, methods=["POST"])
    app.add_api_route("/introduce", face.introduce, methods=["POST"])
    app.add_api_route("/held", face.asked(face.held), methods=["GET"])
    app.add_api_route("/push", face.asked(face.push), methods=["POST"])
    app.add_api_route("/offer", face.asked(face.offer), methods=["POST"])
    app.add_api_route("/attachments", face.asked(face.put), methods=["POST"])
    app.add_api_route("/attachments/wanted", face.asked(face.get), methods=["POST"])
    app.add_api_route("/pull", face.asked(face.pull), methods=["POST"])
    app.add_api_route("/crossings", face.asked(face.crossings), methods=["POST"])
    app.add_api_route("/codes", face.asked(face.codes), methods=["POST"])
    app.add_api_route("/crossings/newest", face.asked(face.newest), methods=["POST"])
    app.add_api_route("/wait", face.wait, methods=["POST"])
    app.add_api_route("/entry", face.asked(face.entry), methods=["POST"])
    app.add_api_route("/bundle_key", face.asked(face.bundle_key), methods=["POST"])
    app.add_exception_handler(PassdeskError, _refused)
    app.add_exception_handler(HTTPException, _not_found)
    app.add_exception_handler(Exception, _broken)
    return app


async def _body(request: Request) -> bytes:
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > LONGEST_REQUEST:
            raise Misuse(f"A request is at most {LONGEST_REQUEST} bytes.", kept="Nothing of it was read.")
    return data


def _hex(request: Request, name: str, most: int) -> bytes:
    text = request.query_params.get(name, "")
    try:
        if len(text) > 2 * most:
            raise ValueError(name)
        return bytes.fromhex(text)
    except ValueError as error:
        raise Misuse(f"The query parameter {name} is not of the form this server knows.") from error


def _hashes(body: bytes) -> tuple[bytes, ...]:
    return hashes(canonical.decode(body, limit=LONGEST_REQUEST))


def _answer(data: bytes) -> Response:
    return Response(data, media_type=_CBOR)


async def _refused(_: Request, error: Any) -> Response:
    status, said = say(error)
    if isinstance(error, Trouble) and not isinstance(error, Damaged):
        log.error("%s", error)
    return Response(said.to_bytes(), status_code=status, media_type=_CBOR)


async def _not_found(_: Request, error: Any) -> Response:
    said = Said("misuse", f"The server knows no such request ({error.status_code}).", "", "")
    return Response(said.to_bytes(), status_code=error.status_code, media_type=_CBOR)


async def _broken(_: Request, error: Any) -> Response:
    log.error("a request failed", exc_info=error)
    said = Said("trouble", "The server failed at this request.", "Nothing of it was kept.", "Try again later.")
    return Response(said.to_bytes(), status_code=500, media_type=_CBOR)
