"""What must stand in a section beyond its size."""

import re

import pytest


def test_mistakes(site):
    item = '- **"The gate forgets."** No. **Say instead:** it keeps.\n'
    shape = 'write `- **"The wrong claim."** Why it is wrong. **Say instead:** what to say.`'
    assert site.section("Common mistakes", item * 3) == []
    assert site.section("Common mistakes", item * 5) == []
    assert site.section("Common mistakes", item * 2) == ["P:L: 2 common mistakes; write 3 to 5"]
    assert site.section("Common mistakes", item * 6) == ["P:L: 6 common mistakes; write 3 to 5"]
    bare = item * 3 + "- The gate forgets. **Say instead:** it keeps.\n"
    assert site.section("Common mistakes", bare)[0].endswith(
        f": a common mistake starts with the wrong claim, quoted and bold; {shape}"
    )
    without = item * 3 + '- **"The gate forgets."** No.\n'
    assert site.section("Common mistakes", without)[0].endswith(f': a common mistake without "Say instead:"; {shape}')


def test_size_of_mistakes(site):
    def mistakes(words):
        return f'- **"The gate forgets."** {site.line(words - 7)} **Say instead:** it keeps.\n' * 3

    assert site.section("Common mistakes", mistakes(45)) == []
    found = site.section("Common mistakes", mistakes(46))
    assert [one.partition(": ")[2] for one in found] == [
        "a common mistake has 46 words, at most 45 are allowed; cut 1"
    ] * 3


def test_follow_ups(site):
    def asked(count):
        return "".join(f"### What then, {'abcdefgh'[at]}?\n\n{site.prose(40)}\n\n" for at in range(count))

    assert site.section("Follow-ups", asked(3)) == ["P:L: 3 follow-ups; write 4 to 7"]
    assert site.section("Follow-ups", asked(7)) == []
    assert site.section("Follow-ups", asked(8)) == ["P:L: 8 follow-ups; write 4 to 7"]
    (problem,) = site.section("Follow-ups", asked(4) + f"### And then\n\n{site.prose(40)}\n")
    assert problem.endswith(": a follow-up is not a question; end its heading with a question mark")
    (problem,) = site.section("Follow-ups", asked(4) + f"### And then?\n\n{site.prose(29)}\n")
    assert problem.endswith(": the follow-up's answer has 29 words, at least 30 are needed; write 1 more")
    table = "| a | b |\n| --- | --- |\n| c | d |\n"
    (problem,) = site.section("Follow-ups", asked(4) + f"### And then?\n\n{site.prose(107)}\n\n{table}")
    assert problem.endswith(": the follow-up's answer has 111 words, at most 110 are allowed; cut 1")


def test_practice(site):
    text = site.prose(91)
    short = 'P:L: "In practice" has 1 published findings with a number, at least 2 are needed; '
    short += "write the number and its source, `[@key]`, in one sentence or table row"
    first, second = "It gained 3 % [@gers2000forget].", "It used 200 steps [@greff2017odyssey]."

    def found(*parts):
        return [one for one in site.section("In practice", "\n\n".join(parts)) if "published findings" in one]

    assert found(text, first, second) == []
    assert found(text, first, "It used some steps [@greff2017odyssey].") == [short]
    assert found(text, first, "It used 200 steps. So it was said [@greff2017odyssey].") == [short]
    assert found(text, first, "It came in 2017 [@greff2017odyssey].") == [short]
    assert found(text, first, "It used $T = 200$ steps [@greff2017odyssey].") == []
    assert found(text, "It gained 3 % and 4 % [@gers2000forget; @greff2017odyssey].") == []
    assert found(text, first, "| Who | Steps |\n| --- | --- |\n| Greff [@greff2017odyssey] | 200 |") == []
    assert found(text, first, "- It used 200 steps [@greff2017odyssey].") == []


def test_problems(site):
    one = "### A half-life\n\nHow long?\n\n#### Solution\n\nUntil 9.\n\n"
    other = "### A gate\n\nWhich one?\n\n#### Solution\n\nThat one.\n\n"
    again = other.replace("A gate", "Again")
    assert site.section("Test yourself", one + other) == []
    assert site.section("Test yourself", one) == ["P:L: 1 problems; write 2 to 3"]
    assert site.section("Test yourself", one + other + again + other.replace("A gate", "Once more")) == [
        "P:L: 4 problems; write 2 to 3"
    ]
    assert site.section("Test yourself", other + again) == [
        "P:L: no problem has a number in its solution; ask for a number in at least one"
    ]
    (problem,) = site.section("Test yourself", one + "### A gate\n\nWhich one?\n")
    assert problem.endswith(": a problem has one solution; write `#### Solution` once below the problem")
    (problem,) = site.section("Test yourself", one + "### A gate\n\n#### Solution\n\nThat one.\n")
    assert problem.endswith(": a problem without its text; write the problem between its heading and the solution")
    (problem,) = site.section("Test yourself", one + "### A gate\n\nWhich one?\n\n#### Solution\n")
    assert problem.endswith(": an empty solution; write it")


def test_code(site):
    assert 'P:L: "In code" has no ```python block; write the shortest code that shows it' in site.section(
        "In code", "Nothing to run."
    )


def test_measured(site):
    figure = re.search(r"!\[.*retention\.svg\)", site.read())[0]
    again = "### The whole experiment\n\nRun it again: `python -m scripts.experiments adding`."
    spread = '0.83 ± 0.02<!-- = data("adding").lstm[100] -->.'
    table = "| a | b |\n| --- | --- |\n" + "| c | d |\n" * 5
    assert site.section("Measured", f"{site.prose(39)} {spread}\n\n{figure}\n\n{table}\n\n{again}") == []
    assert site.section("Measured", f"{site.prose(39)}\n\n{figure}\n\n{again}") == [
        'P:L: "Measured" has no spread; print mean ± standard deviation over the seeds'
    ]
    assert site.section("Measured", f"{site.prose(39)} {spread}\n\n{figure}") == [
        'P:L: "Measured" does not say how to re-run it; '
        "write `python -m scripts.experiments NAME` below `### The whole experiment`"
    ]
    assert 'P:L: "Measured" has no figure open; show what was measured, above the fold' in site.section(
        "Measured", f"{site.prose(39)} {spread}\n\n{again}\n\n{figure}"
    )
    other = re.search(r"!\[.*gate\.svg\)", site.read())[0]
    assert 'P:L: "Measured" has 2 figures open; fold the others below `### The whole experiment`' in site.section(
        "Measured", f"{site.prose(39)} {spread}\n\n{figure}\n\n{other}\n\n{again}"
    )
    assert site.section("Measured", f"{figure}\n\n{site.prose(39)} {spread}\n\n{again}") == [
        'P:L: "Measured" does not start with a sentence; '
        "write first what was found, in a sentence that can be said to a colleague"
    ]
    (problem,) = site.section("Measured", f"{site.prose(39)} {spread}\n\n{figure}\n\n{table}| c | d |\n\n{again}")
    assert problem.endswith(
        ': a table of 6 rows is open in "Measured", at most 5 are allowed; '
        "keep those that carry the finding, and fold the table below `### The whole experiment`"
    )
    (problem,) = site.section("Measured", f"{site.prose(39)} {spread}\n\n{figure}\n\n{table}\n{table}\n{again}")
    assert problem.endswith(': "Measured" has 2 tables open, at most one is allowed; '
                            "fold the others below `### The whole experiment`")  # fmt: skip
    assert site.section(
        "Measured", f"{site.prose(39)} {spread}\n\n{figure}\n\n{again}\n\n{table}\n{table}| c | d |\n"
    ) == []  # fmt: skip


def test_sizes_of_measured(site):
    figure = re.search(r"!\[.*retention\.svg\)", site.read())[0]
    spread = '0.83 ± 0.02<!-- = data("adding").lstm[100] -->.'
    caption = 14

    def found(opened, folded):
        again = f"### The whole experiment\n\n{site.prose(folded - 1)} `python -m scripts.experiments adding`."
        body = f"{spread} {site.prose(opened - caption - 2)}\n\n{figure}\n\n{again}"
        return [one for one in site.section("Measured", body) if " words, " in one]

    assert found(110, 300) == []
    assert found(111, 300) == ['P:L: "Measured" has 111 words, at most 110 are allowed; cut 1']
    assert found(110, 301) == ['P:L: the fold of "Measured" has 301 words, at most 300 are allowed; cut 1']


@pytest.mark.parametrize(
    ("module", "name"), [("torch", "PyTorch"), ("keras", "Keras"), ("onnxruntime", "ONNX Runtime")]
)
def test_versions_of_libraries(site, module, name):
    code = f"```python\nimport {module}\n```"
    problem = f'P:L: "In code" uses {name} without saying which version; write {name} and its version'
    assert site.section("In code", f"With {name}.\n\n{code}") == [problem]
    assert site.section("In code", f"With {name} 2.13.\n\n{code}") == []


def test_empty_section(site):
    assert 'P:L: "On the whiteboard" is empty; write it' in site.section("On the whiteboard", "")
