"""The claims of cell_path, on the wires of the drawing."""

from scripts.figures.kit.cell import LSTM
from scripts.figures.q06_cell_state import cell_path


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


def test_the_line_forks_once_and_its_way_out_is_the_tanh_and_the_output_gate():
    assert after("c_prev") == {"keep"}
    assert after("keep") == {"plus"}
    assert after("plus") == {"fork_c"}
    assert after("fork_c") == {"c", "tanh"}
    assert after("tanh") == {"show"}
    assert "the other leaves through a tanh and the output gate" in cell_path.ALT


def test_only_the_hidden_state_goes_up_and_no_map_reads_the_old_cell_state():
    assert "h_up" in reached("c_prev", without="")
    assert "h_up" not in reached("c_prev", without="show")
    assert not reached("c_prev", without="") & set("figo")
    assert "and never $c_{t-1}$" in cell_path.CAPTION
