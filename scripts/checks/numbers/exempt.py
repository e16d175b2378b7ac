"""Which printed numbers need no claim, by what stands around them."""

import re

LIBRARIES = (
    "PyTorch|torch|Keras|TensorFlow|NumPy|SciPy|JAX|Flax|ONNX Runtime|ONNX|opset|Python|CUDA|cuDNN|Matplotlib|MkDocs|"
    "Material|scikit-learn|statsmodels|aeon|river|Zensical|Chromium|Firefox"
)
# What is left out of prose before its numbers are read; group by group, so that each exemption can be seen.
_NOT_NUMBERS = re.compile(
    "|".join(
        (
            rf"\b(?:{LIBRARIES})(?:'s)?(?:\s+(?:version\s+)?v?\d[\w.+]*(?:\s*(?:,|and|to|–)\s*(?=\d+\.\d))?)+",
            r"\b[Qq]uestions?\s+\d+(?:(?:,\s*|\s+and\s+|,\s+and\s+|–|\s+to\s+)\d+)*",
            r"\b(?:[Ee]quations?|[Ff]igures?|[Tt]ables?|[Ss]ections?|[Cc]hapters?|[Aa]ppendix|[Aa]lgorithm|[Ll]ines?)"
            r"\s+\d[\d.]*",
            r"\b(?:8|16|32|64)-bit\b|\b(?:8|16|32|64) bits?\b",
            r"\b\d{4}s\b|\b\d+(?:st|nd|rd|th)\b",
            r"https?://\S+|\[@[^\]]*\]",
            r"\bTODO\b.*",
        )
    )
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# In TeX: subscripts are labels, spacing has lengths, words may end in digits.
_NOT_IN_TEX = re.compile(
    r"_\{[^{}]*\}|_\d|\\\\\[[^\]]*\]|\\[hv]space\*?\{[^}]*\}|\\(?:text|mathrm|texttt)\{[A-Za-z]+\d+\}"
    r"|\\[dt]?frac\d\d"
)
_SIZE = re.compile(r"(?<![A-Za-z\\])[A-Z](?:_\{?\w+\}?)?\s*=\s*(\d+(?:\{,\}\d{3})*)(?![\d.]|\{,\})")


def _blank(match: re.Match) -> str:
    return " " * len(match[0])


def readable_prose(text: str) -> str:
    """Flattened prose with versions, question numbers and the like blanked, every other character where it was."""
    return _NOT_NUMBERS.sub(_blank, text)


def readable_tex(tex: str) -> str:
    """A formula with subscripts and spacing blanked, every other character where it was."""
    return _NOT_IN_TEX.sub(_blank, tex)


def sizes(tex: str) -> list[str]:
    """The whole numbers that a formula assigns to a size in a capital letter, as in H = 128."""
    return [match[1] for match in _SIZE.finditer(tex)]


def is_year(text: str) -> bool:
    """Whether a printed number can be a year of publication."""
    return _YEAR.fullmatch(text) is not None
