"""What a step costs by batch in four runtimes, and what a window costs beside a kept state."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Milliseconds per step over the batch: from 1 to 64 streams it grows 3-fold in PyTorch, 6-fold without oneDNN, "
    "13-fold in ONNX Runtime, 9-fold in NumPy. A window of 100 frames costs 5, 18, 33 and 79 kept steps: a window "
    "pays the call once and can multiply inputs together."
)
CAPTION = (
    "Every line rises far less than the batch does. A window costs up to nearly one kept step per frame, which is the "
    "grey line. Processor time; dots are repeats, lines medians."
)
SERIES = {
    "torch": ("PyTorch", kit.FORGET, "-", "o"),
    "torch_plain": ("PyTorch, no oneDNN", kit.OUTPUT, kit.DASHES[kit.OUTPUT], "v"),
    "onnx": ("ONNX Runtime", kit.INPUT, kit.DASHES[kit.INPUT], "s"),
    "numpy": ("NumPy", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE], "D"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return batches (4,), windows (3,), and by "part runtime" repeats for each: milliseconds, multiples of a step."""
    measured, settings = kit.data("served_streams"), kit.settings("served_streams")
    plotted = {"batches": np.array(settings.batches), "windows": np.array(settings.windows)}
    for name in SERIES:
        steps, windows = measured.steps[name], measured.windows[name]
        plotted[f"steps {name}"] = np.array([steps[B].cpu_p50["values"] for B in settings.batches])
        plotted[f"windows {name}"] = np.array([windows[W]["values"] for W in settings.windows])
    return plotted


def draw(narrow=False):
    """Plot both parts, one below the other on a phone."""
    plotted = arrays()
    figure = kit.figure(height=6.6 if narrow else 3.7, narrow=narrow)
    panels = figure.subplots(2, 1) if narrow else figure.subplots(1, 2)
    parts = {
        "steps": ("batches", "streams in the batch", "milliseconds per step", [0.3, 1, 3, 10]),
        "windows": ("windows", "frames in the window", "cost in kept steps", [1, 3, 10, 30, 100]),
    }
    for axes, (part, (over, below, title, ticks)) in zip(panels, parts.items(), strict=True):
        x = plotted[over]
        axes.set(xscale="log", yscale="log", xlabel=below)
        kit.title_y(axes, title)
        for name, (label, colour, dashes, marker) in SERIES.items():
            values = plotted[f"{part} {name}"]
            for repeat in values.T:
                axes.plot(x, repeat, marker, color=colour, ms=3.5, alpha=0.5, mew=0)
            axes.plot(x, np.median(values, axis=1), color=colour, ls=dashes, label=label)
        axes.set_xticks(x, [str(n) for n in x])
        axes.set_yticks(ticks, [f"{n:g}" for n in ticks])
        axes.minorticks_off()
    panels[1].plot(plotted["windows"], plotted["windows"], color=kit.RULE, lw=1.2, zorder=0)
    handles = panels[0].get_legend_handles_labels()[0]
    figure.legend(handles=handles, loc="outside lower left", ncols=2 if narrow else 4, frameon=False, fontsize=10)
    return figure
