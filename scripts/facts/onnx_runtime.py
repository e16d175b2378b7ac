"""ONNX: the operators `LSTM`, `GRU` and `RNN` (opset 22), as ONNX Runtime runs them on a CPU."""

from scripts.facts.cell import Cell, Library

_ORDER = Cell("i, o, f, g", ("i, o, f, c", "iofc", "input, output, forget, candidate", "input, output, forget, cell"))

ONNX = Library(
    "onnx",
    "ONNX Runtime",
    "1.31",
    {
        # Weights
        "lstm.order": _ORDER,
        "gru.order": Cell("z, r, n", ("z, r, h", "zrh", "update, reset, candidate", "update, reset, hidden")),
        "lstm.names.input": "W",
        "lstm.names.recurrent": "R",
        "lstm.names.bias": "B",
        "lstm.shape.input": "(directions, 4H, D)",
        "lstm.shape.recurrent": "(directions, 4H, H)",
        "lstm.shape.bias": "(directions, 8H)",
        "gru.shape.input": "(directions, 3H, D)",
        "gru.shape.recurrent": "(directions, 3H, H)",
        "lstm.biases": Cell(2, ("two",)),
        "gru.biases": Cell(2, ("two",)),
        "rnn.biases": Cell(2, ("two",)),
        "lstm.peepholes": Cell("optional", ("input P", "the input P")),
        "lstm.peephole_order": Cell("i, o, f", ("iof",)),
        # The reset gate
        "gru.reset": Cell("before", ("before the product",)),
        "gru.reset_argument": "linear_before_reset",
        "gru.linear_before_reset": 0,
        "gru.reset_with_one": Cell("after", ("after the product",)),
        "gru.update_keeps": Cell("the old state", ("old state", "the previous state")),
        # Activations
        "lstm.activation": "tanh",
        "lstm.recurrent_activation": "sigmoid",
        "gru.activation": "tanh",
        "gru.recurrent_activation": "sigmoid",
        "rnn.activation": "tanh",
        "lstm.activations": Cell("Sigmoid, Tanh, Tanh"),
        # Dropout
        "lstm.dropout.argument": Cell("none", ("no attribute",)),
        # Inputs, outputs, last states
        "lstm.input_shape": Cell("(T, B, D)", ("time first", "(seq_length, batch_size, input_size)")),
        "lstm.returns": "Y, Y_h, Y_c",
        "gru.returns": "Y, Y_h",
        "lstm.output_shape": "(T, directions, B, H)",
        "lstm.state_shape": "(directions, B, H)",
        "lstm.bidirectional_last": Cell("forward at the last step, backward at the first step"),
        # Padding
        "lstm.mask_argument": Cell("sequence_lens", ("the input sequence_lens",)),
        "lstm.padded_last": Cell("each sequence's own last step", ("own last step",)),
        "lstm.padded_output": Cell("zeros", ("zero", "0")),
        # State between calls
        "lstm.state.start": Cell("zeros", ("zero", "0")),
        "lstm.state.carried": Cell("no", ("not carried",)),
        "lstm.state.argument": Cell("initial_h, initial_c", ("initial_h and initial_c",)),
        # Arguments and defaults
        "lstm.direction": "forward",
        "lstm.hidden_size": Cell("required", ("no default",)),
        "lstm.input_forget": 0,
        "lstm.input_forget_with_one": Cell("f = 1 − i", ("1 − i", "coupled")),
        "lstm.clip": Cell("none", ("no clipping", "no default")),
        "lstm.clip_clips": Cell("what goes into the activations", ("pre-activations", "the pre-activations")),
        "lstm.layout": 0,
        "lstm.layout_with_one": Cell("not supported on the CPU", ("not supported", "refused")),
        "gru.layout": 0,
        "gru.direction": "forward",
    },
)
