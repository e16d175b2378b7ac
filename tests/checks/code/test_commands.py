"""Commands in code font."""

import pytest

from scripts.checks.code import commands
from scripts.checks.repository import Repository

HERE = "It came late"


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("python -m scripts.experiments adding", []),
        ("python -m scripts.experiments addding", ['no experiment "addding" (did you mean "adding"?)']),
        ("python -m scripts.experiments adding counting", ['no experiment "counting"']),
        ("make check", []),
        ("make figures NAME=gate", []),
        ("make chek", ['no verb "chek" in the Makefile (did you mean "check"?)']),
        ("make", []),
    ],
)
def test_commands(site, command, told):
    site.write("Makefile", "check: site-environment ## lint\n\nsite-environment test-environment: %:\n\nfigures:\n")
    site.edit(HERE, f"Run `{command}` for it. {HERE}")
    assert [problem.message for problem in commands.check(Repository(site.root))] == told
