"""The claims of cell_path, on the wires of the drawing."""

from scripts.figures.kit.cell import LSTM
from scripts.figures.q06_cell_state import cell_path
from tests.figures.says import says


def after(name: str) -> set[str]:
    """Return where the wires from a node end."""
    return {wire.end for wire in LSTM.wires if wire.start == name}


def reached(name: str, without: str) -> set[str]:
    """Return all nodes that can be reached from a node with another one taken out."""
    found, waiting = set(), [name]
    while waiting:
        new = after(waiting.pop()) - found - {without}
        found |= new
        waiting += new
    return found


@says(
    cell_path,
    "The line of the cell state through one step: one product with the forget gate, one sum with the gated "
    "candidate, then a fork.",
    "From $c_{t-1}$ to $c_t$ stand a product and a sum, both unit by unit, and no weights.",
)
def test_the_line_forks_once_and_its_way_out_is_the_tanh_and_the_output_gate():
    assert after("c_prev") == {"keep"}
    assert after("keep") == {"plus"}
    assert after("plus") == {"fork_c"}
    assert {node: LSTM.nodes[node].does for node in ("keep", "plus")} == {"keep": "times", "plus": "plus"}
    assert after("fork_c") == {"c", "tanh"}
    assert after("tanh") == {"show"}
    assert "the other leaves through a tanh and the output gate" in cell_path.ALT


@says(
    cell_path,
    "One branch goes on to the next step; the other leaves through a tanh and the output gate as the hidden "
    "state, and only that goes up.",
    r"What leaves upwards is $h_t = o_t \odot \tanh(c_t)$.",
    "Muted: the four maps, which read $x_t$ and $h_{t-1}$, and never $c_{t-1}$.",
)
def test_only_the_hidden_state_goes_up_and_no_map_reads_the_old_cell_state():
    assert "h_up" in reached("c_prev", without="")
    assert "h_up" not in reached("c_prev", without="show")
    assert not reached("c_prev", without="") & set("figo")
    assert {wire.start for wire in LSTM.wires if wire.end == "show"} == {"tanh", "o"}
    assert "and never $c_{t-1}$" in cell_path.CAPTION
