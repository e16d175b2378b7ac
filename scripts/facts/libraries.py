"""The libraries whose facts a page can claim, by the name that a claim gives them."""

from scripts.facts.cell import Library
from scripts.facts.flax import FLAX
from scripts.facts.keras import KERAS
from scripts.facts.onnx_runtime import ONNX
from scripts.facts.pytorch import PYTORCH

LIBRARIES: tuple[Library, ...] = (PYTORCH, KERAS, ONNX, FLAX)
