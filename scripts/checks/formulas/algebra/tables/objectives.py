r"""What is learned besides: several tasks, returns, old weights, curricula, streams, beliefs; and missing values."""

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import by_step, turn
from scripts.checks.formulas.algebra.tables.layers import layer, weights
from scripts.checks.formulas.algebra.values import NO_VALUE, Indexed, Value
from scripts.reference import (
    advantage,
    belief,
    curriculum,
    dropout,
    ewc,
    lstm,
    missing,
    over_time,
    policy_gradient,
    prequential,
    resets,
    stateful,
    task_gradients,
    task_losses,
)


def held_near(rng: np.random.Generator) -> Table:
    """Elastic weight consolidation over five weights."""
    theta, old, F, strength, new = rng.normal(size=5), rng.normal(size=5), rng.uniform(size=5), 0.7, rng.normal()
    whole = new + ewc.penalty(theta, old, F, strength)
    names = {r"\theta": Indexed(theta), r"\theta^*": Indexed(old), r"\theta*": Indexed(old), "F": Indexed(F)}
    return Table(
        names
        | {r"\lambda": np.float64(strength), r"\mathcal{L}": whole, r"\mathcal{L}_{\mathrm{new}}": np.float64(new)}
    )


def reset_inside(rng: np.random.Generator) -> Table:
    """An LSTM over a sequence in which episodes begin at some steps, d_t; bars are the state that a step is given."""
    D, H, T, t = 3, 5, 6, int(rng.integers(2, 5))
    p, x = weights(rng, D, H), rng.normal(size=(T, 1, D))
    first = np.zeros((T, 1))
    first[2] = 1
    start = dropout.State(*rng.normal(size=(2, 1, H)))
    cell = over_time.Cell(lstm.step, lstm.step_backward)
    run = resets.forward(cell, x, first, start, p)
    given = run.caches[t - 1][1]
    names: dict[str, Value] = {"D": D, "H": H, "T": T, "t": t, "x": by_step(x), "d": Indexed(first[:, 0])}
    names |= {r"\phi(o_t)": x[t - 1, 0, :-2], "a": by_step(x[1:, :, -2:-1]), "r": by_step(x[1:, :, -1:])}
    names |= {name: by_step(np.stack([getattr(start, name), *getattr(run.states, name)]), 0) for name in ("h", "c")}
    return Table(names | {r"\bar h": given.h_prev[0], r"\bar c": given.c_prev[0], r"\mathrm{LSTM}": layer(p)})


def actor_critic(rng: np.random.Generator) -> Table:
    """The loss of an actor–critic at one step."""
    H, A = 4, 3
    h = rng.normal(size=(1, 1, H))
    heads = policy_gradient.Heads(rng.normal(size=(A, H)), rng.normal(size=A), rng.normal(size=H), rng.normal())
    adv, target, action, alpha, beta = rng.normal(), rng.normal(), 1, 0.4, 0.02
    batch = policy_gradient.Batch(np.array([[action]]), np.array([[adv]]), np.array([[target]]), np.ones((1, 1)))
    loss, cache = policy_gradient.forward(h, batch, heads, alpha, beta)
    log_p = cache.log_p[0, 0]
    names: dict[str, Value] = {
        "t": 1,
        r"\ell": Indexed([loss]),
        "m": Indexed([1.0]),
        r"\hat A": Indexed([adv]),
        r"\hat R": Indexed([target]),
    }
    names |= {
        r"\alpha": np.float64(alpha),
        r"\beta": np.float64(beta),
        r"\mathcal{H}": Indexed([-(np.exp(log_p) * log_p).sum()]),
    }
    said = {r"\pi(a_t|h_t)": lambda scope: np.exp(log_p[action]), "V(h_t)": lambda scope: cache.values[0, 0]}
    return Table(names | said)


def advantages(rng: np.random.Generator) -> Table:
    """Generalised advantages: u marks a true end, e any end of an episode."""
    T, gamma, lam = 7, 0.9, 0.8
    r, V, after = rng.normal(size=(3, T, 1))
    t = int(rng.integers(2, 5))
    u, e = rng.uniform(size=(2, T, 1))  # shares of an end, so that each step shows what it does
    found = advantage.gae(r, V, after, u, e, gamma, lam)
    deltas = advantage.td_errors(r, V, after, u, gamma)
    names: dict[str, Value] = {"T": T, "t": t, r"\gamma": np.float64(gamma), r"\lambda": np.float64(lam)}
    arrays = {"r": r, "V": V, "u": u, "e": e, r"\delta": deltas, r"\hat A": found}
    return Table(
        names | {name: Indexed(array[:, 0]) for name, array in arrays.items()} | {"V'": Indexed(after[:, 0], (2,))}
    )


def several_tasks(rng: np.random.Generator) -> Table:
    """Losses of three tasks over labels that are partly there, and their weighted total."""
    N, K, k = 6, 3, 2
    losses, there = rng.uniform(size=(N, K)), rng.integers(0, 2, (N, K)).astype(bool)
    there[0] = True
    s = rng.normal(size=K)
    parts = np.array([task_losses.masked(losses[:, j], there[:, j]) for j in range(K)])
    names: dict[str, Value] = {
        "K": K,
        "k": k,
        "m": Indexed(there.astype(float), (1, 1)),
        r"\ell": Indexed(losses, (1, 1)),
        "s": Indexed(s),
    }
    total = task_losses.uncertainty(parts, s, np.ones(K, bool))
    ranges = {"n": range(1, N + 1), "k": range(1, K + 1)}
    return Table(
        names | {r"\mathcal{L}": Indexed(parts, alone=total), r"\sigma": Indexed(np.exp(s / 2), alone=NO_VALUE)},
        ranges=ranges,
    )


def weighted_norms(rng: np.random.Generator) -> Table:
    """The norms that GradNorm asks for."""
    K, k, alpha = 4, 2, 0.7
    norms, losses, first = rng.uniform(0.5, 2, (3, K))
    found = task_gradients.gradnorm_targets(norms, losses, first, alpha)
    left = losses / first
    names: dict[str, Value] = {
        "k": k,
        r"\alpha": np.float64(alpha),
        r"\bar G": norms.mean(),
        "G": Indexed(found),
        "r": Indexed(left / left.mean()),
    }
    said = {r"\mathcal{L}_k(0)": lambda scope: first[scope.find("k") - 1]}
    return Table(names | said | {r"\mathcal{L}": Indexed(losses), r"\text{mean over tasks}": left.mean()})


def projected_gradient(rng: np.random.Generator) -> Table:
    """Two gradients that conflict; an assignment gives what the first becomes."""
    g, other = rng.normal(size=5), rng.normal(size=5)
    other = other if g @ other < 0 else -other
    return Table({"g_i": g, "g_j": other, r"g_i\leftarrow": task_gradients.without_conflict(g, other)})


def pace(rng: np.random.Generator) -> Table:
    """The share of a sorted corpus that is drawn from at update t."""
    S, t, c_0 = 40, int(rng.integers(3, 30)), float(rng.uniform(0.05, 0.3))
    names: dict[str, Value] = {"S": S, "t": t, "c_0": np.float64(c_0)}
    return Table(names | {"c(t)": np.float64(curriculum.competence(t, S, c_0, 2))})


def reweighted(rng: np.random.Generator) -> Table:
    """A distribution over six examples, and the same with a weight for each."""
    P, W, z = rng.dirichlet(np.ones(6)), rng.uniform(size=6), 2 + turn(rng)
    Q = curriculum.reweighted(P, W)
    at = lambda array: lambda one: np.float64(array[int(one) - 1])  # noqa: E731
    names: dict[str, Value] = {"z": z, "P": at(P), r"Q_\lambda": at(Q), r"W_\lambda": at(W)}
    return Table(names, ranges={"z'": range(1, 7)})


def levels(rng: np.random.Generator) -> Table:
    """The chance of each level, where all are mixed with a share ρ and else level k is drawn."""
    L, k, share = 5, 3, float(rng.uniform(0.1, 0.5))
    found = curriculum.levels("combined", k - 1, L, share)
    level = int(rng.choice([k, 1]))
    return Table({"L": L, "k": k, r"\rho": np.float64(share), r"\ell": level, r"p(\ell)": found[level - 1]})


def fading(rng: np.random.Generator) -> Table:
    """The prequential error of a stream, with old losses fading by α."""
    T, alpha = 6, 0.9
    losses, faded = rng.uniform(size=T), [prequential.Faded()]
    for loss in losses:
        faded.append(prequential.step(faded[-1], loss, alpha))
    names: dict[str, Value] = {"t": 4, "T": T, r"\alpha": np.float64(alpha), r"\ell": Indexed(losses)}
    names |= {name: Indexed([getattr(one, name) for one in faded], (0,)) for name in ("S", "N")}
    return Table(names | {"e": Indexed(prequential.error(losses, alpha))})


def believing(rng: np.random.Generator) -> Table:
    """A belief over four states, before and after an action and what was seen."""
    S, t = 4, 2
    transitions, seen = rng.dirichlet(np.ones(S), (2, S)), rng.dirichlet(np.ones(3), S)
    before = rng.dirichlet(np.ones(S))
    after = belief.update(before, 1, 2, transitions, seen)
    names: dict[str, Value] = {"t": t, "s'": 3 - turn(rng), "s": 1}
    names |= {"b_t": lambda s: before[int(s) - 1], "b_{t+1}": lambda s: after[int(s) - 1]}
    names |= {"P(o_{t+1}|s')": lambda scope: seen[scope.find("s'") - 1, 2]}
    names |= {"P(s'|s,a_t)": lambda scope: transitions[1, scope.find("s") - 1, scope.find("s'") - 1]}
    return Table(names, ranges={"s": range(1, S + 1), "s'": range(1, S + 1)})


def gaps(rng: np.random.Generator) -> Table:
    """A sequence with missing values: the time since each was seen, its decay, and the state's."""
    T, D, H, t = 7, 3, 5, 5
    seen, times = rng.integers(0, 2, (T, 1, D)).astype(bool), np.cumsum(rng.uniform(0.5, 2, T))
    x, mean = rng.normal(size=(T, 1, D)), rng.normal(size=D)
    delta, last = missing.gaps(seen, times), missing.last_seen(x, seen, mean)
    p = missing.Params(rng.uniform(-1, 1, D), rng.normal(size=D))
    filled, cache = missing.decay(x, seen, last, mean, delta, p)
    W, b, h = rng.normal(size=(H, D)), rng.normal(size=H), rng.normal(size=(1, H))
    names: dict[str, Value] = {
        "T": T,
        "D": D,
        "H": H,
        "t": t,
        "s": by_step(np.tile(times[:, None, None], (1, 1, D))),
        "m": by_step(seen.astype(float)),
    }
    names |= {r"\delta": by_step(delta), r"\gamma": by_step(cache.gamma), r"\hat x": by_step(filled), "x": by_step(x)}
    names |= {"x'": by_step(last), r"\bar x": mean, "w": p.w, "b": p.b, r"W_\gamma": W, r"b_\gamma": b}
    names |= {r"\leftarrowh_{t-1}": h[0], "h_{t-1}": missing.state(h, delta[t - 1], W, b)[0]}
    return Table(names)


def decayed(rng: np.random.Generator) -> Table:
    """The gradient through the decay of one missing value, where z is above 0; e is what arrives at x̂."""
    seen, gap, mean = np.zeros((1, 1, 1), bool), np.ones((1, 1, 1)), rng.normal(size=1)
    last, e = rng.normal(size=(1, 1, 1)), rng.normal(size=(1, 1, 1))
    p = missing.Params(rng.uniform(0.1, 1, 1), np.array([0.2]))
    _, cache = missing.decay(last, seen, last, mean, gap, p)
    dz = missing.decay_backward(e, cache).db
    names = {r"\mathrm{d}z": dz, "e": e, r"\gamma": cache.gamma, "x'": last, r"\bar x": mean, "z": cache.z}
    return Table(names)


def rows(rng: np.random.Generator) -> Table:
    """A stream laid out in B rows and cut into chunks of k."""
    N, B, k, j, t, b = 37, 3, 4, 1, 2, int(rng.integers(0, 3))
    stream = rng.normal(size=N)
    chunks = np.array(stateful.chunks(stateful.rows(stream, B), k)[:2])
    names: dict[str, Value] = {"N": N, "B": B, "k": k, "j": j, "t": t, "b": b}
    names |= {r"\mathrm{stream}": Indexed(stream, (0,)), "X^{(j)}": Indexed(chunks[j], (0, 0))}
    return Table(names)


def carried(rng: np.random.Generator) -> Table:
    """The states at the cut between two chunks, for one row; `done` says how much of it starts anew."""
    D, H, k, done = 3, 4, 5, 0.3
    parts, p = rng.normal(size=(2, k, 1, D)), weights(rng, D, H)
    start = dropout.State(*rng.normal(size=(2, 1, H)))
    cell = over_time.Cell(lstm.step, lstm.step_backward)
    first, second = stateful.forward(cell, list(parts), start, p, np.array([[0.0], [done]]))
    shares = [np.zeros((k, 1, H)), rng.normal(size=(k, 1, H))]  # the loss is in the second chunk alone
    grads = stateful.backward([first, second], shares)
    names: dict[str, Value] = {"k": k, "D": D, "H": H, r"\mathrm{done}": done, "t": k + 2, "s": 3}
    given = second.caches[0]
    for name, old, new in (("h", first.states.h, given.h_prev), ("c", first.states.c, given.c_prev)):
        names |= {f"{name}^{{(j)}}": by_step(old), f"{name}^{{(j+1)}}": Indexed(new, (0,))}
    sent = {("partial+", r"\ell", "x"): lambda above, below: grads[0].dxs[below[0] - 1, 0]}
    return Table(names, sent)


def stateless(rng: np.random.Generator) -> Table:
    """The states at the cut between two chunks, where every chunk begins at zero."""
    D, H, k = 3, 4 + turn(rng), 5
    parts, p = rng.normal(size=(2, k, 1, D)), weights(rng, D, H)
    start = dropout.State(*rng.normal(size=(2, 1, H)))
    runs = stateful.forward(over_time.Cell(lstm.step, lstm.step_backward), list(parts), start, p, carry=False)
    given = runs[1].caches[0]
    return Table({"H": H, "h^{(j)}": Indexed(given.h_prev, (0,)), "c^{(j)}": Indexed(given.c_prev, (0,))})


def in_window(rng: np.random.Generator) -> Table:
    """The share of a chunk whose input lies in it as well."""
    k, d = int(rng.integers(9, 20)), int(rng.integers(2, 8))
    return Table({"k": k, "d": d}, result=stateful.share_in_window(k, d))
