"""Ways to start the matrices and biases of one `nn.LSTM` layer, and how much one step then carries on.

Every bias is 0 but those named; PyTorch's second bias vector is always 0, so the first is the sum.
"""

import torch
from torch import nn

from scripts.experiments.networks.recurrent import Recurrent

CANDIDATE = 2  # blocks lie in the order i, f, g, o


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
            for block in range(4):
                nn.init.xavier_uniform_(W[block * H : (block + 1) * H])
            orthogonal_blocks(U, range(4))
        case "candidate":
            orthogonal_blocks(U, [CANDIDATE])
        case "gates":
            orthogonal_blocks(U, [0, 1, 3])
        case _:
            raise ValueError(f"matrices are {matrices!r}, expected pytorch, keras, blocks, candidate or gates")
    b = made.layer.bias_ih_l0.data.zero_()
    made.layer.bias_hh_l0.data.zero_()
    if b_f is not None:
        b[H : 2 * H] = b_f
    else:
        b[H : 2 * H] = (torch.empty(H).uniform_(1.0, chrono - 1.0) if u is None else torch.full((H,), u)).log()
        b[:H] = -b[H : 2 * H]
    if b_i is not None:
        b[:H] = b_i
    return made


def orthogonal_blocks(U: torch.Tensor, blocks) -> None:
    """Make these blocks of U (4H, H) orthogonal in place, each for itself."""
    H = U.shape[1]
    for block in blocks:
        nn.init.orthogonal_(U[block * H : (block + 1) * H])


def gain(layer: nn.LSTM) -> float:
    """The largest modulus of an eigenvalue of a step's Jacobian at zero state and zero input, where g and c are 0.

    There c_t = (diag(f) + diag(i o) U_g) c_{t-1} to first order, for h_{t-1} = o c_{t-1} (all o alike).
    """
    H = layer.hidden_size
    with torch.no_grad():
        i, f, _, o = torch.sigmoid(layer.bias_ih_l0 + layer.bias_hh_l0).double().split(H)
        U_g = layer.weight_hh_l0[CANDIDATE * H : (CANDIDATE + 1) * H].double()
        step = torch.diag(f) + i[:, None] * U_g * o[None, :]
        return torch.linalg.eigvals(step).abs().max().item()
