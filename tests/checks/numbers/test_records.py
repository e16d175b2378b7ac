"""The versions of a record are those of packages that we use, and of no future."""

import json

import pytest

from scripts.experiments.records import record

REMEDY = "run make experiments NAME=adding"


@pytest.mark.parametrize(
    ("versions", "problem"),
    [
        ({"tensorflow": "2.20.0"}, "versions.tensorflow: no package that is used here"),
        ({"python": "3.10.2"}, "versions.python: 3.10.2, and everything here needs Python 3.11 or later"),
        ({"python": "4.0.0"}, "versions.python: 4.0.0, and everything here needs Python 3.11 or later"),
        ({"torch": "2.14.0+cpu"}, "versions.torch: 2.14.0+cpu, and 2.13.0 is pinned"),
        ({"numpy": "2.4.10"}, "versions.numpy: 2.4.10, and 2.4.6 is pinned"),
        ({"numpy": "2.3.9"}, ""),
        ({"scipy": "1.17.1"}, ""),
    ],
)
def test_versions_are_those_of_packages_that_could_measure(site, versions, problem):
    site.write("requirements.txt", "numpy==2.4.6\ntorch==2.13.0\n")
    path = site.root / "figures" / "data" / "adding.json"
    made = record.read(path).model_dump(exclude={"digest"})
    record.write(path, record.sealed(**made | {"versions": made["versions"] | versions}))
    expected = [f"figures/data/adding.json:1: {problem}; {REMEDY}"] if problem else []
    assert [said for said in site.problems() if "adding.json" in said] == expected


@pytest.mark.parametrize("name", sorted(record.Record.model_fields))
def test_each_part_of_a_record_is_missed(site, name):
    path = site.root / "figures" / "data" / "adding.json"
    made = json.loads(path.read_text(encoding="utf-8"))
    del made[name]
    path.write_text(json.dumps(made), encoding="utf-8")
    assert f"figures/data/adding.json:1: a record without {name}; {REMEDY}" in site.problems()
