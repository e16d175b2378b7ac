"""Claims of words about libraries: what agrees, what does not, and what is said of it."""

import pytest

HERE = "It came late"


def added(site, text):
    """What is wrong once `text` stands in the running text of the page."""
    found = site.broken(HERE, f"{text} {HERE}")
    return [problem for problem in found if problem.startswith("P:")]


@pytest.mark.parametrize(
    "text",
    [
        "By default the reset comes before<!-- = onnx.gru.reset --> the product.",
        "The blocks are i, f, g, o<!-- = torch.lstm.order --> there.",
        "The blocks are **i, f, g, o**<!-- = torch.lstm.order --> there.",
        "The blocks are **i, f, g, o<!-- = torch.lstm.order -->** there.",
        "The blocks are *I, F, G, O*<!-- = torch.lstm.order --> there.",
        "The blocks are `i, f, g, o`<!-- = torch.lstm.order --> there.",
        "The blocks are $i, f, g, o$<!-- = torch.lstm.order --> there.",
        "In their letters they are i, f, c, o<!-- = keras.lstm.order --> there.",
        "Say `batch_first=False`<!-- = torch.lstm.batch_first --> or nothing.",
        "Say `dropout=0.0`<!-- = torch.lstm.dropout.default --> or nothing.",
        "Say `dropout 0.0`<!-- = torch.lstm.dropout.default --> or nothing.",
        "It is 0.0<!-- = torch.lstm.dropout.default --> by default.",
        "It is 0<!-- = torch.lstm.dropout.default --> by default.",
        "It is −100<!-- = torch.cross_entropy.ignore_index --> by default.",
        "It is `ignore_index=-100`<!-- = torch.cross_entropy.ignore_index --> by default.",
        "It has two<!-- = torch.lstm.biases --> vectors, or 2<!-- = torch.lstm.biases --> of them.",
        "They are drawn from U(−1/√H, 1/√H)<!-- = torch.lstm.init.input --> at first.",
        r"They are drawn from $\mathcal U(-1/\sqrt H, 1/\sqrt{H})$<!-- = torch.lstm.init.input --> at first.",
        r"They stay below $\frac{1}{\sqrt{H}}$<!-- = torch.lstm.init.bound --> at first.",
        "It has `padding_idx=None`<!-- = torch.embedding.padding_idx --> by default.",
        "It has 6<!-- = torch.lstm.biases + 4 --> rows.",
        "Uniform<!-- = keras.embedding.init --> it is.",
        "Reset comes after<!-- = torch.gru.reset --><!-- = keras.gru.reset --> the product in both.",
    ],
)
def test_agrees(site, text):
    assert added(site, text) == []


def stands(words, fact, version, value):
    said = f'before {fact} stands "{words}", and {version} has "{value}"'
    return f"P:L: {said}; write {value} right before the claim, or claim another fact"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "The reset comes after<!-- = onnx.gru.reset --> it.",
            stands("after", "onnx.gru.reset", "ONNX Runtime 1.31", "before"),
        ),
        (
            "The blocks are i, f, o, g<!-- = torch.lstm.order --> there.",
            stands("i, f, o, g", "torch.lstm.order", "PyTorch 2.13", "i, f, g, o"),
        ),
        (
            "The blocks are `i, o, f, g`<!-- = torch.lstm.order --> there.",
            stands("i, o, f, g", "torch.lstm.order", "PyTorch 2.13", "i, f, g, o"),
        ),
        (
            "Say `batch_first=True`<!-- = torch.lstm.batch_first --> here.",
            stands("batch_first=True", "torch.lstm.batch_first", "PyTorch 2.13", "False"),
        ),
        (
            "Say `dropout=10.0`<!-- = torch.lstm.dropout.default -->.",
            stands("dropout=10.0", "torch.lstm.dropout.default", "PyTorch 2.13", "0.0"),
        ),
        (
            "Say `n = x10.0 `<!-- = torch.lstm.dropout.default -->.",
            stands("x10.0", "torch.lstm.dropout.default", "PyTorch 2.13", "0.0"),
        ),
        (
            "Say `ignore_index=100`<!-- = torch.cross_entropy.ignore_index -->.",
            stands("ignore_index=100", "torch.cross_entropy.ignore_index", "PyTorch 2.13", "-100"),
        ),
        (
            "It has one<!-- = torch.lstm.biases --> vector.",
            stands("one", "torch.lstm.biases", "PyTorch 2.13", "2"),
        ),
        ("It has 4<!-- = torch.lstm.biases --> vectors.", "P:L: printed 4, the formula gives 2; write 2"),
        (
            "It comes herebefore<!-- = onnx.gru.reset --> it.",
            stands("herebefore", "onnx.gru.reset", "ONNX Runtime 1.31", "before"),
        ),
        (
            "It does not come, not before<!-- = onnx.gru.reset --> it.",
            'P:L: the words before onnx.gru.reset say that it is not "before", and it is; correct the sentence',
        ),
        (
            "It comes before it all<!-- = onnx.gru.reset -->.",
            stands("all", "onnx.gru.reset", "ONNX Runtime 1.31", "before"),
        ),
        (
            "It comes after<!-- = onnx.gru.rest --> it.",
            'P:L: the claim onnx.gru.rest: onnx has no "gru.rest" (did you mean "gru.reset"?); correct the name',
        ),
        (
            "It comes after<!-- = torch.paint --> it.",
            'P:L: the claim torch.paint: torch has no "paint"; the page Framework facts has them all',
        ),
        (
            "It is 0.0<!-- = torch.lstm.dropout --> by default.",
            "P:L: the claim torch.lstm.dropout: torch.lstm.dropout has several facts; go on to one: "
            "lstm.dropout.default, lstm.dropout.where, lstm.dropout.mask, lstm.dropout.one_layer, "
            "lstm.dropout.one_layer_says, lstm.dropout.evaluation",
        ),
        (
            "It is 0.0<!-- = torch.lstm.dropout.default.real --> by default.",
            "P:L: the claim torch.lstm.dropout.default.real: ",
        ),
        (
            "It comes after<!-- = pytorch.gru.reset --> it.",
            "P:L: a claim has no number right before it; move it right behind its number",
        ),
        (
            "It is 1<!-- = onnx.gru.reset + 1 --> there.",
            "P:L: the claim behind 1: 'before' is no number but a str; correct the formula",
        ),
        (
            "It is 2<!-- = 1 * torch.lstm.batch_first --> there.",
            "P:L: the claim behind 2: False is no number but a bool; correct the formula",
        ),
    ],
)
def test_bites(site, text, problem):
    found = added(site, text)
    assert len(found) == 1, found
    assert found[0].startswith(problem)


def test_a_number_within_claimed_words_needs_no_claim_of_its_own(site, monkeypatch):
    from scripts.facts import libraries
    from scripts.facts.cell import Cell

    monkeypatch.setitem(libraries.LIBRARIES[0].table, "lstm.test", Cell("cuDNN 917 or later"))
    assert added(site, "It takes cuDNN 917 or later<!-- = torch.lstm.test --> here.") == []
    assert len(added(site, "It takes 917 or later here.")) == 1
