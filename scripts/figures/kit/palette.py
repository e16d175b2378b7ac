"""Colours by meaning, each as it stands on a light page and on a dark one.

A figure is drawn in the light tones; `svg` turns every one of them into a CSS variable, so that one file follows both
palettes. The four colours of the cell are the same on both backgrounds and clear 3:1, as graphics must. Letters need
4.5:1, also on the tint of a layer, so text in one of those colours is set in the same hue, darker on white and lighter
on slate. Paper, ink, muted and rule are Material's own: `#fff` and `hsl(225deg 15% 14%)`, with its foreground at 87, 54
and 32 % (light), 82, 56 and 32 % (slate).
"""

from typing import NamedTuple


class Tone(NamedTuple):
    """One colour: its CSS variable, and its value on the light and on the dark page."""

    name: str
    light: str
    dark: str


PAPER = "#ffffff"
INK = "#212121"
MUTED = "#757575"
RULE = "#adadad"
INPUT = "#0072b2"
FORGET = "#d55e00"
CANDIDATE = "#009e73"
OUTPUT = "#cc79a7"

TONES = {
    tone.light: tone
    for tone in (
        Tone("paper", PAPER, "#1e2129"),
        Tone("ink", INK, "#bfc1c7"),
        Tone("muted", MUTED, "#8c8e95"),
        Tone("rule", RULE, "#5d5f66"),
        Tone("input", INPUT, "#0072b2"),
        Tone("forget", FORGET, "#d55e00"),
        Tone("candidate", CANDIDATE, "#009e73"),
        Tone("output", OUTPUT, "#cc79a7"),
        Tone("input-text", "#00669f", "#4ba3d9"),
        Tone("forget-text", "#a54900", "#ef7d33"),
        Tone("candidate-text", "#007354", "#1fb187"),
        Tone("output-text", "#a5417a", "#d98cb8"),
    )
}

# What a letter in a colour of the cell is set in.
TEXT_TONE = {INPUT: "#00669f", FORGET: "#a54900", CANDIDATE: "#007354", OUTPUT: "#a5417a"}

# Never colour alone: on lines each colour has its dash pattern as well (in line widths, as Matplotlib counts them).
DASHES = {FORGET: "-", INPUT: (0, (4.0, 1.6)), CANDIDATE: (0, (1.2, 1.2)), OUTPUT: (0, (5.0, 1.4, 1.2, 1.4))}


def style_sheet() -> str:
    """Return the CSS that gives every tone its value in both palettes."""
    light = "".join(f"--{tone.name}:{tone.light};" for tone in TONES.values())
    dark = "".join(f"--{tone.name}:{tone.dark};" for tone in TONES.values() if tone.dark != tone.light)
    return (
        f"svg{{{light}}}@media (prefers-color-scheme:dark){{svg{{{dark}}}}}"
        "*{stroke-linejoin:round;stroke-linecap:butt}"
    )
