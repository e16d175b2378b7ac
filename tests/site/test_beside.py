"""A second process answers as the first would, and where there is none, nobody notices."""

import os
import time

import pytest

from scripts.site import beside as second
from scripts.site.beside import begin, beside, end


def whose(word: str) -> tuple[str, int]:
    if word == "no":
        raise ValueError(word)
    return word, os.getpid()


@pytest.fixture
def begun(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(second.sys, "platform", "linux")
    begin()
    yield
    end()


def test_another_process_gives_the_answer_each_time_that_it_is_asked_for(begun):
    asked = beside(whose, word="yes")
    word, process = asked()
    assert (word, process) == asked() == ("yes", process)
    assert process != os.getpid()


def test_what_it_raises_is_raised_where_the_answer_is_asked_for(begun):
    asked = beside(whose, "no")
    with pytest.raises(ValueError, match="no"):
        asked()


def test_once_it_has_ended_this_process_answers(begun):
    end()
    assert beside(whose, "yes")() == ("yes", os.getpid())


def test_on_a_single_core_this_process_answers_and_once(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    begin()
    calls = []
    asked = beside(calls.append, 1)
    assert not calls, "not before it is asked for"
    assert (asked(), asked()) == (None, None)
    assert calls == [1]


def test_what_the_other_process_leaves_this_one_works_out(begun):
    asked = [beside(slow, number) for number in range(9)]
    end()
    assert [one() for one in asked] == list(range(9))


def test_a_process_that_the_system_has_stopped_is_not_missed(begun):
    asked = beside(stopped, os.getpid())
    assert asked() == "here"


def slow(number: int) -> int:
    time.sleep(0.05)
    return number


def stopped(first: int) -> str:
    if os.getpid() != first:
        os._exit(1)
    return "here"
