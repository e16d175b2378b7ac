"""Faults that `scripts/reference/perplexity.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "2 to the loss in nats",
        {"return exp(-sum(log(p) for p in ps) / len(ps))": "return 2 ** (-sum(log(p) for p in ps) / len(ps))"},
        caught_by="test_perplexity.py::test_a_uniform_guess_has_the_perplexity_of_the_vocabulary",
    ),
    Fault(
        "the mean of the batches' means",
        {"sum(m * n for m, n in zip(mean_nats, tokens, strict=True)) / sum(tokens)": "sum(mean_nats) / len(mean_nats)"},
        caught_by="test_perplexity.py::test_perplexity_agrees_with_pytorch_s_cross_entropy",
        slips_past="test_perplexity.py::test_two_halves_with_four_and_six_nats_have_e_to_the_fifth",
    ),
    Fault(
        "bits per token called bits per character",
        {"return log2(perplexity) * tokens / characters": "return log2(perplexity)"},
        caught_by="test_perplexity.py::test_bits_per_character_do_not_depend_on_the_tokens",
    ),
]
