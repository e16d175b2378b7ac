"""A fresh clone installs what pyproject.toml names."""

PROJECT = """[project]
name = "guide"
dependencies = ["mkdocs==1.6.1", "PyYAML"]

[project.optional-dependencies]
test = ["pytest>=8"]
"""


def test_pinned(site):
    site.write("pyproject.toml", PROJECT)
    site.write("requirements.txt", "mkdocs==1.6.1\npyyaml==6.0.2 ; python_version > '3'\n")
    site.write("requirements-test.txt", "# tests\nmkdocs==1.6.1\npyyaml==6.0.2\npytest==9.0\n")
    assert site.problems() == []


def test_not_pinned(site):
    site.write("pyproject.toml", PROJECT)
    site.write("requirements.txt", "mkdocs==1.6.1\npyyml==6.0.2\n")
    site.write("requirements-test.txt", "mkdocs==1.6.1\npyyaml==6.0.2\npytest>=8\n")
    assert site.problems() == [
        'pyproject.toml:3: requirements.txt has no version of PyYAML (did you mean "pyyml"?); run make pins',
        "pyproject.toml:6: requirements-test.txt has no version of pytest; run make pins",
        "requirements-test.txt:3: no version: pytest>=8; run make pins",
    ]


def test_not_toml(site):
    site.write("pyproject.toml", "[project]\nname = guide\n")
    (found,) = site.problems()
    assert found.startswith("pyproject.toml:2: not TOML: ")
