"""Fifteen bugs of sequence training, each one method of `small_training.Training` replaced; none raises an error."""

import torch
from torch import nn
from torch.nn import functional as F

from scripts.experiments.q41_debugging_training.keyed_sentences import PAD
from scripts.experiments.q41_debugging_training.small_training import Net, Pair, Training


class Unshifted(Training):
    """The target is the input."""

    def pair(self, symbols: torch.Tensor) -> Pair:
        """No shift."""
        return symbols[:, :-1], symbols[:, :-1]


class ShiftedTwice(Training):
    """The target is the symbol after the next: the data set shifts, and the loss shifts again."""

    def pair(self, symbols: torch.Tensor) -> Pair:
        """Two shifts."""
        return symbols[:, :-2], symbols[:, 2:]


class InputsSorted(Training):
    """The inputs are sorted by length, for packing; the targets stay where they were."""

    def pair(self, symbols: torch.Tensor) -> Pair:
        """Inputs in the order of falling length, targets not."""
        x, y = super().pair(symbols)
        order = (x != PAD).sum(1).argsort(descending=True, stable=True)
        return x[order], y


class WindowsCut(Training):
    """Sentences are cut into windows of four steps: what decides the last symbol is mostly in another window."""

    def pair(self, symbols: torch.Tensor) -> Pair:
        """Windows in place of sentences; those that hold no target are left out."""
        steps = 4
        T = symbols.shape[1] - 1
        symbols = F.pad(symbols, (0, -T % steps), value=PAD)
        windows = symbols.unfold(1, steps + 1, steps).flatten(0, 1)
        windows = windows[windows[:, 1] != PAD]
        return windows[:, :-1], windows[:, 1:]


class PadsCounted(Training):
    """Padding is predicted like any symbol."""

    def loss(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """No mask."""
        return F.cross_entropy(self.logits(x).flatten(0, 1), y.flatten())


class PadsDivide(Training):
    """(loss * mask).mean(): padding has no loss, but counts in the mean."""

    def loss(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """The sum over real symbols, divided by all places."""
        each = F.cross_entropy(self.logits(x).flatten(0, 1), y.flatten(), reduction="none")
        return (each * (y.flatten() != PAD)).mean()


class AxesSwapped(Training):
    """batch_first is forgotten: the layer runs along the batch."""

    def build(self) -> nn.Module:
        """The default layout, fed (B, T, D)."""
        return Net(*(self.settings[name] for name in ("D", "H", "forget_bias")), batch_first=False)


class BothDirections(Training):
    """A bidirectional layer predicts the next symbol, which its backward half has read."""

    def build(self) -> nn.Module:
        """Two directions."""
        return Net(*(self.settings[name] for name in ("D", "H", "forget_bias")), bidirectional=True)


class StateCarried(Training):
    """The state goes on from batch to batch, detached, though the sentences have nothing to do with each other."""

    state = None

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        """Start where the last call ended, if it had as many rows."""
        state = self.state if self.state and self.state[0].shape[1] == len(x) else None
        out, state = self.model.lstm(self.model.embedding(x), state)
        self.state = tuple(part.detach() for part in state)
        return self.model.readout(out)

    def forget(self) -> None:
        """The service starts each stream from zero."""
        self.state = None


class StateDetached(Training):
    """The loop over steps detaches the state at each: values go on, no gradient goes back."""

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        """Step by step."""
        state, outs = None, []
        for step in self.model.embedding(x).split(1, dim=1):
            out, state = self.model.lstm(step, state)
            state = tuple(part.detach() for part in state)
            outs.append(out)
        return self.model.readout(torch.cat(outs, dim=1))


class ForgetShut(Training):
    """Forget bias -5: a sign the wrong way round."""

    def build(self) -> nn.Module:
        """Forget gates near 0.007."""
        return Net(self.settings["D"], self.settings["H"], -5.0)


class SoftmaxTwice(Training):
    """The model ends in a softmax, and cross_entropy takes another."""

    def loss(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """Probabilities where logits belong."""
        return F.cross_entropy(self.logits(x).softmax(-1).flatten(0, 1), y.flatten(), ignore_index=PAD)


class RateTooHigh(Training):
    """A hundred times the learning rate."""

    def optimise(self) -> torch.optim.Optimizer:
        """Adam, far too fast."""
        return torch.optim.Adam(self.model.parameters(), 100 * self.settings["rate"])


class GradientsAdd(Training):
    """zero_grad is forgotten."""

    def update(self, x: torch.Tensor, y: torch.Tensor) -> float:
        """Gradients pile up, also what clipping left of them."""
        loss = self.loss(x, y)
        loss.backward()
        self.step()
        return loss.item()


class LayerLeftOut(Training):
    """The optimiser does not have the LSTM's weights."""

    def optimise(self) -> torch.optim.Optimizer:
        """Embedding and readout alone."""
        parts = (self.model.embedding, self.model.readout)
        return torch.optim.Adam([p for part in parts for p in part.parameters()], self.settings["rate"])


BUGS: dict[str, type[Training]] = {
    "none": Training,
    "unshifted": Unshifted,
    "shifted_twice": ShiftedTwice,
    "inputs_sorted": InputsSorted,
    "windows_cut": WindowsCut,
    "pads_counted": PadsCounted,
    "pads_divide": PadsDivide,
    "axes_swapped": AxesSwapped,
    "both_directions": BothDirections,
    "state_carried": StateCarried,
    "state_detached": StateDetached,
    "forget_shut": ForgetShut,
    "softmax_twice": SoftmaxTwice,
    "rate_too_high": RateTooHigh,
    "gradients_add": GradientsAdd,
    "layer_left_out": LayerLeftOut,
}
