"""Ways to start the matrices and biases of one `nn.LSTM` layer, and how much one step then carries on.

Every bias is 0 but those named; PyTorch's second bias vector is always 0, so the first is the sum.
"""

import torch
from torch import nn

from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.networks.starts import BLOCKS, orthogonal_blocks, rows, set_bias


def network(
    matrices: str,
    D: int,
    H: int,
    K: int,
    seed: int,
    *,
    b_f: float | None = None,
    chrono: float | None = None,
    u: float | None = None,
    b_i: float | None = None,
) -> Recurrent:
    """A `Recurrent` LSTM with D inputs, H units and K outputs.

    `matrices`: "pytorch" leaves W and U uniform in ±1/√H. "keras" is Glorot's W and an orthogonal U, each drawn whole.
    "blocks" is the same, block by block. "candidate" is "pytorch" with an orthogonal U_g; "gates" is "pytorch" with
    orthogonal U_i, U_f, U_o. `b_f` is every forget bias; `chrono` is T_max of Tallec & Ollivier (2018):
    b_f = ln U[1, T_max - 1], b_i = -b_f; `u` is b_f = ln u, b_i = -b_f in every unit. `b_i` replaces the input bias.

    Raises:
        ValueError: no such matrices, or not exactly one of `b_f`, `chrono` and `u`.
    """
    if [b_f, chrono, u].count(None) != 2:
        raise ValueError(f"b_f is {b_f}, chrono is {chrono} and u is {u}, expected one of them")
    torch.manual_seed(seed)
    made = Recurrent("lstm", D, H, K)
    W, U = made.layer.weight_ih_l0.data, made.layer.weight_hh_l0.data
    match matrices:
        case "pytorch":
            pass
        case "keras":
            nn.init.xavier_uniform_(W)
            nn.init.orthogonal_(U)
        case "blocks":
            for block in BLOCKS:
                nn.init.xavier_uniform_(W[rows(made.layer, block)])
            orthogonal_blocks(U, BLOCKS)
        case "candidate":
            orthogonal_blocks(U, "g")
        case "gates":
            orthogonal_blocks(U, "ifo")
        case _:
            raise ValueError(f"matrices are {matrices!r}, expected pytorch, keras, blocks, candidate or gates")
    set_bias(made.layer, i=0.0, f=0.0, g=0.0, o=0.0)
    if b_f is not None:
        set_bias(made.layer, f=b_f)
    else:
        times = torch.empty(H).uniform_(1.0, chrono - 1.0) if u is None else torch.full((H,), u)
        set_bias(made.layer, i=-times.log(), f=times.log())
    if b_i is not None:
        set_bias(made.layer, i=b_i)
    return made


def gain(layer: nn.LSTM) -> float:
    """The largest modulus of an eigenvalue of a step's Jacobian at zero state and zero input, where g and c are 0.

    There c_t = (diag(f) + diag(i o) U_g) c_{t-1} to first order, for h_{t-1} = o c_{t-1} (all o alike).
    """
    H = layer.hidden_size
    with torch.no_grad():
        i, f, _, o = torch.sigmoid(layer.bias_ih_l0 + layer.bias_hh_l0).double().split(H)
        U_g = layer.weight_hh_l0[rows(layer, "g")].double()
        step = torch.diag(f) + i[:, None] * U_g * o[None, :]
        return torch.linalg.eigvals(step).abs().max().item()
