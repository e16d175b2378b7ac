"""Services are asked slowly, again when they are busy, and not for ever."""

import io
from email.message import Message
from urllib.error import HTTPError, URLError

import pytest

from scripts.sources import network
from scripts.sources.network import Unanswered

CROSSREF = "https://api.crossref.org/works/10.1/"
ARXIV = "https://export.arxiv.org/api/query?id_list="


def test_one_request_a_second_and_at_arxiv_one_in_three(services):
    services.instead = {"//": [(200, b"yes", "")]}
    asker = services.asker()
    for url in (f"{CROSSREF}a", f"{ARXIV}1", f"{CROSSREF}b", f"{ARXIV}2"):
        assert asker.ask(url, bytes.decode) == "yes"
    assert services.slept == [1.0, 3.0]
    assert services.agents == {"guide (https://code.example/guide)"}


@pytest.mark.parametrize(
    "busy",
    [(429, b"", "7"), (500, b"", "7"), (503, b"", "7"), (200, b"Rate exceeded.", "7")],
)
def test_a_busy_service_is_asked_again_after_the_pause_that_it_names(services, busy):
    services.instead = {"": [busy, (200, b"3", "")]}
    assert services.asker().ask(f"{CROSSREF}a", int) == 3
    assert len(services.asked) == 2
    assert services.slept == [7.0, 1.0]


def test_a_service_that_stays_silent(services):
    services.instead = {"": [URLError("no route")]}
    with pytest.raises(Unanswered, match=r"10\.1/a: URLError: .*no route"):
        services.asker().ask(f"{CROSSREF}a", int)
    assert len(services.asked) == network.TRIES
    assert services.slept == [5.0, 1.0, 15.0, 1.0, 45.0, 1.0]


def test_what_is_forbidden_is_not_asked_again(services):
    services.instead = {"": [(403, b"", "")]}
    with pytest.raises(Unanswered, match=r"10\.1/a: status 403"):
        services.asker().ask(f"{CROSSREF}a", int)
    assert len(services.asked) == 1


def test_a_service_that_is_down_is_given_up_and_the_other_is_not(services):
    services.instead = {"crossref": [(403, b"", "")], "arxiv": [(200, b"3", "")]}
    asker = services.asker()
    for _ in range(network.MOST_FAILURES + 3):
        with pytest.raises(Unanswered):
            asker.ask(f"{CROSSREF}a", int)
    assert len(services.asked) == network.MOST_FAILURES
    assert asker.ask(f"{ARXIV}1", int) == 3


def test_nothing_there(services):
    assert services.asker().ask(f"{CROSSREF}a", int) is None


@pytest.mark.parametrize("again", ["", "9"])
def test_a_status_is_an_answer_too(monkeypatch, again):
    headers = Message()
    if again:
        headers["Retry-After"] = again
    asked = []

    def busy(request, timeout):
        asked.append((request.full_url, request.get_header("User-agent"), timeout))
        raise HTTPError(request.full_url, 429, "Too Many Requests", headers, io.BytesIO(b"slower"))

    monkeypatch.setattr(network, "urlopen", busy)
    assert network.fetch(f"{CROSSREF}a", "guide") == (429, b"slower", again)
    assert asked == [(f"{CROSSREF}a", "guide", network.SECONDS)]
