"""Which run of the reference code the names of a formula stand for: one table for each module or function."""

from collections.abc import Callable
from functools import cache

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables import (
    cells,
    counts,
    gated,
    joined,
    layers,
    learning,
    lstm,
    objectives,
    plain,
    reading_out,
    scores,
    tokens,
    voters,
    xlstm,
)

DRAWS = 2
Draw = Callable[..., Table]
# By module, and by function where two of a module need different tables.
TABLES: dict[str, Draw] = {
    **dict.fromkeys(("plain", "activations"), plain.table),
    **dict.fromkeys(("lstm", "bptt", "contributions", "jacobian"), lstm.table),
    **dict.fromkeys(("rnn", "jacobian.rnn_step_jacobian"), cells.simple),
    "jacobian.cell_jacobian one unit": layers.one_unit,
    "gru.step_reset_before": cells.gru_before,
    "gru.step_reset_after": cells.gru_after,
    "gru.negate_z": cells.gru_negated,
    "coupled": gated.coupled_gates,
    "peephole": gated.with_peepholes,
    "projection": gated.projected,
    "minlstm": gated.minimal,
    "minlstm.join": gated.join,
    "convlstm": gated.images,
    "convlstm_peephole": gated.images_with_peepholes,
    "slstm": xlstm.scalar_memory,
    "slstm.step_without_stabiliser": xlstm.without_stabiliser,
    "exponential": xlstm.gates,
    "mlstm": xlstm.matrix_memory,
    "mlstm.parallel": xlstm.in_parallel,
    "bidirectional": layers.two_ways,
    "bidirectional.reverse": layers.reversed_in_length,
    "bidirectional.step": layers.in_padding,
    "bidirectional.step_backward": layers.back_through_padding,
    "stacked": layers.stack,
    "stacked.forward_residual": layers.residual_stack,
    "stacked.forward_residual one step": layers.residual_step,
    "stacked.rounds": counts.rounds,
    "depth.vertical_jacobian": layers.between_layers,
    "encoder_decoder": joined.passed_on,
    "autoencoder": joined.coded,
    "highway": joined.highway_layer,
    "highway.stack": joined.highway_stack,
    "highway.residual": joined.residual_layer,
    "recurrent_highway": joined.highway_between_steps,
    "attention": reading_out.general,
    "attention.additive": reading_out.additive,
    "attention.dot": reading_out.dot,
    "self_attention": reading_out.causal,
    "pooling": reading_out.pooled,
    "pooling.ends": reading_out.ends,
    "padding": reading_out.mean,
    "padding.loss": reading_out.batch,
    "padding.largest": reading_out.largest,
    "classification": tokens.cross_entropy,
    "classification.threshold": tokens.threshold,
    "tied_softmax": tokens.tied,
    "sampling": tokens.next_token,
    "perplexity": tokens.said,
    "perplexity.bits_per_character": tokens.characters,
    "ngram": tokens.smoothed,
    "ctc": tokens.alignment,
    "dropout": learning.masked,
    "dropout.mask": learning.mask,
    "dropout.survival": learning.survival,
    "initialise": learning.chrono,
    "initialise.keras_default": learning.orthonormal,
    "stateful": objectives.carried,
    "stateful.forward without carry": objectives.stateless,
    "stateful.rows": objectives.rows,
    "stateful.share_in_window": objectives.in_window,
    "teacher_forcing.shifted": learning.shifted,
    "teacher_forcing.fed": learning.forced,
    "teacher_forcing.inverse_sigmoid": learning.slow_schedule,
    "teacher_forcing.exponential": learning.schedules,
    "teacher_forcing.optimum": learning.optimum,
    "rtrl": learning.running,
    "ewc": objectives.held_near,
    "resets": objectives.reset_inside,
    "policy_gradient": objectives.actor_critic,
    "advantage": objectives.advantages,
    "task_losses": objectives.several_tasks,
    "task_gradients.gradnorm_targets": objectives.weighted_norms,
    "task_gradients.without_conflict": objectives.projected_gradient,
    "curriculum.competence": objectives.pace,
    "curriculum.reweighted": objectives.reweighted,
    "curriculum.levels": objectives.levels,
    "prequential": objectives.fading,
    "belief": objectives.believing,
    "missing": objectives.gaps,
    "missing.decay_backward": objectives.decayed,
    "retention": scores.half_life,
    "error_scores.mahalanobis": scores.mahalanobis,
    "error_scores.surprise": scores.surprise,
    "peaks.threshold": scores.threshold,
    "pinball": scores.quantile,
    "smoothing": scores.smoothed,
    "gaussian_code": voters.divergence,
    "quantise": voters.whole_numbers,
    "quantise.cell": voters.stored_cell,
    "distillation": voters.distilled,
    "voting": voters.members,
    "voting.hard": voters.hard_votes,
    "voting.soft": voters.soft_votes,
    "voting.variance": voters.correlated,
    "voting.majority": voters.majority,
    "beam": voters.penalised,
    "beam.log_probability": voters.said_in_turn,
    "beam.search": voters.searching,
    "depth.plain": counts.paths,
    "params.lstm": counts.layers,
    "params.language_model": counts.model,
    "flops.lstm": counts.products,
    "flops.language_model": counts.training,
    "memory.language_model": counts.activations,
    "memory.lstm_state": counts.state,
    "memory.best_segments": counts.segments,
    "convolution.conv": gated.one_pixel,
    "low_rank": voters.thin,
    "convolution.receptive_field": counts.field,
    "halving.hit": counts.hits,
    "halving.bracket": counts.bracket,
    "events.chance": counts.chance,
}


# What a table can hold at 0 or 1.
HOLDS = {
    "lstm": frozenset(("i", "f", "o", "h_0", "c_0", "U", "x")),
    "jacobian.cell_jacobian one unit": frozenset(("o", "c")),
    "retention": frozenset("f"),
    "dropout": frozenset(("k^c", "k^h")),
}
# Other tables that a display of a function is read with: where it says two things, or the same in two notations.
ALSO = {
    "attention.general": ("attention.dot",),
    "gru.step_reset_after": ("gru.step_reset_before",),
    "jacobian.direct_path": ("rnn",),
    "jacobian.cell_jacobian": ("jacobian.cell_jacobian one unit",),
    "stacked.forward_residual": ("stacked.forward_residual one step",),
    "stateful.forward": ("stateful.forward without carry",),
    "padding.mean": ("padding.loss",),
    "retention.half_life": ("lstm",),
    "teacher_forcing.inverse_sigmoid": ("teacher_forcing.exponential",),
    "voting.soft": ("voting",),
}


def key_of(function: str) -> str | None:
    """The table of `lstm.step`: its own, else that of its module; None where there is none."""
    found = next((key for key in (function, function.partition(".")[0]) if key in TABLES), None)
    return next(key for key in TABLES if TABLES[key] is TABLES[found]) if found else None


@cache
def draws(key: str, held: tuple[tuple[str, float], ...] = ()) -> tuple[Table, ...]:
    """The draws of a table, made once; with some names held at a number."""
    make = TABLES[key]
    seeds = [np.random.default_rng([seed, *key.encode()]) for seed in range(DRAWS)]
    return tuple(make(rng, dict(held)) if held else make(rng) for rng in seeds)
