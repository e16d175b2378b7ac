r"""The TeX of this guide: the commands that its formulas may use, and what to write instead of those that do not work.

The commands are what math-core is asked to know (a test converts them) and what the subset of the mathematics font
covers. They are also all known to MathJax, so that a page reads the same on a code host.
"""

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
    \sqrt \operatorname \mathbb \mathcal \mathrm \mathbf \boldsymbol \text \hat \widehat \bar \overline \underline
    \tilde \dot \ddot \vec \overrightarrow \overleftarrow \underbrace \overbrace \phantom \boxed \displaystyle
    \textstyle \bigl( \bigr) \Bigl( \Bigr) \biggl( \biggr)
"""
WITH_TWO_ARGUMENTS = r"\frac \dfrac \tfrac \binom \overset \underset \stackrel"
ENVIRONMENTS = "aligned gathered cases matrix bmatrix pmatrix vmatrix"

COMMANDS = tuple(
    f"{GREEK} {SYMBOLS} {WITH_ONE_ARGUMENT} {WITH_TWO_ARGUMENTS} {ENVIRONMENTS} \\left \\right \\begin \\end".split()
)

# What math-core 0.9 does not read, of the TeX that an author may reach for.
INSTEAD = {
    r"\widetilde": r"\tilde",
    r"\substack": r"the conditions one behind the other, as in \sum_{i<j,\, j \ne k}",
    r"\mbox": r"\text",
    r"\mathds": r"\mathbb",
    r"\pmb": r"\boldsymbol",
    r"\ensuremath": "its argument alone",
    r"\norm": r"\lVert x \rVert",
    r"\abs": r"\lvert x \rvert",
    r"\pdv": r"\frac{\partial y}{\partial x}",
    r"\dv": r"\frac{\mathrm{d}y}{\mathrm{d}x}",
    r"\grad": r"\nabla",
    r"\E": r"\mathbb{E}",
    r"\diag": r"\operatorname{diag}",
    r"\softmax": r"\operatorname{softmax}",
    r"\sgn": r"\operatorname{sgn}",
    r"\tr": r"\operatorname{tr}",
    "split": "aligned",
    "alignedat": "aligned",
    "smallmatrix": "matrix",
}
