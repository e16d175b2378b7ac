"""Digits that move over a larger canvas and bounce off its borders: films of 16 × 16 pixels, in the manner of the
Moving MNIST of Srivastava et al. (2015), with one digit of `tasks.digits` each.

A digit is 8 × 8, starts at any place inside the canvas and moves by the same whole number of pixels per step along both
axes, each in its own direction; at a border that direction turns. To forecast, a network must carry what the digit
looks like, where it is and which way it goes. Without learning: the last frame, again and again.
"""

import torch

from scripts.experiments.tasks import digits

CANVAS, SIDE = 16, 8


def images(part: str) -> torch.Tensor:
    """The digits (N, 8, 8) of a part of `tasks.digits`, "train" or "test"."""
    return getattr(digits.load(), part).x.transpose(0, 1)


def draw(which: torch.Tensor, frames: int, batch: int, speed: int, generator: torch.Generator) -> torch.Tensor:
    """Films (frames, batch, 1, 16, 16), from 0 to 1, of digits drawn from `which` (N, 8, 8), each on a random way."""
    room = CANVAS - SIDE
    pick = torch.randint(len(which), (batch,), generator=generator)
    place = torch.randint(room + 1, (2, batch), generator=generator)
    way = speed * (2 * torch.randint(2, (2, batch), generator=generator) - 1)
    return torch.stack([paint(which[pick], bounced(place + t * way, room)) for t in range(frames)])


def bounced(place: torch.Tensor, room: int) -> torch.Tensor:
    """Places on an endless line as places from 0 to `room`, with a mirror at both ends."""
    return room - (place % (2 * room) - room).abs()


def paint(shown: torch.Tensor, corners: torch.Tensor) -> torch.Tensor:
    """Frames (B, 1, 16, 16) with the digits (B, 8, 8) at the corners (2, B), row and column."""
    frames = torch.zeros(len(shown), 1, CANVAS, CANVAS)
    for frame, digit, (m, n) in zip(frames, shown, corners.T.tolist(), strict=True):
        frame[0, m : m + SIDE, n : n + SIDE] = digit
    return frames
