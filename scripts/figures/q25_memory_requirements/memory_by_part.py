"""Where the bytes of a training step go, part by part, and what inference needs of them."""

from typing import NamedTuple

from scripts.figures import kit
from scripts.reference import memory, params

ALT = (
    "Memory of the reference model by part. In training weights, gradients and Adam take 231 MB, the kept activations "
    "239 MB, of which the log-probabilities are 128 and the layers 105, and two more arrays of 128 at the peak. At "
    "inference 58 MB of weights; one stream's state is 8 kB."
)
CAPTION = (
    "First the longest bars: all three have one number per token and word. Only the two middle groups grow with batch "
    "and length."
)
V, H, L, T, B = 10_000, 512, 2, 100, 32


class Part(NamedTuple):
    """A bar: what it is, its bytes, and as which of GROUPS it grows."""

    name: str
    size: int
    group: str


GROUPS = {
    "model": ("Training: grows with the model", kit.INPUT),
    "data": ("Training: grows with batch and length", kit.FORGET),
    "peak": ("Training: only at the peak", kit.OUTPUT),
    "inference": ("Inference", kit.CANDIDATE),
}


def arrays() -> list[Part]:
    """Return the parts in the order of the bars; a layer keeps its outputs twice, as PyTorch's native one does."""
    weights = memory.weights(params.language_model(V, H, H, L))
    layer = memory.lstm_activations(H, T, B) + 2 * memory.sequence(H, T, B)
    scores = memory.sequence(V, T, B)
    return [
        Part("weights", weights, "model"),
        Part("gradients", weights, "model"),
        Part("Adam's averages", 2 * weights, "model"),
        Part("embedding's output", memory.sequence(H, T, B), "data"),
        *(Part(f"layer {n + 1}", layer, "data") for n in range(L)),
        Part("log-probabilities", scores, "data"),
        Part("gradient at log-prob.", scores, "peak"),
        Part("gradient at logits", scores, "peak"),
        Part("weights", weights, "inference"),
        Part("one stream's state", memory.lstm_state(H, L), "inference"),
    ]


def megabytes(size: int) -> str:
    """Say so many bytes."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size:,} bytes"


def draw(narrow=False):
    """Plot a bar per part, below the name of its group."""
    figure, axes = kit.canvas(height=(15 * 22 + 12) / 72, narrow=narrow)
    left, scale = (128, 1.02) if narrow else (150, 2.1)  # points per MB
    y, group = 15 * 22 - 6, None
    for part in arrays():
        heading, colour = GROUPS[part.group]
        if part.group != group:
            axes.text(8, y, heading, weight="bold", va="center")
            y, group = y - 22, part.group
        length = scale * part.size / 1e6
        axes.text(left - 8, y, part.name, ha="right", va="center", size=10.5)
        axes.barh(y, length, height=14, left=left, color=colour, alpha=0.8)
        axes.text(left + length + 6, y, megabytes(part.size), va="center", size=10, color=kit.MUTED)
        y -= 22
    return figure
