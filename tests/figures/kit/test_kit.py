"""The example in the kit's documentation is a figure as it stands."""

import re
import textwrap

from scripts.figures import kit


def test_the_example_module_draws_and_its_claim_holds():
    example = textwrap.dedent(re.search(r"\n\n(    .*?)\n\n`python", kit.__doc__, re.S)[1])
    module = {}
    exec(compile(example, "example", "exec"), module)
    assert 60 <= len(module["ALT"]) <= 300
    kept = module["arrays"]()["kept"]
    assert kept[3] < 0.5 < kept[2]
    assert f"{kept[10]:.2f}" == "0.04"
    assert "var(--forget)" in kit.render(module["draw"](), module["ALT"], module["CAPTION"])


def test_everything_that_the_kit_offers_is_there():
    assert all(hasattr(kit, name) for name in kit.__all__)
