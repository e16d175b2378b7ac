"""The three bands of an answer, the sections in each, and the parts of a section that are folded.

The Markdown has only the sections; checks and site read bands and folds from here.
"""

BANDS: dict[str, tuple[str, ...]] = {
    "Say it": ("In two minutes", "By heart", "Common mistakes", "How it is judged", "Follow-ups"),
    "Show it": ("On the whiteboard", "In numbers", "In practice", "In code"),
    "Prove it": ("Measured", "Where it breaks", "Test yourself"),
}
SECTIONS = tuple(title for titles in BANDS.values() for title in titles)

# By section, how a `###` heading in it begins whose part is folded, up to the next heading of that level or above.
FOLDS = {
    "On the whiteboard": "Proof",
    "In numbers": "Proof",
    "In code": "The whole program",
    "Measured": "The whole experiment",
}
# The `####` heading below a problem whose part is folded.
SOLUTION = "Solution"


def folded(section: str, heading: str) -> bool:
    """Whether the part below a `###` heading of that section is folded, as below `Proof: the full Jacobian`.

    All of *Follow-ups* is folded as well, and of *Test yourself* the solutions: they are folds by their section.
    """
    lead = FOLDS.get(section)
    return lead is not None and (heading == lead or heading.startswith(f"{lead}:"))
