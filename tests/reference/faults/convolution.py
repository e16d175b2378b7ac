"""Faults that `scripts/reference/convolution.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_convolution.py::test_values_and_gradients_agree_with_pytorch"
CHECK = "test_convolution.py::test_gradient_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "kernels flipped, forward and backward",
        {
            'np.einsum("bpmnuv,qpuv->bqmn", _windows(x, K.shape[-1]), K,': (
                'np.einsum("bpmnuv,qpuv->bqmn", _windows(x, K.shape[-1]), K[:, :, ::-1, ::-1],'
            ),
            'dK = np.einsum("bpmnuv,bqmn->qpuv", _windows(x, K.shape[-1]), dy, optimize=True)': (
                'dK = np.einsum("bpmnuv,bqmn->qpuv", _windows(x, K.shape[-1]), dy, optimize=True)[:, :, ::-1, ::-1]'
            ),
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "kernels not turned on the way back",
        {"K[:, :, ::-1, ::-1].swapaxes": "K.swapaxes"},
        caught_by=CHECK,
        slips_past="test_convolution.py::test_a_kernel_of_one_pixel_is_a_matrix_at_every_pixel",
    ),
    Fault(
        "rows and columns of the kernel exchanged in its gradient",
        {"bqmn->qpuv": "bqmn->qpvu"},
        caught_by=CHECK,
    ),
    Fault(
        "borders that wrap around",
        {"((0, 0), (0, 0), (r, r), (r, r)))": '((0, 0), (0, 0), (r, r), (r, r)), mode="wrap")'},
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "a receptive field that grows by k",
        {"layers * (k_input - 1)": "layers * k_input"},
        caught_by="test_convolution.py::test_a_pixel_spreads_as_far_as_the_receptive_field_says",
    ),
    Fault(
        "a receptive field that grows faster in a deeper stack",
        {"+ steps * (k_state - 1)": "+ layers * steps * (k_state - 1)"},
        caught_by="test_convlstm.py::test_a_pixel_at_the_top_of_a_stack_sees_what_the_receptive_field_says",
        slips_past="test_convolution.py::test_a_pixel_spreads_as_far_as_the_receptive_field_says",
    ),
]
