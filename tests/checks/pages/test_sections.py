"""What must stand in a section beyond its size."""

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


def test_follow_ups(site):
    def asked(count):
        return "".join(f"### What then, {'abcdef'[at]}?\n\n{site.prose(40)}\n\n" for at in range(count))

    assert site.section("Follow-ups", asked(2)) == ["P:L: 2 follow-ups; write 3 to 5"]
    assert site.section("Follow-ups", asked(5)) == []
    assert site.section("Follow-ups", asked(6)) == ["P:L: 6 follow-ups; write 3 to 5"]
    (problem,) = site.section("Follow-ups", asked(3) + f"### And then\n\n{site.prose(40)}\n")
    assert problem.endswith(": a follow-up is not a question; end its heading with a question mark")
    (problem,) = site.section("Follow-ups", asked(3) + f"### And then?\n\n{site.prose(39)}\n")
    assert problem.endswith(": the follow-up's answer has 39 words, at least 40 are needed; write 1 more")
    (problem,) = site.section("Follow-ups", asked(3) + f"### And then?\n\n{site.prose(121)}\n")
    assert problem.endswith(": the follow-up's answer has 121 words, at most 120 are allowed; cut 1")


def test_judged(site):
    head = "| Answer | Sounds like |\n| --- | --- |\n"

    def table(*names, words=25):
        return head + "".join(f"| **{name}** | {site.line(words)} |\n" for name in names)

    assert site.section("How it is judged", table("Weak", "Good", "Strong")) == []
    assert site.section("How it is judged", table("Good", "Weak", "Strong")) == [
        "P:L: the rows of the table are Good, Weak, Strong; write one table with the rows Weak, Good, Strong"
    ]
    assert site.section("How it is judged", site.prose(80)) == [
        "P:L: the rows of the table are missing; write one table with the rows Weak, Good, Strong"
    ]
    assert site.section("How it is judged", table("Weak", "Good", "Strong", words=10)) == [
        'P:L: "How it is judged" has 33 words, at least 60 are needed; write 27 more'
    ]


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
    assert (
        site.section("In code", "Nothing to run.")
        == [
            'P:L: "In code" has no ```python block; write the shortest code that shows it',
            "P:26: 49,408",
        ][:1]
    )
    lines = "x = 1\n" * 40
    assert site.section("In code", f"```python\n{lines}```") == []
    (problem,) = site.section("In code", f"```python\n{lines}x = 2\n```")
    assert problem.endswith(": a code block of 41 lines; cut it to 40, or split it")


def test_measured(site):
    figure = site.read()[site.read().index("![") : site.read().index(".svg)") + 5]
    again = "Run it again: `python -m scripts.experiments adding`."
    spread = '0.83 ± 0.02<!-- = data("adding").lstm[100] -->.'
    assert site.section("Measured", f"{site.prose(60)} {spread}\n\n{figure}\n\n{again}") == []
    assert site.section("Measured", f"{site.prose(60)}\n\n{figure}\n\n{again}") == [
        'P:L: "Measured" has no spread; print mean ± standard deviation over the seeds'
    ]
    assert site.section("Measured", f"{site.prose(60)} {spread}\n\n{figure}") == [
        'P:L: "Measured" does not say how to re-run it; write `python -m scripts.experiments NAME`'
    ]
    assert 'P:L: "Measured" has no figure; show what was measured' in site.section(
        "Measured", f"{site.prose(60)} {spread} {again}"
    )


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
