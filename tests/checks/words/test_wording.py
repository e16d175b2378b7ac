"""Wrong phrases are found where a page says them in its own voice, and nowhere else."""

import pytest

HERE = "It came late"
BOTH_YEARS = ("year = {2000}", "year = {2000},\n  note = {After 1997}", "docs/references.bib")


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("LSTMs solve the vanishing gradient problem.", "solve the vanishing gradient"),
        ("The cell eliminates vanishing gradients.", "eliminates vanishing gradients"),
        ("It avoids the problem of vanishing gradients.", "avoids the problem of vanishing gradients"),
        ("A gate prevents exploding gradients.", "prevents exploding"),
        ("So its gradients cannot explode.", "gradients cannot explode"),
        ("The gradient flows through the cell unchanged.", "gradient flows through the cell unchanged"),
        ("An LSTM has four gates.", "four gates"),
        ("Its four sigmoid gates share a shape.", "four sigmoid gates"),
        ("The LSTM of 1997 has three gates [@gers2000forget].", "1997 has three gates"),
        ("A forget bias of 1 keeps everything.", "bias of 1 keeps everything"),
        ("A forget bias of $1$ retains nearly all of it.", "bias of $1$ retains nearly all"),
        ("Here $h_t$ is the memory.", "$h_t$ is the memory"),
        ("The hidden state is its long-term memory.", "hidden state is its long-term memory"),
        ("The update is additive, not multiplicative.", "additive, not multiplicative"),
        ("It is not slow. It solves vanishing gradients.", "solves vanishing gradients"),
    ],
)
def test_wrong(site, sentence, wrong):
    site.edit(*BOTH_YEARS)
    (found,) = site.broken(HERE, f"{sentence} {HERE}")
    assert found.startswith(f'P:L: "{wrong}" is wrong; ')


@pytest.mark.parametrize(
    "sentence",
    [
        "LSTMs do not solve the vanishing gradient problem; they ease it.",
        "It doesn't eliminate vanishing gradients.",
        'Saying "LSTMs solve vanishing gradients" is too strong.',
        "Clipping the norm prevents exploding gradients from ruining a step.",
        "If the gate is 1, the gradient passes unchanged.",
        "With three gates and a candidate, all four blocks share a shape.",
        "The three gates of 2000 [@gers2000forget]. In 1997 there were two [@gers2000forget].",
        "Here $c_t$ is the memory.",
        "A forget bias of 1 keeps 73 % [@gers2000forget].",
        "The code says `four gates`.",
    ],
)
def test_right(site, sentence):
    site.edit(*BOTH_YEARS)
    assert site.broken(HERE, f"{sentence} {HERE}") == []


def test_quoted_as_wrong(site):
    site.edit('"The gate forgets when it is a."', '"LSTMs solve vanishing gradients with four gates."')
    site.edit("**Sinks it**\n\n- ", "**Sinks it**\n\n- It has four gates. ")
    site.edit("What about case one?", "Do LSTMs solve vanishing gradients?")
    assert site.problems() == []
    assert site.broken("**Say instead:** it", "**Say instead:** four gates. It") == [
        'P:L: "four gates" is wrong; write "three gates and a candidate"'
    ]


def test_what_earns_a_point_is_right(site):
    line = site.edit("**Must**\n\n- ", "**Must**\n\n- It has four gates. ")
    assert site.problems() == [f'P:{line + 2}: "four gates" is wrong; write "three gates and a candidate"']


def test_short(site):
    assert site.broken("that is kept\n", "that is kept, one of four gates\n") == [
        'P:L: "four gates" is wrong; write "three gates and a candidate"'
    ]


DERIVATIVES = [
    r"\frac{\partial c_t}{\partial c_{t-1}} = f_t",
    r"\partial c_t / \partial c_{t-1} = f_t",
    r"\frac{\partial c_t}{\partial c_{t-1}} = \mathrm{diag}(f_t)",
]


@pytest.mark.parametrize("tex", DERIVATIVES)
def test_derivative(site, tex):
    remedy = 'add "on the direct path, with $h_{t-1}$ held fixed"'
    assert site.broken(HERE, f"So ${tex}$. {HERE}") == [f"P:L: the derivative is f only on the direct path; {remedy}"]


@pytest.mark.parametrize("tex", DERIVATIVES)
@pytest.mark.parametrize("qualified", ["On the direct path, ${}$.", "With $h_{{t-1}}$ held fixed, ${}$."])
def test_derivative_on_the_direct_path(site, tex, qualified):
    assert site.broken(HERE, f"{qualified.format(tex)} {HERE}") == []


def test_derivative_in_a_display(site):
    display = "\n\n$$\n" + DERIVATIVES[0] + "\n$$\n<!-- code: none, an example -->\n\n"
    before = "## Where it breaks\n"
    site.edit(before, f"{before}\nThis holds:{display}And more.\n")
    (found,) = site.problems()
    assert found.endswith(
        'the derivative is f only on the direct path; add "on the direct path, with $h_{t-1}$ held fixed"'
    )
    site.edit("This holds:", "On the direct path:")
    assert site.problems() == []


def test_full_derivative(site):
    tex = r"\frac{\partial c_t}{\partial c_{t-1}} = f_t + J_t"
    assert site.broken(HERE, f"So ${tex}$. {HERE}") == []
