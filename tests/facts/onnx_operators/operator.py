"""One recurrent operator of ONNX, run as it stands, with nothing filled in."""

import numpy as np
import onnx
import onnxruntime

from tests.reference.oracles import IR, OPSET

INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
OUTPUTS = ("Y", "Y_h", "Y_c")


def names_of(operator: str) -> tuple[list[str], list[str]]:
    """The names of the inputs and outputs as the standard has them."""
    schema = onnx.defs.get_schema(operator, OPSET)
    return [one.name for one in schema.inputs], [one.name for one in schema.outputs]


def run(operator: str, feed: dict[str, np.ndarray], **attributes) -> list[np.ndarray]:
    """The outputs, for inputs by the standard's names, each with all of its axes."""
    types = {name: np.int32 if name == "sequence_lens" else np.float32 for name in feed}
    feed = {name: np.asarray(array, dtype=types[name]) for name, array in feed.items()}
    inputs, outputs = names_of(operator)
    names = [name if name in feed else "" for name in inputs]
    while not names[-1]:
        names.pop()
    kinds = {name: onnx.helper.np_dtype_to_tensor_dtype(np.dtype(kind)) for name, kind in types.items()}
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node(operator, names, outputs, **attributes)],
        operator,
        [onnx.helper.make_tensor_value_info(name, kinds[name], array.shape) for name, array in feed.items()],
        [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in outputs],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", OPSET)], ir_version=IR)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # what it refuses, it raises
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, feed)


def refuses(operator: str, feed: dict[str, np.ndarray], **attributes) -> bool:
    """Whether the standard's checker or the runtime does not take it."""
    try:
        run(operator, feed, **attributes)
    except Exception:  # each has classes of its own
        return True
    return False
