"""Four recurrent cells, each over whole sequences, for the networks of S seeds side by side; two layers and a readout.

`lstm` and `slstm` go step by step, for their gates read h of the step before. `mlstm` (parallel form, one head) and
`minlstm` (a scan over pairs) have no such link and take all steps at once. Equations: `scripts.reference`, which the
tests compare with.
"""

from collections.abc import Callable

import torch
from torch.nn.functional import logsigmoid, pad

from scripts.experiments.networks.stacked import Weights

Layer = dict[
    str, torch.Tensor
]  # the parameters of one layer of S networks: W (S, ·, D), U where there is one, b (S, ·)


def lstm(x: torch.Tensor, w: Layer) -> torch.Tensor:
    """x (T, S, B, D) gives h (T, S, B, H); blocks i, f, g, o."""
    h = c = x.new_zeros(*x.shape[1:3], w["U"].shape[-1])
    hs = []
    for from_x in (x @ w["W"].mT + w["b"][:, None]).unbind(0):
        z_i, z_f, z_g, z_o = torch.baddbmm(from_x, h, w["U"].mT).chunk(4, dim=-1)
        c = torch.sigmoid(z_f) * c + torch.sigmoid(z_i) * torch.tanh(z_g)
        h = torch.sigmoid(z_o) * torch.tanh(c)
        hs.append(h)
    return torch.stack(hs)


def slstm(x: torch.Tensor, w: Layer) -> torch.Tensor:
    """As `lstm`, with an exponential input gate, the normaliser n and the stabiliser m, through which no gradient goes.

    That gradient is zero in all, as the outputs do not depend on m.
    """
    h = c = n = x.new_zeros(*x.shape[1:3], w["U"].shape[-1])
    m = torch.full_like(h, -torch.inf)
    hs = []
    for from_x in (x @ w["W"].mT + w["b"][:, None]).unbind(0):
        z_i, z_f, z_g, z_o = torch.baddbmm(from_x, h, w["U"].mT).chunk(4, dim=-1)
        log_f = logsigmoid(z_f)
        m_prev, m = m, torch.maximum(log_f + m, z_i).detach()
        i, f = torch.exp(z_i - m), torch.exp(log_f + (m_prev - m))
        c = f * c + i * torch.tanh(z_g)
        n = f * n + i
        h = torch.sigmoid(z_o) * c / n
        hs.append(h)
    return torch.stack(hs)


def mlstm(x: torch.Tensor, w: Layer) -> torch.Tensor:
    """As `lstm`, in the quadratic form; blocks q, k, v, o of H rows each, then i and f, a row each."""
    H = (w["W"].shape[-2] - 2) // 4
    parts = (x @ w["W"].mT + w["b"][:, None]).permute(1, 2, 0, 3).split([H, H, H, H, 1, 1], dim=-1)
    q, k, v, o, z_i, z_f = parts  # (S, B, T, ·)
    decay = logsigmoid(z_f).cumsum(-2)
    log_D = decay - decay.mT + z_i.mT
    log_D = log_D.masked_fill(torch.ones(log_D.shape[-2:], dtype=torch.bool).triu(1), -torch.inf)
    m = log_D.amax(-1, keepdim=True).detach()
    scores = q @ k.mT / H**0.5 * torch.exp(log_D - m)
    size = torch.maximum(scores.sum(-1, keepdim=True).abs(), torch.exp(-m))
    return (torch.sigmoid(o) * (scores @ v) / size).permute(2, 0, 1, 3)


def minlstm(x: torch.Tensor, w: Layer) -> torch.Tensor:
    """As `lstm`, by a scan; blocks i, f, g."""
    z_i, z_f, g = (x @ w["W"].mT + w["b"][:, None]).chunk(3, dim=-1)
    a = torch.sigmoid(logsigmoid(z_f) - logsigmoid(z_i))  # f / (f + i)
    return scan(a, (1.0 - a) * g)


def scan(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Every h_t = a_t h_{t-1} + b_t from h_0 = 0, for a and b (T, …), in ⌈log2 T⌉ rounds."""
    reach = 1
    while reach < len(a):
        tail = [0, 0] * (a.dim() - 1)
        b = b + a * pad(b[:-reach], [*tail, reach, 0])
        a = a * pad(a[:-reach], [*tail, reach, 0])
        reach *= 2
    return b


CELLS: dict[str, Callable[[torch.Tensor, Layer], torch.Tensor]] = {
    "lstm": lstm,
    "slstm": slstm,
    "mlstm": mlstm,
    "minlstm": minlstm,
}
BLOCKS = {"lstm": "ifgo", "slstm": "ifgo", "mlstm": "qkvo", "minlstm": "ifg"}


def start(cell: str, sizes: tuple[int, int, int], layers: int, seeds: list[int], forget_bias: float) -> Weights:
    """Weights of the networks of all seeds for sizes (D, H, K): uniform in ±1/√(inputs), biases 0 but for gate f.

    At zero input every cell then keeps σ(forget_bias) of its memory per step. For that a minLSTM, which keeps
    f / (f + i), has the negative forget bias in gate i.
    """
    D, H, K = sizes
    made: list[dict[str, torch.Tensor]] = []
    for seed in seeds:
        generator = torch.Generator().manual_seed(seed)
        one = {"readout.W": _uniform(K, H, generator), "readout.b": torch.zeros(K)}
        for layer in range(layers):
            rows = len(BLOCKS[cell]) * H + (2 if cell == "mlstm" else 0)
            b = torch.zeros(rows)
            b[-1 if cell == "mlstm" else slice(H, 2 * H)] = forget_bias
            if cell == "minlstm":
                b[:H] = -forget_bias
            one |= {f"{layer}.W": _uniform(rows, H if layer else D, generator), f"{layer}.b": b}
            if cell in ("lstm", "slstm"):
                one[f"{layer}.U"] = _uniform(rows, H, generator)
        made.append(one)
    return {name: torch.stack([one[name] for one in made]).requires_grad_() for name in made[0]}


def _uniform(rows: int, columns: int, generator: torch.Generator) -> torch.Tensor:
    return (2 * torch.rand(rows, columns, generator=generator) - 1) / columns**0.5


def outputs(cell: str, weights: Weights, x: torch.Tensor) -> torch.Tensor:
    """What S networks answer to x (T, S, B, D) at every step, (T, S, B, K)."""
    for layer in range(sum(name.endswith(".W") for name in weights) - 1):
        x = CELLS[cell](x, {name: weights[f"{layer}.{name}"] for name in "WUb" if f"{layer}.{name}" in weights})
    return x @ weights["readout.W"].mT + weights["readout.b"][:, None]


def parameters(weights: Weights) -> int:
    """The weights of one of the networks."""
    return sum(value[0].numel() for value in weights.values())
