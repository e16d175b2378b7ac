"""Flax: the cells `LSTMCell`, `OptimizedLSTMCell` and `GRUCell` of `flax.linen`, and `RNN`, which loops over time."""

from scripts.facts.cell import Cell, Library

_LECUN = Cell("LeCun normal", ("lecun_normal", "normal"))
_ORTHOGONAL = Cell("orthogonal, each block", ("orthogonal", "each block orthogonal"))
_ZERO = Cell(0, ("zeros", "zero"))

FLAX = Library(
    "flax",
    "Flax",
    "0.12",
    {
        # Weights
        "lstm.order": Cell("separate kernels i, f, g, o", ("i, f, g, o", "separate kernels")),
        "gru.order": Cell("separate kernels r, z, n", ("r, z, n", "separate kernels")),
        "lstm.names.input": Cell("ii, if, ig, io"),
        "lstm.names.recurrent": Cell("hi, hf, hg, ho"),
        "lstm.shape.input": Cell("(D, H) each", ("(D, H)",)),
        "lstm.shape.recurrent": Cell("(H, H) each", ("(H, H)",)),
        "lstm.biases": Cell(1, ("one",)),
        "gru.biases": Cell("one, and a second for n", ("1", "one")),
        "lstm.peepholes": Cell("none", ("no",)),
        # The reset gate
        "gru.reset": Cell("after", ("after the product",)),
        "gru.reset_argument": "none",
        "gru.update_keeps": Cell("the old state", ("old state", "the previous state")),
        # Initial values
        "lstm.init.input": _LECUN,
        "lstm.init.recurrent": _ORTHOGONAL,
        "lstm.init.bias": _ZERO,
        "lstm.init.forget_bias": _ZERO,
        "gru.init.input": _LECUN,
        "gru.init.recurrent": _ORTHOGONAL,
        "gru.init.bias": _ZERO,
        # Activations
        "lstm.activation": "tanh",
        "lstm.recurrent_activation": "sigmoid",
        "gru.activation": "tanh",
        "gru.recurrent_activation": "sigmoid",
        # Dropout
        "lstm.dropout.argument": Cell("none", ("no argument",)),
        # Inputs, outputs, last states
        "lstm.input_shape": Cell("(B, T, D)", ("batch first",)),
        "lstm.returns": Cell("the outputs of every step", ("every step",)),
        "lstm.returns_with_state": Cell("carry, outputs", ("the carry first",)),
        "lstm.carry": Cell("(c, h)", ("c, h", "c first")),
        "lstm.output_shape": "(B, T, H)",
        "lstm.state_shape": "(B, H)",
        # Padding
        "lstm.mask_argument": "seq_lengths",
        "lstm.padded_last": Cell("each sequence's own last step", ("own last step",)),
        "lstm.padded_output": Cell("computed on, not zeroed", ("not zeroed",)),
        # State between calls
        "lstm.state.start": Cell("zeros", ("zero", "0")),
        "lstm.state.carried": Cell("no", ("not carried",)),
        "lstm.state.argument": "initial_carry",
        # Arguments and defaults
        "lstm.time_major": False,
        "lstm.return_carry": False,
        "lstm.reverse": False,
        "lstm.keep_order": False,
        "lstm.unroll": 1,
    },
)
