"""JapaneseVowels: answers in a padded batch and alone, by how padding is treated, and the time by kind of batches."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Speakers told right in one padded batch and alone: the network that reads the last column falls when alone; "
    "gathered, masked and packed answer the same both ways. On one CPU core the packed layer takes longer than the "
    "padded one with a gather; sorting by length shortens both."
)
CAPTION = (
    "First the naive row: worst in the batch, and worse again alone. The other three answer the same both ways. "
    "Time is counted in packed passes on random batches."
)
WAYS = ("naive", "gathered", "masked", "packed")
BATCHES = ("whole", "random", "sorted")
TIMED = {"gathered": (kit.CANDIDATE, "padded, gathered"), "packed": (kit.INPUT, "packed")}


def arrays() -> dict[str, np.ndarray]:
    """Return by way the accuracies of each seed, (S,), and by way and kind of batches the times, (3, S)."""
    record = kit.data("padding_handled")
    accuracies = {
        f"{way} {where}": np.array(record[way][key]["values"])
        for way in WAYS
        for where, key in (("together", "accuracy"), ("alone", "alone"))
    }
    times = {f"time {way}": np.array([record["seconds"][way][how]["values"] for how in BATCHES]) for way in TIMED}
    shares = np.array([record["shares"][how]["mean"] for how in BATCHES])
    return {**accuracies, **times, "shares": shares}


def draw(narrow=False):
    """Plot both panels, one below the other on a phone."""
    plotted = arrays()
    figure = kit.figure(height=5.8 if narrow else 3.1, narrow=narrow)
    if narrow:  # air between the first panel's numbers and the second one's title
        figure.get_layout_engine().set(h_pad=0.14)
    right, time = figure.subplots(2, 1) if narrow else figure.subplots(1, 2)
    kit.title_y(right, "test utterances right")
    right.set(yticks=range(len(WAYS)), yticklabels=WAYS, ylim=(len(WAYS) - 0.5, -0.9), xlim=(0.76, 1.0))
    for row, way in enumerate(WAYS):
        for where, colour, marker, aside in (("together", kit.INPUT, "o", -0.14), ("alone", kit.FORGET, "D", 0.14)):
            values = plotted[f"{way} {where}"]
            right.plot(values, np.full(len(values), row + aside), marker, color=colour, ms=5, alpha=0.6, mew=0)
    first = plotted["naive together"].mean(), plotted["naive alone"].mean()
    right.text(first[0], -0.4, "in a batch", color=kit.INPUT, ha="center", va="bottom", size=10)
    right.text(first[1], -0.15, "alone", color=kit.FORGET, ha="center", va="bottom", size=10)

    kit.title_y(time, "time (packed, random: 1)")
    shares = [f"{100 * share:.0f} % pads" for share in plotted["shares"]]
    ticks = [f"{how}\n{share}" for how, share in zip(BATCHES, shares, strict=True)]
    time.set(xticks=range(len(BATCHES)), xticklabels=ticks, xlim=(-0.3, 2.4), ylim=(0, 1.4), yticks=[0, 0.5, 1])
    for way, (colour, label) in TIMED.items():
        values = plotted[f"time {way}"]
        time.plot(values.mean(axis=1), color=colour, ls=kit.DASHES[colour])
        for n, seeds in enumerate(values):
            time.plot(np.full(len(seeds), n), seeds, "o", color=colour, ms=4, alpha=0.5, mew=0)
        time.text(0.1, values[0].mean() + 0.06, label, color=colour, size=10)
    return figure
