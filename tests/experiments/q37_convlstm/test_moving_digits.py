"""Forecasts of moving digits: what the record says, and one network measured again."""

import pytest
import torch

from scripts.experiments.q37_convlstm import bouncing
from scripts.experiments.q37_convlstm import moving_digits as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks import held_out
from scripts.reference import params

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "moving_digits.json").results


def test_errors_are_summed_over_pixels_and_averaged_over_films() -> None:
    to_come = torch.zeros(2, 3, 1, 16, 16)
    said = to_come.clone()
    said[0, 0, 0, 0, :2] = 1.0
    said[1, :, 0, 5, 5] = 0.5
    assert experiment.errors(said, to_come) == pytest.approx([2 / 3, 0.25])


def test_the_small_networks_are_of_about_one_size_and_the_wide_one_is_not(recorded: dict) -> None:
    sizes = {name: recorded[name]["parameters"] for name in SETTINGS["models"]}
    assert sizes["conv"] == params.convlstm(1, 8, 5) + 8 + 1
    assert 0.9 < sizes["full"] / sizes["conv"] < 1
    assert 80 < sizes["full_wide"] / sizes["conv"] < 83


def test_the_baseline_is_measured_again(recorded: dict) -> None:
    test = experiment.films(bouncing.images("test"), SETTINGS["test_films"], SETTINGS, held_out.generator())
    seen, to_come = test.split([SETTINGS["seen"], SETTINGS["ahead"]])
    assert experiment.errors(seen[-1:], to_come) == pytest.approx(recorded["copy"]["by_step"], rel=1e-4)


def test_cheapest_network_learns_again_as_it_was_recorded(recorded: dict) -> None:
    settings = SETTINGS | {"updates": 100}
    network = experiment.train(SETTINGS["models"]["full"], 0, settings)
    test = experiment.films(bouncing.images("test"), 100, SETTINGS, held_out.generator())
    with torch.no_grad():
        said = experiment.forecast(network, test[: SETTINGS["seen"]], SETTINGS["ahead"])[-SETTINGS["ahead"] :]
    error = sum(experiment.errors(said.sigmoid(), test[SETTINGS["seen"] :])) / SETTINGS["ahead"]
    assert recorded["full"]["error"]["mean"] - 0.5 < error < recorded["copy"]["error"]


def test_what_the_page_says_of_the_results_holds_for_every_seed(recorded: dict) -> None:
    copied = recorded["copy"]["by_step"]
    for step in range(SETTINGS["ahead"]):
        conv, full, wide = (recorded[name]["by_step"][step]["values"] for name in ("conv", "full", "full_wide"))
        assert max(conv) < min(full) < max(full) < copied[step]
        assert max(wide) < min(conv) or step == 0
    assert recorded["full_wide"]["by_step"][0]["mean"] < recorded["conv"]["by_step"][0]["mean"]
