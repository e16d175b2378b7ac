"""What the search reads of a page's HTML."""

from scripts.site.search.article import FORMULA, parts

PAGE = """<h1 id="q">Question?</h1>
<div class="facts"><p>core</p></div>
<p>Said <em>first</em> &amp; last.</p>
<h2 id="a">A <code>nn.LSTM</code></h2>
<p>Sum <span class="math"><math data-tex="h_t = \\odot c_{t-1}"><mi>odot</mi></math>,</span> then.
(<span class="citation"><a href="#s">Gers 2000</a></span>)</p>
<pre><code>x = pack_padded_sequence(y)</code></pre>
<details class="follow-up"><summary><h3 id="b">Why?</h3></summary><p>Because.</p></details>
<h2 id="sources">Sources</h2><p>Nothing of this.</p>"""


def test_each_heading_has_what_stands_below_it():
    title, first, second, *_ = parts(PAGE)
    assert (title.heading, title.level, title.paragraphs) == ("", 1, [])
    assert (first.heading, first.level, first.paragraphs) == ("Question?", 1, ["Said first & last."])
    assert second.anchor == "a"


def test_fold_belongs_to_its_section():
    found = {part.anchor: part for part in parts(PAGE)}
    assert (found["b"].section, found["b"].level, found["b"].paragraphs) == ("A nn.LSTM", 3, ["Because."])


def test_formulas_and_code_leave_their_names_alone():
    found = {part.anchor: part for part in parts(PAGE)}["a"]
    assert found.paragraphs == [f"Sum {FORMULA}, then. ()"]
    assert sorted(found.symbols) == ["c_t", "h_t"]
    assert found.names == ["pack_padded_sequence"]


def test_a_link_to_the_numbers_of_a_figure_is_no_text():
    caption = '<figcaption>Half is gone. <a class="figure-numbers" href="a.txt">The numbers</a></figcaption>'
    (*_, part) = parts(f'<h2 id="a">A</h2><figure>{caption}</figure><p>So it is.</p>')
    assert part.paragraphs == ["Half is gone.", "So it is."]


def test_functions_and_the_rest_of_a_share_are_symbols():
    tex = "T(x) \\odot H(x) + (1 - T(x)) \\odot x, 0.1 - z, \\exp(x)"
    (*_, part) = parts(f'<h2 id="a">A</h2><p>So <math data-tex="{tex}"></math> it is.</p>')
    assert sorted(part.symbols) == ["1_T", "H_x", "T_x"]


def test_a_block_of_code_is_read_across_the_tags_that_colour_it():
    code = '<pre><span></span><code><span class="n">nn</span>.<span class="facts">LSTM</span>(a &lt; b)</code></pre>'
    (part,) = parts(f'<h2 id="a">A</h2>{code}<p>Then.</p>')[1:]
    assert (part.names, part.paragraphs) == (["nn.LSTM"], ["Then."])


def test_facts_and_sources_stay_out_and_citations_are_words_of_the_page():
    found = parts(PAGE)
    assert "sources" not in {part.anchor for part in found}
    assert not [part for part in found if "core" in " ".join(part.paragraphs)]
    assert found[0].names == ["Gers 2000"]
