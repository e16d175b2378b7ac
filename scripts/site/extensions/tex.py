r"""The TeX of this guide: the commands that its formulas may use, and what to write instead of those that do not work.

The commands are what math-core is asked to know (a test converts them) and what the subset of the mathematics font
covers. They are also all known to MathJax, so that a page reads the same on a code host.
"""

import re

GREEK = r"""
    \alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \kappa \lambda \mu \nu \xi \pi \rho \sigma
    \tau \phi \varphi \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Phi \Psi \Omega
"""
SYMBOLS = r"""
    \odot \otimes \oplus \cdot \times \circ \ast \star \pm \mp \div \partial \nabla \infty \ell \top \bot \prime \le
    \leq \ge \geq \ne \neq \approx \equiv \sim \simeq \propto \ll \gg \in \notin \subset \cup \cap \forall \exists
    \to \mapsto \gets \leftarrow \rightarrow \Rightarrow \iff \implies \uparrow \downarrow \ldots \cdots \vdots
    \ddots \dots \quad \qquad \sum \prod \int \lim \max \min \sup \log \ln \exp \tanh \sinh \cosh \det \lvert \rvert
    \lVert \rVert \langle \rangle \lfloor \rfloor \lceil \rceil \lbrace \rbrace \mid \parallel \colon \coloneqq \%
    \& \# \$ \_ \{ \} \, \; \: \!
"""
WITH_ONE_ARGUMENT = r"""
    \sqrt \mathbb \mathcal \mathrm \mathbf \boldsymbol \text \hat \widehat \bar \overline \underline
    \tilde \dot \ddot \vec \overrightarrow \overleftarrow \underbrace \overbrace \phantom \boxed \displaystyle
    \textstyle \bigl( \bigr) \Bigl( \Bigr) \biggl( \biggr)
"""
WITH_TWO_ARGUMENTS = r"\frac \dfrac \tfrac \binom \overset \underset \stackrel"
ENVIRONMENTS = "aligned gathered cases matrix bmatrix pmatrix vmatrix"

COMMANDS = tuple(
    f"{GREEK} {SYMBOLS} {WITH_ONE_ARGUMENT} {WITH_TWO_ARGUMENTS} {ENVIRONMENTS} \\left \\right \\begin \\end".split()
)

# What to write instead of the TeX that an author may reach for and a page may not use: math-core does not read it, a
# code host does not show it, or it comes out wrong here (every formula would be number 1).
INSTEAD = {
    r"\widetilde": r"\tilde",
    r"\substack": r"the conditions one behind the other, as in \sum_{i<j,\, j \ne k}",
    r"\mbox": r"\text",
    r"\mathds": r"\mathbb",
    r"\mathscr": r"\mathcal",
    r"\mathfrak": r"\mathcal",
    r"\bm": r"\boldsymbol",
    r"\pmb": r"\boldsymbol",
    r"\mathlarger": "its argument alone",
    r"\ensuremath": "its argument alone",
    r"\color": "the formula without colour",
    r"\textcolor": "the formula without colour",
    r"\label": "the equation without it, and name it in words",
    r"\tag": "the equation without it, and name it in words",
    r"\notag": "the equation without it: none is numbered",
    r"\nonumber": "the equation without it: none is numbered",
    r"\ref": "in words which equation is meant",
    r"\eqref": "in words which equation is meant",
    r"\intertext": "two formulas, with the words between them",
    r"\newcommand": "out in each formula what the macro stands for",
    r"\renewcommand": "out in each formula what the macro stands for",
    r"\DeclareMathOperator": r"\mathrm in each formula",
    r"\operatorname": r"\mathrm",
    r"\operatorname*": r"\mathrm",
    r"\def": "out in each formula what the macro stands for",
    r"\norm": r"\lVert x \rVert",
    r"\abs": r"\lvert x \rvert",
    r"\pdv": r"\frac{\partial y}{\partial x}",
    r"\dv": r"\frac{\mathrm{d}y}{\mathrm{d}x}",
    r"\grad": r"\nabla",
    r"\E": r"\mathbb{E}",
    r"\diag": r"\mathrm{diag}",
    r"\softmax": r"\mathrm{softmax}",
    r"\sgn": r"\mathrm{sgn}",
    r"\tr": r"\mathrm{tr}",
    "equation": "the formula alone, between its $$",
    "equation*": "the formula alone, between its $$",
    "align": "aligned",
    "align*": "aligned",
    "alignat": "aligned",
    "alignedat": "aligned",
    "eqnarray": "aligned",
    "split": "aligned",
    "gather": "gathered",
    "gather*": "gathered",
    "multline": "gathered",
    "smallmatrix": "matrix",
}

_USED = re.compile(r"\\begin\s*\{(?P<environment>[A-Za-z]+\*?)\}|(?P<command>\\[A-Za-z]+)")
_BRACKETS = {
    "}": (r"(?<!\\)\{", r"(?<!\\)\}"),
    r"\right": (r"\\left\b", r"\\right\b"),
    r"\end{...}": (r"\\begin\b", r"\\end\b"),
}


def refused(tex: str) -> tuple[int, str] | None:
    """The first command or environment of a formula that stands in `INSTEAD`: its position and its name."""
    for match in _USED.finditer(tex):
        kind = match.lastgroup
        if match[kind] in INSTEAD:
            return match.start(kind), match[kind]
    return None


def unclosed(tex: str, closing: str) -> re.Match | None:
    """The last opening bracket of a formula that lacks the `closing` one, as math-core names it."""
    opens, closes = _BRACKETS.get(closing, ("(?!)", "(?!)"))
    left = []
    for match in re.finditer(f"(?P<opens>{opens})|{closes}", tex):
        if match["opens"]:
            left.append(match)
        elif left:
            left.pop()
    return left[-1] if left else None
