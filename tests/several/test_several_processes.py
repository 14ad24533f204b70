"""Web twice, worker and mail listener on PostgreSQL and Redis: one house, whichever door one uses."""

from __future__ import annotations

import contextlib
import os
import signal
import smtplib
import subprocess
import sys
import threading
import time
import uuid

import pytest

from tests.running import ROOT, eventually
from tests.servers import free_port
from tests.several.conftest import Street, ready
from tests.several.house import WAIT, Agent, Visitor
from tests.several.victim import FATAL
from tests.several.window import Lost, Window
from web.live.relay import RETRY_AFTER


@pytest.fixture(scope="module")
def agent(street: Street) -> Agent:
    """The lead, signed in at B, who sees every ticket."""
    return Agent(street.b.base, "shenqing")


def sequence_of(street: Street, ticket_no: str) -> int:
    found = street.house.rows("SELECT last_sequence FROM ticket WHERE ticket_no = :no", no=ticket_no)
    return int(found[0][0])


def lines_of(street: Street, visitor: Visitor, words: str) -> int:
    found = street.house.rows(
        "SELECT count(*) FROM chat_turn t JOIN chat_session s ON s.id = t.session_id"
        " WHERE s.key = :key AND t.body = :words AND t.author = 'visitor'",
        key=visitor.key,
        words=words,
    )
    return int(found[0][0])


def test_a_visitor_at_one_and_an_agent_at_another_see_each_other(
    street: Street, visitor: Visitor, agent: Agent
) -> None:
    """Both windows are told by a push, neither has to ask whether there is something new."""
    assert visitor.window is not None
    console = agent.console(visitor.ticket_no)

    visitor.say("订单号 8821")
    told = console.hears("ticket")

    assert told["id"] > 0
    assert "订单号 8821" in agent.page(f"/console/tickets/{visitor.ticket_no}")

    visitor.fetch()
    visitor.window.heard.clear()
    assert agent.reply(visitor.ticket_no, "已为您退款", sequence_of(street, visitor.ticket_no)) == 200
    visitor.window.hears("turn", WAIT)

    assert eventually(lambda: "已为您退款" in visitor.fetch(), seconds=WAIT)
    console.close()


def test_colleagues_at_different_processes_see_each_other(
    street: Street, visitor: Visitor, agent: Agent
) -> None:
    """Who looks at a ticket and who is writing is known at both; who closes the page is gone at both."""
    other = Agent(street.a.base, "luyao")
    mine, theirs = agent.console(visitor.ticket_no), other.console(visitor.ticket_no)

    def names(window: Window) -> list[str]:
        return [one["name"] for one in window.hears("viewers", WAIT)["viewers"]]

    assert eventually(lambda: names(mine) == ["沈青", "陆遥"], seconds=WAIT)
    theirs.close()
    assert eventually(lambda: names(mine) == ["沈青"], seconds=WAIT)
    mine.close()


def test_limits_count_for_all_processes_together(street: Street) -> None:
    """Who has tried too often at A is refused at B too."""
    at_a, at_b = Agent(street.a.base, "nobody-here"), Agent(street.b.base, "nobody-here")

    def status_at_b_once_a_refuses() -> int:
        while at_a.sign_in("guessed", "wrong-password") != 429:
            pass
        return at_b.sign_in("guessed", "wrong-password")

    # A minute may end just between the two: then it is asked once more.
    assert 429 in {status_at_b_once_a_refuses(), status_at_b_once_a_refuses()}


def test_a_mail_taken_by_the_listener_becomes_a_ticket(street: Street) -> None:
    """The listener stores it, the worker reads it, every web process shows it."""
    subject = f"charged twice {uuid.uuid4().hex[:8]}"
    mail = (
        f"From: wang@example.com\r\nTo: care@hefan.example\r\nMessage-ID: <{uuid.uuid4().hex}@example.com>\r\n"
        f"Subject: {subject}\r\n\r\nplease refund\r\n"
    )
    with smtplib.SMTP("127.0.0.1", street.mail_port, timeout=60) as client:
        client.sendmail("wang@example.com", ["care@hefan.example"], mail.encode())

    found = eventually(
        lambda: street.house.rows("SELECT ticket_no FROM ticket WHERE subject = :it", it=subject),
        seconds=WAIT,
    )

    assert len(found) == 1


def test_redis_killed_with_live_chats_costs_a_moment_and_no_line(
    street: Street, visitor: Visitor, agent: Agent
) -> None:
    """While it is away lines are stored and acknowledged; once it is back every window is told to catch up."""
    assert visitor.window is not None
    console = agent.console(visitor.ticket_no)
    street.house.redis.kill()
    try:
        acknowledged = visitor.say("Redis 不在的时候说的话")
        assert acknowledged["sequence"] > 0
        assert lines_of(street, visitor, "Redis 不在的时候说的话") == 1
        assert "Redis" in str(ready(street.b)["notes"])
        visitor.fetch()
        visitor.window.heard.clear()
        console.heard.clear()
        assert agent.reply(visitor.ticket_no, "这时候的回答", sequence_of(street, visitor.ticket_no)) == 200
        written = "SELECT count(*) FROM chat_turn WHERE body = '这时候的回答'"
        assert eventually(lambda: street.house.rows(written)[0][0] == 1, seconds=WAIT)
    finally:
        street.house.redis.start()
    back_at = time.monotonic()

    visitor.window.hears("catch_up", WAIT)
    caught_up_after = time.monotonic() - back_at

    assert "这时候的回答" in visitor.fetch()
    console.hears("catch_up", WAIT)
    assert RETRY_AFTER <= 1.0, f"windows may wait five seconds; they waited {caught_up_after:.1f}"
    console.close()


def test_redis_wiped_loses_nothing(street: Street, visitor: Visitor, agent: Agent) -> None:
    """No sign-in, no line, no job of record lived only there."""
    import redis

    with redis.Redis.from_url(street.house.redis.url) as client:
        client.flushall()

    assert visitor.say("清空之后")["sequence"] > 0
    assert agent.reply(visitor.ticket_no, "还在", sequence_of(street, visitor.ticket_no)) == 200
    assert eventually(lambda: "还在" in visitor.fetch(), seconds=WAIT)


def test_a_web_process_starts_without_redis_and_says_so(street: Street) -> None:
    """Degraded, not dead: a visitor is heard, the operator is told at the start and by readyz."""
    web = street.house.start_web(VOC_REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")

    visitor = Visitor(web.base).arrive()
    visitor.hand_over()

    assert "Redis does not answer" in web.said()
    assert "Redis does not answer" in str(ready(web)["notes"])
    assert lines_of(street, visitor, "转人工") == 1
    assert web.end() == 0


def test_many_processes_refuse_to_count_each_for_itself() -> None:
    """``voc web`` without Redis says what it needs and does not start."""
    done = subprocess.run(
        [sys.executable, "-m", "web.cli", "web"],
        cwd=ROOT,
        env={**{k: v for k, v in os.environ.items() if not k.startswith("VOC_")}, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )

    assert done.returncode != 0
    assert "VOC_REDIS_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_line_whose_acknowledgement_was_lost_is_stored_once(street: Street) -> None:
    """The process dies after the commit: the window sends the same line to another one and gets its number."""
    web = street.house.start_web("tests.several.victim")
    visitor = Visitor(web.base).arrive()
    client_id = str(uuid.uuid4())

    with pytest.raises(Lost):
        visitor.say(FATAL, client_id)
    assert lines_of(street, visitor, FATAL) == 1
    visitor.arrive(street.b.base)
    again = visitor.say(FATAL, client_id)

    assert again["sequence"] > 0
    assert lines_of(street, visitor, FATAL) == 1


def test_a_process_that_is_told_to_end_breaks_no_promise(street: Street) -> None:
    """Under talk, ended by SIGTERM: what it acknowledged is stored once, the rest is said at another process."""
    web = street.house.start_web()
    visitors = [Visitor(web.base).arrive() for _ in range(4)]
    said: dict[int, list[str]] = {number: [] for number in range(len(visitors))}
    talking = threading.Event()

    def talk(number: int, visitor: Visitor) -> None:
        for line in range(12):
            words, client_id = f"第{number}位第{line}句", str(uuid.uuid4())
            while True:
                with contextlib.suppress(Lost, OSError):
                    visitor.say(words, client_id)
                    break
                visitor.arrive(street.b.base)
            said[number].append(words)
            talking.set()

    threads = [threading.Thread(target=talk, args=pair) for pair in enumerate(visitors)]
    for thread in threads:
        thread.start()
    talking.wait(WAIT)
    ended = web.end(signal.SIGTERM)
    for thread in threads:
        thread.join(WAIT)

    assert ended == 0
    assert [len(words) for words in said.values()] == [12, 12, 12, 12]
    stored = [lines_of(street, visitor, words) for n, visitor in enumerate(visitors) for words in said[n]]
    assert set(stored) == {1}


def test_a_worker_that_is_told_to_end_leaves_its_work_to_the_others(
    street: Street, visitor: Visitor, agent: Agent
) -> None:
    """It finishes what it has in hand and ends well; a second one delivers what comes next."""
    second = street.house.start("web.cli", "worker")
    eventually(lambda: "working" in second.said(), seconds=WAIT)

    assert street.worker.end(signal.SIGTERM) == 0
    assert agent.reply(visitor.ticket_no, "由第二个送达", sequence_of(street, visitor.ticket_no)) == 200

    assert eventually(lambda: "由第二个送达" in visitor.fetch(), seconds=WAIT)
