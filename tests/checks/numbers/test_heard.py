"""The numbers that a listener hears."""

import pytest

from scripts.checks.numbers.heard import heard
from scripts.site.model.document import parse
from scripts.site.model.prose import blocks


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Half is gone after 2.2 steps.", "2.2"),
        ("It kept 98 %, then 100 %.", "98 %, 100 %"),
        ("It scored 0.83 ± 0.02.", "0.83 ± 0.02"),
        ("It has 98,816<!-- = 2 --> weights.", "98,816"),
        ("Between 0 and 1, or −1.", ""),
        ("A 1 % rise.", "1 %"),
        ("In 1997, and in the 1990s, and in 2024.", ""),
        ("After 1900 steps.", "1900"),
        ("Three gates, the 2nd step, 16-bit floats.", ""),
        ("PyTorch 2.13, GPT-2, LSTM2 and question 7.", ""),
        ("See [@gers2000forget].", ""),
        ("The code `f(64, 128)`.", ""),
        ("So $f = 0.73$.", "0.73"),
        ("So $H = 128$.", "128"),
        ("So $c_{t-1}$, $c_{t-2}$, $x_2$ and $W_{12}$.", ""),
        ("So $f^{100}$ and $x^2$.", ""),
        ("So $0.95^{100}$.", "0.95"),
        (r"So $7.9\times10^{-31}$.", r"7.9\times10^{-31}"),
        ("So $4H(D + H + 1)$ and $2(H + 1)$.", ""),
        (r"So $2\sigma(2z) - 1$.", ""),
        (r"So $3 \times 4$.", "3, 4"),
        (r"So $\frac{1}{4}$ and $\frac12$.", ""),
        (r"So $0.73 c$ and $12H$.", "0.73, 12"),
        ("$$\nx = 0.5\n$$", "0.5"),
    ],
)
def test_heard(text, said):
    (block, *_) = blocks(parse(text))
    assert ", ".join(number.text.strip() for _, number in heard(block)) == said
