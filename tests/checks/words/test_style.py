"""Sentences stay short, and long stretches of prose are broken up."""


def test_mean_sentence(site):
    long = site.line(117).replace(". The", ", the")
    body = "\n\n".join(f"{long}\n\n$$\nx\n$$" for _ in range(12))
    problem = next(one for one in site.section("On the whiteboard", body) if "mean sentence" in one)
    assert problem.startswith("P:12: the mean sentence has ")
    assert "words, at most 18 are allowed; shorten the longest: line " in problem
    assert "(117)" in problem


def test_items_that_are_no_sentences_do_not_shorten_the_mean(site):
    long = site.line(26).replace(". The", ", the")
    equation = "\n\n$$\nx\n$$\n\n"
    found = [one for one in site.section("In code", equation.join([long] * 110)) if "mean sentence" in one]
    before = found[0].split("the mean sentence has ")[1]
    for old in ("## Common mistakes", "**Strong**"):
        site.edit(old, "- Short.\n- Short.\n\n" + old)
    (after,) = [one for one in site.problems() if "mean sentence" in one]
    assert after.split("the mean sentence has ")[1].split(" words")[0] == before.split(" words")[0]


def test_abbreviations_decimals_and_citations_end_no_sentence(site):
    text = "Gers et al. Found 0.5 e.g. For the gate, cf. Figure 3, in the paper of J. Smith [@gers2000forget]."
    before = count(site)
    site.edit("It came late", f"{text} It came late")
    assert count(site) == before + 1


def count(site):
    from scripts.site.model.document import read
    from scripts.site.model.prose import document_blocks, prose

    document = read(site.root / "docs/questions/03-forget-gate.md", site.root)
    return sum(len(block.flat.sentences) for block in prose(document_blocks(document)))


def test_stretches(site):
    whiteboard = f"{site.prose(75)}\n\n{site.prose(75)} [@greff2017odyssey]\n\n![](../../figures/retention.svg)\n\n"
    wanted = "more than 150 words without a heading, figure, table or equation"

    def found(body):
        return [one for one in site.section("On the whiteboard", body) if wanted in one]

    assert found(whiteboard + site.prose(150)) == []
    (problem,) = found(whiteboard + site.prose(150) + " And.")
    assert problem.endswith("; put one before this paragraph, or shorten")
    for between in ("### A heading", "$$\nx\n$$", "| a |\n| --- |\n| b |", "```text\nx\n```"):
        assert found(f"{whiteboard}{site.prose(140)}\n\n{between}\n\n{site.prose(140)}") == []
    (problem,) = found(f"{whiteboard}{site.prose(140)}\n\n- {site.prose(13)}\n")
    line = site.read()[: site.read().rindex("\n- The gate") + 1].count("\n") + 1
    assert problem.startswith(f"P:{line}: {wanted}")


def test_long_sentences(site):
    long = site.line(26).replace(". The", ", the")
    equation = "\n\n$$\nx\n$$\n\n"

    def found(number):
        return [one for one in site.section("In code", equation.join([long] * number)) if "sentences have more" in one]

    assert found(8) == []
    (problem,) = found(16)
    assert problem.startswith("P:12: 16 of ")
    assert "sentences have more than 25 words, one in ten may; shorten the longest: line " in problem


def test_long_paragraphs(site):
    assert not [one for one in site.section("In numbers", site.line(78)) if "a paragraph" in one]
    (problem,) = [one for one in site.section("In numbers", site.line(91)) if "a paragraph" in one]
    assert problem.endswith(": a paragraph of 7 sentences; two to four are the rule, 6 the limit: split it")
