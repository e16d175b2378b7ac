"""A page that keeps the contract gives no problem."""


def test_nothing_wrong(site):
    assert site.problems() == []
