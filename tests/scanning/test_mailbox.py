"""The one-slot mailbox between camera and decoder."""

from threading import Thread

from passdesk.scanning.mailbox import Mailbox


def test_the_newest_wins_and_the_lost_are_counted() -> None:
    mailbox = Mailbox[int]()
    for number in range(5):
        mailbox.put(number)
    assert (mailbox.take(), mailbox.take_now(), mailbox.overwritten) == (4, None, 4)


def test_what_lies_there_can_be_taken_after_closing_and_nothing_put() -> None:
    mailbox = Mailbox[str]()
    mailbox.put("last")
    mailbox.close()
    mailbox.put("too late")
    assert (mailbox.take(), mailbox.take()) == ("last", None)


def test_closing_wakes_who_waits() -> None:
    mailbox = Mailbox[int]()
    taken: list[int | None] = []
    waiting = Thread(target=lambda: taken.append(mailbox.take()))
    waiting.start()
    mailbox.close()
    waiting.join(timeout=30)
    assert taken == [None]


def test_between_threads_nothing_comes_twice_or_out_of_order_and_the_last_arrives() -> None:
    mailbox = Mailbox[int]()
    taken: list[int] = []

    def take_all() -> None:
        while (number := mailbox.take()) is not None:
            taken.append(number)

    taker = Thread(target=take_all)
    taker.start()
    for number in range(2_000):
        mailbox.put(number)
    mailbox.close()
    taker.join(timeout=30)
    assert taken == sorted(set(taken))
    assert taken[-1] == 1_999
    assert len(taken) + mailbox.overwritten == 2_000
