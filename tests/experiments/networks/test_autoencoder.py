"""The autoencoder: all that reaches the decoder is the code, and what it writes first is the last step."""

import pytest
import torch

from scripts.experiments.networks.autoencoder import Autoencoder

T, B, D, H, K = 7, 4, 3, 6, 2


def network(reverse: bool = True) -> Autoencoder:
    torch.manual_seed(1)
    return Autoencoder(D, H, K, reverse=reverse)


def sequences() -> torch.Tensor:
    return torch.randn(T, B, D, generator=torch.Generator().manual_seed(2))


def test_shapes_and_that_forward_is_encode_then_decode():
    model, x = network(), sequences()
    code = model.encode(x)
    assert code.shape == (B, K)
    assert torch.allclose(code, model.squeeze(model.encoder(x)[1][0][0]), atol=1e-6)  # from h after the last step
    assert model.decode(code, T + 2).shape == (T + 2, B, D)
    assert torch.equal(model(x), model.decode(code, T))


def test_the_code_reads_every_step_of_its_own_sequence_only():
    model, x = network(), sequences().requires_grad_()
    model.encode(x)[0].sum().backward()
    assert (x.grad[:, 0].abs().sum(dim=-1) > 0).all()
    assert not x.grad[:, 1:].any()


@pytest.mark.parametrize("reverse", [True, False])
def test_the_decoder_by_its_equations_one_step_after_the_other(reverse):
    model, x = network(reverse), sequences()
    code, state, written = model.encode(x), None, []
    for _ in range(T):
        h, state = model.decoder(code[None], state)  # the code at every step, nothing that was written
        written.append(model.readout(h[0]))
    in_order = written[::-1] if reverse else written
    assert torch.allclose(model(x), torch.stack(in_order), atol=1e-6)


def test_a_longer_decoding_written_from_the_end_only_adds_steps_in_front():
    model, code = network(), torch.ones(B, K)
    assert torch.allclose(model.decode(code, T + 3)[3:], model.decode(code, T), atol=1e-6)
    assert not torch.allclose(model.decode(code, T)[0], model.decode(code, T)[-1], atol=1e-3)


def test_it_learns_to_tell_two_sequences_apart_through_one_number():
    torch.manual_seed(3)
    ramp = torch.linspace(-1, 1, T)[:, None]
    x = torch.stack([ramp, -ramp], dim=1)  # (T, 2, 1): up and down
    model = Autoencoder(1, 8, 1)
    optimiser = torch.optim.Adam(model.parameters(), 0.02)
    for _ in range(150):
        optimiser.zero_grad()
        ((model(x) - x) ** 2).mean().backward()
        optimiser.step()
    assert ((model(x) - x) ** 2).mean() < 0.02  # the mean sequence, zero, has 0.44
