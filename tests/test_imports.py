"""What a measurement or a figure is made of, said by its name."""

import pytest

from scripts import imports


@pytest.mark.parametrize(
    ("name", "among", "not_among"),
    [
        ("counting", "scripts/experiments/tasks/a_then_b.py", "scripts/experiments/tasks/adding.py"),
        ("retention_curves", "scripts/reference/activations.py", "scripts/reference/rnn.py"),
        ("scripts.reference.gru", "scripts/reference/over_time.py", "scripts/reference/lstm.py"),
    ],
)
def test_every_module_behind_a_name_is_listed_with_its_path(capsys, name, among, not_among):
    assert imports.main([name]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert among in listed
    assert not_among not in listed
    assert not any(path.endswith("__init__.py") for path in listed)


def test_one_name_may_be_that_of_a_measurement_and_of_a_figure(capsys):
    assert imports.main(["long_lags"]) == 0
    listed = capsys.readouterr().out
    for floor in ("experiments", "figures"):
        assert f"scripts/{floor}/q23_long_term_dependencies/long_lags.py" in listed


def test_a_name_that_there_is_not(capsys):
    assert imports.main(["long_legs"]) == 2
    assert capsys.readouterr().err == "no measurement, figure or module is called long_legs\n"
