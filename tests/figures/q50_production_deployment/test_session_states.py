"""The claim of session_states, on the table that it draws."""

from scripts.figures.q50_production_deployment.session_states import ALT, SERVED, STORED, arrays


def test_only_a_state_of_the_served_version_is_used():
    drawn = arrays()
    assert drawn["sessions"] == ["s1", "s2", "s3"]
    assert drawn["versions"] == ["v7", "v6", "none"]
    assert drawn["begins"] == ["own state", "zeros", "zeros"]
    assert SERVED in ALT


def test_a_state_of_the_served_version_would_be_used_by_anybody(monkeypatch):
    monkeypatch.setitem(STORED, "s2", SERVED)
    assert arrays()["begins"] == ["own state", "own state", "zeros"]
