"""Faults that `scripts/reference/stacked.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

NUM_LAYERS = "test_stacked.py::test_values_agree_with_num_layers"
LOOP = "test_stacked.py::test_values_and_gradients_agree_with_a_loop_over_layers_of_pytorch"
CHECK = "test_stacked.py::test_gradient_agrees_with_centred_differences"
ROUNDS = "test_stacked.py::test_a_cell_runs_in_round_l_plus_t_minus_one"

FAULTS = [
    Fault(
        "states in the order of the layers from the top",
        {
            "return State(*(np.stack([states[-1] for states in field])": (
                "return State(*(np.stack([states[-1] for states in field[::-1]])"
            )
        },
        caught_by=NUM_LAYERS,
    ),
    Fault(
        "the states after the first step instead of the last",
        {"[states[-1] for states in field]": "[states[0] for states in field]"},
        caught_by=NUM_LAYERS,
    ),
    Fault(
        "the cell state handed up instead of the hidden state",
        {"        u = run.states.h\n": "        u = run.states.c\n"},
        caught_by=NUM_LAYERS,
    ),
    Fault(
        "the loss sent to every layer's outputs",
        {"        du = grads.dxs\n": "        du = grads.dxs + (dus if grads.dxs.shape == dus.shape else 0.0)\n"},
        caught_by=CHECK,
    ),
    Fault(
        "a sum that forgets all but the layer itself",
        {"u = h if l == 1 else u + h": "u = h"},
        caught_by=LOOP,
    ),
    Fault(
        "the gradient goes through the layer and not past it",
        {"du = grads.dxs if l == 1 else du + grads.dxs": "du = grads.dxs"},
        caught_by=CHECK,
    ),
    Fault(
        "gradients of the layers from the top",
        {
            "        made.append(grads)\n    return _grads(du, made[::-1])\n\n\ndef forward_residual": (
                "        made.append(grads)\n    return _grads(du, made)\n\n\ndef forward_residual"
            )
        },
        caught_by="test_stacked.py::test_gradients_agree_with_num_layers",
    ),
    Fault(
        "a layer that waits until the one below has finished",
        {"1 + max(earliest[l - 1, t], earliest[l, t - 1])": "1 + max(earliest[l - 1, T], earliest[l, t - 1])"},
        caught_by=ROUNDS,
    ),
]
