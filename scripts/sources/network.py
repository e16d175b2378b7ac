"""Requests to others' services: with our name, one after the other, with pauses, and again where a service is busy."""

import time
from collections.abc import Callable
from http.client import HTTPException
from typing import TypeVar
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

T = TypeVar("T")
Answer = tuple[int, bytes, str]  # status, what was answered, and after how many seconds to ask again if it is said
SECONDS = 60
TRIES = 4
MOST_FAILURES = 5  # of one host: it is not asked any more, for it does not answer today
LONGEST_PAUSE = 120.0
PAUSES = {"api.crossref.org": 1.0, "doi.org": 1.0, "export.arxiv.org": 3.0}


class Unanswered(Exception):
    """A service did not say, neither yes nor no."""


def fetch(url: str, agent: str) -> Answer:
    """What a host answers, of whatever status. Raises OSError or HTTPException."""
    try:
        with urlopen(Request(url, headers={"User-Agent": agent}), timeout=SECONDS) as answer:
            return answer.status, answer.read(), ""
    except HTTPError as error:
        with error:
            return error.code, error.read(), error.headers.get("Retry-After", "")


class Asker:
    """Asks hosts, each at its pace; `agent` says who asks, and where the others find us."""

    def __init__(
        self,
        agent: str,
        fetch: Callable[[str, str], Answer] = fetch,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is asked until `ask` is called."""
        self._agent, self._fetch, self._sleep, self._clock = agent, fetch, sleep, clock
        self._last: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def ask(self, url: str, read: Callable[[bytes], T]) -> T | None:
        """What `read` makes of the answer; None where the host has nothing there.

        An answer of which `read` makes a ValueError is one of a host that is busy: such hosts send a page that says so.

        Raises:
            Unanswered: the host does not answer, or with something else, however often it is asked.
        """
        host = urlsplit(url).hostname or ""
        if self._failures.get(host, 0) >= MOST_FAILURES:
            raise Unanswered(f"{host} is not asked any more: {MOST_FAILURES} times it did not answer")
        said = ""
        for attempt in range(TRIES):
            self._wait(host)
            again = ""
            try:
                status, body, again = self._fetch(url, self._agent)
                if status == 404:
                    return None
                if status in (200, 400):  # arXiv says with 400 which number is none
                    return read(body)
                said = f"status {status}"
                if status != 429 and status < 500:
                    break
            except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
                said = f"{type(error).__name__}: {error}"
            if attempt + 1 < TRIES:
                self._sleep(_pause(again, attempt))
        self._failures[host] = self._failures.get(host, 0) + 1
        raise Unanswered(f"{url}: {said}")

    def _wait(self, host: str) -> None:
        """Until as much time has passed since the host was last asked as it asks for."""
        if host in self._last:
            self._sleep(max(0.0, self._last[host] + PAUSES.get(host, 1.0) - self._clock()))
        self._last[host] = self._clock()


def _pause(again: str, attempt: int) -> float:
    """The seconds until a host is asked again: those that it names, else ever more."""
    return min(float(again) if again.isdigit() else 5.0 * 3**attempt, LONGEST_PAUSE)
