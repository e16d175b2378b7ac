"""Where forward, backward and bidirectional taggers are right: around a cue, and along an utterance."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Around the cue, the forward tagger guesses before it and is right from it on, the backward one the reverse; both "
    "ways is right everywhere. Tagging speakers by frame, both ways is highest at most places; a linear classifier on "
    "one frame is level with forward in the middle and lowest at both ends."
)
CAPTION = (
    "Made-up tags: each way is right where it has read the cue; answering 5 steps late gains 5 steps. Speakers: every "
    "frame carries evidence; forward is worst at the start."
)
MODELS = {
    "both": ("both", kit.INK, "-"),
    "forward": ("forward", kit.INPUT, kit.DASHES[kit.INPUT]),
    "delayed": ("forward, 5 late", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE]),
    "backward": ("backward", kit.FORGET, kit.DASHES[kit.FORGET]),
    "one_frame": ("one frame", kit.MUTED, kit.DASHES[kit.OUTPUT]),
}
AFTER = range(-12, 13)


def arrays() -> dict[str, np.ndarray]:
    """Return the mean shares right by steps after the cue (25,), and of each seed by fifth of the utterance (5, S)."""
    cue, speakers = kit.data("cue_from_either_side"), kit.data("speaker_at_every_frame")
    by_cue = {
        f"cue {name}": np.array([cue[name].after_cue[k].mean for k in AFTER]) for name in MODELS if name != "one_frame"
    }
    fifths = {
        f"speaker {name}": np.array([speakers[name].by_place[n]["values"] for n in range(1, 6)])
        for name in MODELS
        if name != "delayed"
    }
    return {"after": np.array(AFTER), "fifths": np.arange(1, 6), "guess": np.array(cue.guess), **by_cue, **fifths}


def draw(narrow=False):
    """Plot both tasks, one below the other on a phone."""
    plotted = arrays()
    figure = kit.figure(height=5.6 if narrow else 3.3, narrow=narrow)
    cue, speaker = figure.subplots(2, 1) if narrow else figure.subplots(1, 2)
    cue.set(xlabel="steps after the cue", ylim=(0.15, 1.05), yticks=[0.25, 0.5, 0.75, 1])
    kit.title_y(cue, "made-up tags: share right")
    for name, (_, colour, dashes) in MODELS.items():
        if f"cue {name}" in plotted:
            below = {"lw": 6, "alpha": 0.35} if name == "both" else {}
            cue.plot(plotted["after"], plotted[f"cue {name}"], color=colour, ls=dashes, **below)
    cue.axvline(0, color=kit.RULE, lw=0.9, zorder=0)
    places = {"both": (-12, 0.9), "forward": (0.6, 0.8), "backward": (1.4, 0.5), "delayed": (-12.6, 0.45)}
    for name, (x, y) in places.items():
        cue.text(x, y, MODELS[name][0].replace(", ", ",\n"), color=MODELS[name][1], size=10)

    speaker.set(xlabel="fifth of the utterance", xticks=plotted["fifths"])
    kit.title_y(speaker, "speaker by frame: share right")
    lines = []
    for name, (label, colour, dashes) in MODELS.items():
        if f"speaker {name}" in plotted:
            shares = plotted[f"speaker {name}"]
            for seed in shares.T:
                speaker.plot(plotted["fifths"], seed, "o", color=colour, ms=3, alpha=0.5, mew=0)
            lines += speaker.plot(plotted["fifths"], shares.mean(1), color=colour, ls=dashes, label=label)
    kit.end_labels(speaker, lines)
    return figure
