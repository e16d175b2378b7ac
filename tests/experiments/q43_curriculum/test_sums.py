"""Sums are sums, written as they are said to be."""

import torch

from scripts.experiments.q43_curriculum import sums
from scripts.experiments.tasks.pairs import END, FIRST, PAD


def drawn(lengths: list[int]):
    return sums.draw(torch.tensor(lengths), torch.Generator().manual_seed(3))


def test_the_target_is_the_sum_units_first_and_the_source_as_on_paper():
    lengths = [1, 3, 2, 4] * 20
    batch = drawn(lengths)
    for n, source, target in zip(lengths, batch.source.T.tolist(), batch.target.T.tolist(), strict=True):
        a, plus, b = source[:n], source[n], source[n + 1 : 2 * n + 1]
        a, b = (int("".join(str(digit - FIRST) for digit in digits), sums.BASE) for digits in (a, b))
        assert plus == sums.PLUS
        said = "".join(str(digit - FIRST) for digit in target[: n + 1])
        assert int(said[::-1], sums.BASE) == a + b
        assert target[n + 1] == END
        assert set(source[2 * n + 1 :] + target[n + 2 :]) <= {PAD}
    assert batch.lengths.tolist() == [2 * n + 1 for n in lengths]


def test_numbers_have_as_many_digits_as_was_asked_for_and_single_digits_all_of_them():
    first = drawn([3] * 500).source[[0, 4]]
    assert first.min() == FIRST + 1
    assert first.max() == FIRST + sums.BASE - 1
    assert drawn([1] * 500).source[[0, 2]].unique().tolist() == list(range(FIRST, FIRST + sums.BASE))
