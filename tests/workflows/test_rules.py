"""The workflows keep our rules, and do what they are there for."""

import os
import re
import subprocess

import pytest

from tests.workflows.rules import GITHUB, WORKFLOWS, broken, commands, load, rights, triggers

MAIN = GITHUB / "workflows" / "check-and-deploy.yml"
PINNED = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_rule_is_broken(path):
    assert list(broken(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("permissions: {}\n", "", "not `permissions: {}` at the top"),
        ("permissions: {}\n", "permissions: read-all\n", "not `permissions: {}` at the top"),
        ("  pull_request:\n", "  pull_request_target:\n", "on pull_request_target, a stranger's change has our rights"),
        ("concurrency:\n", "defaults:\n", "no concurrency group"),
        ("github.token", "secrets.TOKEN", "it knows a secret"),
        ("github.token", "secrets['TOKEN']", "it knows a secret"),
        (
            PINNED,
            "actions/checkout@v7",
            "not pinned to a commit, with its version behind it: - uses: actions/checkout@v7",
        ),
        (
            PINNED,
            PINNED.partition(" ")[0],
            f"not pinned to a commit, with its version behind it: - uses: {PINNED.partition(' ')[0]}",
        ),
        ("    timeout-minutes: 60\n", "", "test: no timeout"),
        ("    permissions:\n      contents: read # to check the code out\n", "", "test: no permissions of its own"),
        ("          persist-credentials: false\n", "          clean: true\n", "test: the token stays in the checkout"),
        ("contents: read", "contents: write", "test: code is checked out where something may be written"),
        (
            "permissions:\n      contents: read # to check the code out",
            "permissions: write-all",
            "test: code is checked out where something may be written",
        ),
    ],
)
def test_a_broken_rule_is_found(old, new, problem):
    text = MAIN.read_text(encoding="utf-8")
    assert old in text
    assert list(broken(text.replace(old, new, 1))) == [problem]


def test_a_pull_request_is_checked_and_shown_and_nothing_of_it_published():
    workflow = load(MAIN)
    assert triggers(workflow) == {"pull_request", "push"}
    assert workflow[True]["push"] == {"branches": ["main"]}
    jobs = workflow["jobs"]
    first = {name for name, job in jobs.items() if "needs" not in job}
    assert first == {"test", "workflows", "site"}
    assert all(rights(jobs[name]) == {"contents: read"} for name in first)
    assert set(jobs["build"]["needs"]) == first
    assert jobs["build"]["if"] == "github.event_name == 'push'"
    assert jobs["deploy"]["needs"] == "build"
    assert "if" not in jobs["deploy"], "a condition of its own would let it run after a build that failed"


def test_what_decides_is_the_script_that_decides_everywhere():
    assert ".ci/run" in commands(load(MAIN)["jobs"]["test"]).splitlines()


def test_the_guard_stands_between_the_build_and_its_upload():
    steps = load(MAIN)["jobs"]["build"]["steps"]
    done = [step.get("uses", step.get("run", "")).split("@")[0].split("/bin/")[-1] for step in steps]
    guard = 'python -m scripts.publication.addresses site --published "$PUBLISHED"'
    assert done[-3:] == ["make site", guard, "actions/upload-pages-artifact"]
    assert done[-4] == "make editions NAME=offline", "the site offers it, so it comes first"
    assert not [step for step in steps if "if" in step or step.get("continue-on-error")]


@pytest.mark.parametrize(
    ("name", "job", "allowed"),
    [
        ("check-and-deploy.yml", "deploy", {"pages: write", "id-token: write"}),
        ("release.yml", "attach", {"contents: write"}),
        ("sources.yml", "report", {"issues: write"}),
    ],
)
def test_one_job_may_write_and_it_runs_no_code_of_ours(name, job, allowed):
    jobs = load(GITHUB / "workflows" / name)["jobs"]
    writing = {name for name, one in jobs.items() if any(right.endswith("write") for right in rights(one))}
    assert writing == {job}
    assert rights(jobs[job]) == allowed
    assert not re.search(r"python|pip|make", commands(jobs[job]))


def test_links_are_followed_on_a_schedule_and_never_for_a_pull_request():
    workflow = load(GITHUB / "workflows" / "links.yml")
    assert triggers(workflow) == {"schedule", "workflow_dispatch"}
    assert not [path.name for path in WORKFLOWS if "lychee" in path.read_text() and path.name != "links.yml"]


def test_one_record_is_measured_again_on_a_schedule_and_never_for_a_pull_request():
    workflow = load(GITHUB / "workflows" / "records.yml")
    assert triggers(workflow) == {"schedule", "workflow_dispatch"}
    (job,) = workflow["jobs"].values()
    assert rights(job) == {"contents: read"}
    assert commands(job).splitlines()[-1] == ".venv/bin/python -m scripts.experiments.again"
    assert not [step for step in job["steps"] if "if" in step or step.get("continue-on-error")]


def test_sources_are_compared_on_a_schedule_and_those_of_a_pull_request_before_it_is_merged():
    workflow = load(GITHUB / "workflows" / "sources.yml")
    assert triggers(workflow) == {"schedule", "workflow_dispatch", "pull_request"}
    compare, report = workflow["jobs"]["compare"], workflow["jobs"]["report"]
    assert compare["steps"][0]["with"]["fetch-depth"] == 2, "the parent of the merge is there"
    (step,) = [one for one in compare["steps"] if "id" in one]
    assert step["env"]["SINCE"] == "${{ github.event_name == 'pull_request' && 'HEAD^' || '' }}"
    assert report["needs"] == "compare"
    assert report["if"] == "needs.compare.outputs.differs == 'true'"


@pytest.mark.parametrize(
    ("since", "status", "report", "ends", "output"),
    [
        ("", 0, "", 0, ""),
        ("", 1, "| key |", 0, "differs=true\n"),
        ("", 1, "", 1, ""),  # a traceback is no report
        ("", 2, "", 2, ""),
        ("HEAD^", 0, "", 0, ""),
        ("HEAD^", 1, "| key |", 1, ""),  # the contributor mends it
        ("HEAD^", 2, "", 0, ""),  # nobody waits for a service that is down
    ],
)
def test_an_issue_is_written_for_a_report_and_a_pull_request_fails(tmp_path, since, status, report, ends, output):
    (step,) = [one for one in load(GITHUB / "workflows" / "sources.yml")["jobs"]["compare"]["steps"] if "id" in one]
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\necho \"$*\" > asked\nprintf '%s' '{report}'\nexit {status}\n")
    python.chmod(0o755)
    (tmp_path / "output").touch()
    names = {
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "SINCE": since,
    }
    run = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=os.environ | names, check=False)
    assert run.returncode == ends
    assert (tmp_path / "asked").read_text().split() == ["-m", "scripts.sources", *(["--since", since] if since else [])]
    assert (tmp_path / "output").read_text() == output
    assert (tmp_path / "summary").read_text() == report


@pytest.mark.parametrize(("found", "done"), [("", "issue create --title T"), ("17", "issue edit 17")])
def test_one_issue_is_opened_or_written_anew(tmp_path, found, done):
    (step,) = [one for one in load(GITHUB / "workflows" / "sources.yml")["jobs"]["report"]["steps"] if "run" in one]
    program = tmp_path / "gh"
    program.write_text(f'#!/bin/sh\necho "$*" >> "{tmp_path}/done"\n[ "$2" = list ] && echo "{found}"\nexit 0\n')
    program.chmod(0o755)
    names = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TITLE": "T"}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=os.environ | names, check=True)
    listed, *others = (tmp_path / "done").read_text().splitlines()
    assert listed.startswith("issue list --app github-actions --state open ")
    assert others == [f"{done} --body-file report.md"]


def test_editions_are_made_and_attached_when_a_release_is_published():
    workflow = load(GITHUB / "workflows" / "release.yml")
    assert workflow[True] == {"release": {"types": ["published"]}}
    assert "make editions" in commands(workflow["jobs"]["build"])
    assert "gh release upload" in commands(workflow["jobs"]["attach"])


def test_what_strangers_name_reaches_no_command_but_by_the_environment():
    found = [
        f"{path.name}: {name}"
        for path in WORKFLOWS
        for name, job in load(path)["jobs"].items()
        if "${{" in commands(job)
    ]
    assert found == []
