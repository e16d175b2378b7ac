"""Identifiers in code font: what exists, and what is nearly the name of something."""

import pytest

from scripts.checks.repository import Repository
from scripts.checks.words import identifiers
from scripts.checks.words.identifiers import listed

HERE = "It came late"


def say(site, span: str) -> list[str]:
    """What is said of a code span on the page, up to the remedy."""
    site.edit(HERE, f"So it ends. Here is `{span}` for you. {HERE}")
    return [problem.message for problem in identifiers.check(Repository(site.root))]


def test_our_list_is_in_order():
    assert list(listed("identifiers.txt")) == sorted(set(listed("identifiers.txt")), key=str.casefold)


@pytest.mark.parametrize(
    "span",
    [
        "nn.LSTM",
        "torch.nn.utils.rnn.pack_padded_sequence",
        "clip_grad_norm_",
        "h.detach()",
        "weight_hh_l3_reverse",
        "bias_ih_l[k]",
        "out, (h_n, c_n)",
        "(B, T, H)",
        "x @ W.T",
        "nn.LSTM(64, 128, batch_first=True)",
        "recurrent_activation='hard_sigmoid'",
        'mode="maxx_y"',
        "True",
        "0.0",
        "ValueError",
        "lstm.weight_ih_l0[H:2*H]",
        "scripts/reference/lstm_cell.py",
        "python -m some_thing.else_where",
        "linear_before_reset=1",
        "nn.LSTMCell",
        "np.random.default_rng(0)",
        "model.train()",
        "nnx.OptimizedLSTMCell",
        "(loss * mask).mean()",
        "dW",
        "flax.linen",
        "torch.backends.cudnn.deterministic",
        "adding",
        "initial_h",
    ],
)
def test_right(site, span):
    assert say(site, span) == []


@pytest.mark.parametrize(
    ("span", "word", "near"),
    [
        ("nn.LSMT", "nn.LSMT", "torch.nn.LSTM"),
        ("batch_frist=True", "batch_frist", "batch_first"),
        ("batchfirst=True", "batchfirst", "batch_first"),
        ("clip_grad_norm", "clip_grad_norm", "clip_grad_norm_"),
        ("h.detatch()", "detatch", "detach"),
        ("weight_hi_l0", "weight_hi_l0", "weight_ih_l0"),
        ("recurrent_initialiser", "recurrent_initialiser", "recurrent_initializer"),
        ("linear_before_rest=1", "linear_before_rest", "linear_before_reset"),
        ("kernal", "kernal", "kernel"),
        ("SimpleRnn", "SimpleRnn", "SimpleRNN"),
        ("np.concatinate", "np.concatinate", "numpy.concatenate"),
        ("torch.no_gradient()", "torch.no_gradient", None),
        ("toch.no_grad()", "toch", "torch"),
        ("loss.backwards()", "backwards", "backward"),
    ],
)
def test_wrong(site, span, word, near):
    (told,) = say(site, span)
    assert told.startswith(f"`{word}` is in no library and no code here")
    assert near is None or told.endswith(f'(did you mean "{near}"?)')


@pytest.mark.parametrize(
    ("span", "told"),
    [
        ("nn.LSTM(8, 16, return_sequences=True)", "`nn.LSTM` takes no `return_sequences`"),
        ("nn.GRU(8, hidden=16)", '`nn.GRU` takes no `hidden` (did you mean "hidden_size"?)'),
        ("keras.layers.LSTM(8, batch_first=True)", "`keras.layers.LSTM` takes no `batch_first`"),
    ],
)
def test_an_argument_of_another_function(site, span, told):
    assert say(site, span) == [told]


def test_the_code_of_the_page_has_names(site):
    site.edit("print(round(0.7310585, 4))", "my_gate = 0.7310585\nprint(round(my_gate, 4))")
    assert say(site, "my_gate") == []


def test_a_comment_has_none(site):
    site.edit("print(round(0.7310585, 4))", "print(round(0.7310585, 4))  # my_gate")
    assert len(say(site, "my_gate")) == 1


def test_what_is_quoted_as_wrong_has_names_that_exist(site):
    site.edit('"The gate forgets when it is a."', '"Set `nn.LSTM(8, 16, recurrent_dropout=0.2)`."')
    assert list(identifiers.check(Repository(site.root))) == []
    site.edit("recurrent_dropout", "recurent_dropout")
    assert len(list(identifiers.check(Repository(site.root)))) == 1
