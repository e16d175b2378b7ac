"""The claim of gradient_surgery, on the arrays that it plots."""

import numpy as np
from numpy.testing import assert_allclose

from scripts.figures.q35_multi_task import gradient_surgery
from scripts.figures.q35_multi_task.gradient_surgery import arrays
from tests.figures.says import says


@says(gradient_surgery, "The plain sum lies there.")
@says(
    gradient_surgery,
    "Gradients of two tasks on two shared weights, (1, 0) and (−3, 1).",
    "A step against their sum, (−2, 1), raises the loss of task 1.",
)
def test_the_sum_raises_loss_1_and_pcgrad_lowers_both():
    plotted = arrays()
    assert plotted["G"].tolist() == [[1, 0], [-3, 1]]
    assert_allclose(plotted["sum"], [-2, 1])
    assert_allclose(plotted["pcgrad"], [0.1, 1.3])
    assert (plotted["G"] @ plotted["sum"] < 0).tolist() == [True, False]
    assert (plotted["G"] @ plotted["pcgrad"] > 0).all()


@says(
    gradient_surgery,
    "After PCGrad each is normal to the other's old gradient, and a step against their sum, (0.1, 1.3), lowers "
    "both losses.",
    "After PCGrad each gradient is normal to the other's old one, and a step against the sum lowers both.",
)
def test_each_is_normal_to_the_others_old_gradient():
    plotted = arrays()
    assert_allclose(np.einsum("kp,kp->k", plotted["freed"], plotted["G"][::-1]), 0.0, atol=1e-15)
    assert_allclose(plotted["freed"].sum(axis=0), plotted["pcgrad"])
    assert_allclose(plotted["pcgrad"], [0.1, 1.3])
    assert (plotted["G"] @ plotted["pcgrad"] > 0).all()
