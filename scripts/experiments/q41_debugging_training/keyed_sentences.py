"""Sentences that end as they began: a key, a few symbols of a Markov chain, a question mark, the key again.

The source is known, so three losses bound what a network can reach: that of the source itself, which no predictor can
beat on average, and those of a table of pairs and of single symbols, which remember one symbol and none.
"""

import torch

PAD, ASK = 0, 1
KEYS = range(2, 6)
BODY = range(6, 16)
SYMBOLS = 16  # padding is a class of the output as well, as in most vocabularies
SHORTEST, LONGEST = 2, 8  # body symbols, all lengths equally likely
JUMPS, CHANCES = (1, 3, 7), (0.6, 0.3, 0.1)  # body symbol k is followed by (3 k + jump) mod 10


def draw(count: int, generator: torch.Generator) -> torch.Tensor:
    """Return (count, T) symbols, padded with `PAD` on the right; T is the longest of this draw."""
    lengths = torch.randint(SHORTEST, LONGEST + 1, (count,), generator=generator)
    keys = torch.randint(KEYS.start, KEYS.stop, (count,), generator=generator)
    body = torch.randint(0, len(BODY), (count,), generator=generator)
    symbols = torch.full((count, int(lengths.max()) + 3), PAD)
    which = torch.multinomial(torch.tensor(CHANCES), count * LONGEST, replacement=True, generator=generator)
    jumps = torch.tensor(JUMPS)[which].view(LONGEST, count)
    symbols[:, 0] = keys
    for t in range(1, int(lengths.max()) + 1):
        symbols[:, t] = torch.where(t <= lengths, BODY.start + body, PAD)
        body = (3 * body + jumps[t - 1]) % len(BODY)
    rows = torch.arange(count)
    symbols[rows, lengths + 1] = ASK
    symbols[rows, lengths + 2] = keys
    return symbols


def answers(symbols: torch.Tensor) -> torch.Tensor:
    """Return (B, T-1) booleans: at which inputs the next symbol is the key's return."""
    return symbols[:, :-1] == ASK


def source_loss(symbols: torch.Tensor) -> float:
    """Nats a symbol of the source itself, which knows key, position and chain: the floor, up to chance."""
    total, count = 0.0, 0
    for row in symbols:
        real = row[row != PAD].tolist()
        length = len(real) - 3
        bits = torch.full((length + 2,), 1.0)
        bits[0] = 1 / len(BODY)
        for t in range(1, length):  # the body goes on, and with this symbol
            jump = (real[t + 1] - BODY.start - 3 * (real[t] - BODY.start)) % len(BODY)
            bits[t] = (1 - _end(t)) * CHANCES[JUMPS.index(jump)]
        bits[length] = _end(length)
        total -= bits.log().sum().item()
        count += length + 2
    return total / count


def _end(t: int) -> float:
    """The chance that a body which has reached t symbols stops there."""
    return 0.0 if t < SHORTEST else 1 / (LONGEST - t + 1)


def table_loss(seen: torch.Tensor, symbols: torch.Tensor, memory: int) -> float:
    """Nats a symbol on `symbols` of counts in `seen`, plus one: of pairs (`memory` 1) or of single symbols (0)."""
    counts = torch.ones(SYMBOLS, SYMBOLS)
    real = seen[:, 1:] != PAD
    before, after = seen[:, :-1][real], seen[:, 1:][real]
    counts.index_put_((before * memory, after), torch.ones(len(after)), accumulate=True)
    chances = counts / counts.sum(1, keepdim=True)
    real = symbols[:, 1:] != PAD
    return -chances[symbols[:, :-1][real] * memory, symbols[:, 1:][real]].log().mean().item()
