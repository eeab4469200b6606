"""A live camera and its decoder, two threads with a mailbox of one slot between them."""

from collections.abc import Callable
from itertools import count
from threading import Event, Thread

from passdesk.clock import Clock
from passdesk.scanning.camera import BGR, CameraSource, CameraState, CameraThread
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Frame, Grey, Look
from passdesk.scanning.mailbox import Mailbox
from passdesk.scanning.sightings import Seen, Sightings
from passdesk.scanning.waiting import Waiting

_STOPPED_WITHIN = 2.0  # seconds


def _no_picture(_grey: Grey, _picture: BGR, _at_us: int) -> None:
    """For who only wants the codes."""


class LiveReader:
    """Reads codes off a camera until `stop`. `on_seen` is called on the decoder's thread, `on_frame` (a picture to
    show, unmirrored, not to be written to) and `on_state` as in `CameraThread`.

    `window`, µs, is how long after its last sighting the same text is the same presentation; `nanoseconds`
    may tick, to say what decoding took.
    """

    def __init__(
        self,
        open: Callable[[], CameraSource],  # noqa: A002 - as in CameraThread
        on_seen: Callable[[Seen], None],
        on_state: Callable[[CameraState], None],
        clock: Clock,
        *,
        window: int,
        on_frame: Callable[[Grey, BGR, int], None] = _no_picture,
        nanoseconds: Callable[[], int] = lambda: 0,
        waiting: Waiting = Event.wait,
    ) -> None:
        self._on_seen, self._on_frame, self._nanoseconds = on_seen, on_frame, nanoseconds
        self._sightings = Sightings(window=window)
        self._mailbox = Mailbox[Frame]()
        self._numbers = count()
        self._newest: tuple[int, Look] | None = None
        self._camera = CameraThread(open, self._took, on_state, clock, waiting=waiting)
        self._decoding = Thread(target=self._decode, name="decoder", daemon=True)

    @property
    def newest(self) -> tuple[int, Look] | None:
        """The time (µs) of the newest frame looked at and what was in it: corners to paint. From any thread."""
        return self._newest

    @property
    def passed_over(self) -> int:
        """How many frames came while another was decoded and were replaced by a newer one."""
        return self._mailbox.overwritten

    def start(self) -> None:
        self._decoding.start()
        self._camera.start()

    def stop(self) -> bool:
        """Ends all threads within some seconds and says whether they ended. Nothing is told afterwards."""
        ended = self._camera.stop()
        self._mailbox.close()
        if self._decoding.ident is not None:
            self._decoding.join(_STOPPED_WITHIN)
        return ended and not self._decoding.is_alive()

    def _took(self, grey: Grey, picture: BGR, at_us: int) -> None:
        self._mailbox.put(Frame("camera", next(self._numbers), grey, at_us, still=False))
        self._on_frame(grey, picture, at_us)

    def _decode(self) -> None:
        decoder = Decoder()
        while (frame := self._mailbox.take()) is not None:
            began = self._nanoseconds()
            look = decoder.look(frame)
            took = self._nanoseconds() - began
            self._newest = (frame.at or 0, look)
            for seen in self._sightings.looked(frame, look, decode_ns=took):
                self._on_seen(seen)
            if self._sightings.unread is not None:
                decoder.expect(self._sightings.unread)
