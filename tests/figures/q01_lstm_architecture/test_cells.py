"""What the drawings of the cell say, on their nodes and wires."""

from itertools import pairwise

from scripts.figures.kit.cell import LSTM
from scripts.figures.q01_lstm_architecture import cell_forward, lstm_cell, lstm_unrolled
from tests.figures.says import says

MEMORY = ("c_prev", "keep", "plus", "fork_c", "c")


def into(node: str) -> set[str]:
    """Where the wires that end at a node begin."""
    return {wire.start for wire in LSTM.wires if wire.end == node}


def behind(node: str) -> set[str]:
    """All nodes from which a node is computed."""
    return into(node).union(*map(behind, into(node)))


@says(
    lstm_cell,
    "The LSTM cell: the old hidden state and the input feed four learned layers.",
    "Three gates (σ) and a candidate (tanh) read the same $[h_{t-1}, x_t]$.",
)
def test_four_layers_read_the_same_two_inputs():
    layers = {name: node.does for name, node in LSTM.nodes.items() if node.kind == "layer"}
    assert layers == {"f": "sigmoid", "i": "sigmoid", "o": "sigmoid", "g": "tanh"}
    for layer in layers:
        assert {name for name in behind(layer) if not into(name)} == {"h_prev", "x"}


@says(
    lstm_cell,
    "The forget gate multiplies the old cell state, input gate times candidate is added to it, and the output gate "
    "lets its tanh out as the new hidden state.",
)
def test_what_each_gate_multiplies():
    does = {name: LSTM.nodes[name].does for name in ("keep", "write", "plus", "tanh", "show")}
    assert does == {"keep": "times", "write": "times", "plus": "plus", "tanh": "tanh", "show": "times"}
    assert [into(name) for name in ("keep", "write", "plus", "show")] == [
        {"c_prev", "f"},
        {"i", "g"},
        {"keep", "write"},
        {"tanh", "o"},
    ]
    assert into("tanh") == {"fork_c"}
    assert into("h") == {"fork_h"}
    assert into("fork_h") == {"show"}


@says(
    lstm_cell,
    "The heavy line is the memory: from $c_{t-1}$ to $c_t$ it meets a product and a sum, and no weight matrix.",
)
def test_the_heavy_line_is_the_memory():
    heaviest = max(wire.weight for wire in LSTM.wires)
    heavy = {(wire.start, wire.end) for wire in LSTM.wires if wire.weight == heaviest}
    assert heavy == set(pairwise(MEMORY))
    assert not any(LSTM.nodes[name].kind == "layer" for name in MEMORY)


@says(
    cell_forward,
    "The forward pass in four steps on the cell drawing: compute three gates and the candidate from the old hidden "
    "state and the input; scale the old cell state; add the gated candidate; show the tanh of the sum through the "
    "output gate.",
    "Each panel lights what one step computes.",
    "Steps 2 and 3 are the two terms of $c_t = f_t \\odot c_{t-1} + i_t \\odot g_t$; no step needs the result of a "
    "later one.",
)
def test_each_step_lights_what_it_computes_from_earlier_ones():
    computed = {"layers": set("figo"), "keep": {"keep"}, "add": {"write", "plus"}, "show": {"tanh", "show"}}
    assert [step for step, *_ in cell_forward.STEPS] == list(computed)
    done: set[str] = set()
    for step, nodes in computed.items():
        assert nodes <= LSTM.parts[step]
        for later in set().union(*computed.values()) - done - nodes:
            assert not any(later in behind(node) for node in nodes), (step, later)
        done |= nodes


@says(
    lstm_unrolled,
    "An LSTM unrolled over three words: one set of weights W, U, b serves every step.",
    "The cell state runs straight through, scaled and added to once a step; the hidden state leaves each cell, goes up "
    "as output and on to the next.",
    "One cell at three times: $W$, $U$ and $b$ are the same at every step, whatever the length $T$.",
    "The heavy line $c$ meets a product and a sum; $h$ enters the learned layers again.",
)
def test_three_cells_share_one_box_of_weights():
    drawing = lstm_unrolled.unrolled()
    wires = {(wire.start, wire.end) for wire in drawing.wires}
    assert [name for name, node in drawing.nodes.items() if node.kind == "layer"] == ["weights"]
    cells = [name for name in drawing.nodes if name.startswith("cell")]
    assert cells == ["cell1", "cell2", "cell3"]
    assert {("share1", "w_in1"), ("share2", "w_in2"), ("share2", "w_in3"), ("weights", "share1")} <= wires
    memory = ["c0", *(f"{what}{t}" for t in (1, 2, 3) for what in ("times", "plus")), "c_T"]
    heavy = {(wire.start, wire.end) for wire in drawing.wires if wire.weight == 2.8}
    assert heavy == set(pairwise(memory))
    assert all({(f"h_out{t}", f"fork{t}"), (f"fork{t}", f"h{t}")} <= wires for t in (1, 2, 3))
    assert {("fork1", "h_in2"), ("fork2", "h_in3")} <= wires
