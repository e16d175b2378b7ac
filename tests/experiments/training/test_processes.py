"""Work in other processes: each result comes back by its name, with one thread, in the environment asked for."""

import os

import torch

from scripts.experiments.training import processes


def threads(name: str) -> tuple[str, int, int]:
    return name, torch.get_num_threads(), os.getpid()


def test_each_job_comes_back_by_its_name_from_a_process_of_one_thread():
    found = dict(processes.finished({("job", k): (threads, (f"name {k}",)) for k in range(3)}))
    assert sorted(found) == [("job", 0), ("job", 1), ("job", 2)]
    for (_, k), (name, count, pid) in found.items():
        assert (name, count) == (f"name {k}", 1)
        assert pid != os.getpid()


def test_alone_holds_the_environment_from_the_start_and_only_there():
    assert processes.alone(os.getenv, "GUIDE_SAYS", environment={"GUIDE_SAYS": "yes"}) == "yes"
    assert "GUIDE_SAYS" not in os.environ
