"""Numbers that an LSTM and an attention stack carry, over the tokens that they have read, and what a copy needs."""

import numpy as np

from scripts.figures import kit
from scripts.reference import attention_counts, memory

ALT = (
    "Numbers carried over tokens read, two layers of width 512. The LSTM's state stays at 2,048, as much as the cache "
    "of attention has after one token; the cache grows to 20 million at 10,000 tokens. What a copy of random words "
    "needs passes the state at 4,932 words."
)
CAPTION = (
    "Attention remembers more because it stores more. The LSTM's line is flat: cheap, and an upper bound. Dotted: the "
    "least that a copy of random words out of 10,000 needs."
)
LAYERS, WIDTH, WORDS = 2, 512, 10_000
BITS, BYTES = 32, 4  # of one number


def arrays() -> dict[str, np.ndarray]:
    """Return the tokens (N,), the numbers in state, cache and copy (N,), and where the copy passes the state."""
    tokens = np.unique(np.geomspace(1, 10_000, 60).round()).astype(int)
    state = memory.lstm_state(WIDTH, LAYERS) / BYTES
    cache = [attention_counts.cache(WIDTH, int(T), LAYERS) / BYTES for T in tokens]
    word = np.log2(WORDS) / BITS
    return {
        "tokens": tokens,
        "state": np.full(len(tokens), state),
        "cache": np.array(cache),
        "copy": tokens * word,
        "full": np.array(state / word),
    }


def draw(narrow=False):
    """Plot the three on logarithmic scales, with the place where the state is too small for a copy."""
    plotted = arrays()
    figure = kit.figure(height=4.2 if narrow else 3.6, narrow=narrow)
    axes = figure.add_subplot(xlabel="tokens read", xlim=(1, 10_000), ylim=(0.3, 6e7))
    kit.title_y(axes, "numbers carried (32 bits each)")
    axes.set_yscale("log")
    kit.log_decades(axes.xaxis)
    axes.set_yticks([1, 1e3, 1e6], ["1", "1,000", "1 million"])
    axes.plot(plotted["tokens"], plotted["cache"], color=kit.OUTPUT, ls=kit.DASHES[kit.OUTPUT], lw=1.8)
    axes.plot(plotted["tokens"], plotted["state"], color=kit.FORGET, lw=2.4)
    axes.plot(plotted["tokens"], plotted["copy"], color=kit.INK, ls=":", lw=1.5)
    axes.plot([plotted["full"]], [plotted["state"][0]], "o", color=kit.INK, ms=6, clip_on=False)
    axes.text(1.6, 8e5, "attention: key–value cache", color=kit.OUTPUT, va="bottom")
    axes.text(4, 2.6e3, "LSTM: state $(h, c)$", color=kit.FORGET, va="bottom")
    axes.text(60, 7, "needed for an exact copy", color=kit.INK, va="top")
    return figure
