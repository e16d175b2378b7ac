import pytest
import torch


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> None:
    """As the records were measured; several threads only wait for each other on networks this small."""
    torch.set_num_threads(1)
