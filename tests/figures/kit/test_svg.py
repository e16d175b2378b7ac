"""The SVG that the site uses: both palettes, title and description, small, and the same bytes every time."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from contextlib import nullcontext

import numpy as np
import pytest
from matplotlib.figure import Figure

from scripts.figures import kit
from scripts.figures.kit import svg as module
from scripts.figures.kit.palette import TEXT_TONE, TONES
from scripts.figures.kit.sheet import NARROW, on_a_phone

ALT = "What is found, & in which setting: a line of text that says it for those who cannot see the drawing."
CAPTION = "$c_t < 1$, half-life 2.2<!-- = half_life(sigmoid(1)) --> steps."
NAMESPACE = {"s": "http://www.w3.org/2000/svg"}


def plot(**line):
    figure = kit.figure(height=2.5)
    axes = figure.add_subplot(xlabel="steps")
    axes.plot([0.123456, 1, 2.5], [1, 4, 9], **{"color": kit.INPUT, "ls": kit.DASHES[kit.INPUT]} | line)
    axes.text(1, 2, "$c_{t{-}1}$ keeps", color=kit.FORGET)
    return figure


@pytest.fixture
def text():
    return kit.render(plot(), ALT, CAPTION)


@pytest.fixture
def root(text):
    return ET.fromstring(text)


def scattered(shift: float):
    figure = kit.figure(height=2.5)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0.1 + shift, 0.1, 0.8, 0.8))
    axes.plot([0, 1, 2], [0, 1, 4], "o", color=kit.INPUT)
    axes.scatter([0, 1], [1, 2], color=kit.FORGET)
    return kit.render(figure, ALT, CAPTION)


def test_what_no_printed_number_shows_changes_no_byte():
    drawn = scattered(0)
    assert drawn == scattered(1e-12)
    assert drawn != scattered(1e-3)
    names = re.findall(r' id="([^"]+)"', drawn)
    assert len(names) == len(set(names))
    assert set(re.findall(r"#([\w-]+)[\")]", drawn)) <= set(names)


class TestWhatItSays:
    def test_title_and_description_are_alt_and_caption(self, root):
        assert root.find("s:title", NAMESPACE).text == ALT
        assert root.find("s:desc", NAMESPACE).text == CAPTION
        assert root.get("role") == "img"

    def test_size_is_in_whole_pixels_and_the_view_box_agrees(self, root):
        assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("672", "240", "0 0 672 240")

    def test_odd_heights_become_whole_pixels(self):
        figure = kit.figure(height=2.503)
        assert figure.get_figheight() * 96 == pytest.approx(240)

    def test_a_narrow_drawing_is_written_3_6_inches_wide_with_all_that_is_in_it(self):
        figure, axes = kit.canvas(height=2.503, narrow=True)
        axes.plot([0, axes.get_xlim()[1]], [0, axes.get_ylim()[1]], color=kit.INK, lw=2.5)
        root = ET.fromstring(kit.render(figure, ALT, CAPTION))
        assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("346", "192", "0 0 346 192")
        scale = float(root.find("s:g", NAMESPACE).get("transform")[6:-1])
        drawn = [float(n) for n in re.findall(r"[\d.]+", root.findall(".//s:path", NAMESPACE)[-1].get("d"))]
        assert [n * scale for n in drawn] == pytest.approx([0, 192, 346, 0], abs=0.02)

    def test_text_is_outlines_that_are_defined_once(self, root, text):
        assert root.find(".//s:text", NAMESPACE) is None
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        used = re.findall(r'href="#([^"]+)"', text)
        assert set(used) <= set(ids)
        assert len(used) > len(set(used))

    def test_every_reference_has_its_definition(self, root, text):
        ids = {element.get("id") for element in root.iter()}
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= ids

    def test_coordinates_have_two_decimals_and_glyphs_keep_their_scale(self, text):
        numbers = re.findall(r'(?<= d=")[^"]*', text)
        assert not re.search(r"\.\d{3}", " ".join(numbers))
        assert "scale(0.015625)" in text

    def test_nothing_of_the_machine_stands_in_it(self, text):
        assert "metadata" not in text
        assert "Matplotlib" not in text


class TestColours:
    def test_every_colour_is_a_variable_of_the_palette(self, text):
        drawn = re.sub(r"--[a-z-]+:#[0-9a-f]{6};", "", text)
        assert not re.search(r"#[0-9a-f]{6}\b", drawn)
        used = set(re.findall(r"var\(--([a-z-]+)\)", text))
        assert {"paper", "ink", "input"} <= used <= {tone.name for tone in TONES.values()}

    def test_text_in_a_colour_of_the_cell_gets_its_readable_tone(self, text):
        assert "var(--forget-text)" in text
        assert "var(--forget)" not in text
        assert set(TEXT_TONE) == {kit.INPUT, kit.FORGET, kit.CANDIDATE, kit.OUTPUT}

    def test_a_tint_is_an_opacity_of_a_colour_of_the_palette(self):
        figure = plot()
        figure.axes[0].axvspan(0, 1, color=kit.OUTPUT, alpha=0.15)
        assert re.search(r"fill:var\(--output\)[^}\"]*opacity:0.15", kit.render(figure, ALT, CAPTION))

    def test_a_line_in_another_colour_is_refused(self):
        with pytest.raises(ValueError, match="outside the palette: #123456"):
            kit.render(plot(color="#123456"), ALT, CAPTION)

    @pytest.mark.parametrize("colour", ["black", "#123456"])
    def test_a_text_in_another_colour_is_refused(self, colour):
        figure = plot()
        figure.axes[0].set_title("a title", color=colour)
        with pytest.raises(ValueError, match=r"'a title' is .*; use a colour of the palette"):
            kit.render(figure, ALT, CAPTION)


class TestLimits:
    def test_more_than_60_kb_is_refused(self):
        figure = plot()
        figure.axes[0].plot(*np.random.default_rng(0).normal(size=(2, 9000)), color=kit.INK)
        with pytest.raises(ValueError, match=r"the SVG has [\d,]+ bytes; .* at most 61,440"):
            kit.render(figure, ALT, CAPTION)

    @pytest.mark.parametrize(
        ("size", "narrow", "says"),
        [
            (9, False, ""),
            (8.9, False, r"the text 'small' is 8\.9 pt; make it 9 or more"),
            (9.4, True, ""),
            (9.3, True, r"the text 'small' is 9\.3 pt \(11\.0 px on a phone\); make it 9\.4 or more"),
        ],
    )
    def test_small_text_is_refused(self, size, narrow, says):
        figure = kit.figure(height=2, narrow=narrow)
        figure.add_subplot(xticks=[], yticks=[]).text(0.5, 0.5, "small", size=size)
        with pytest.raises(ValueError, match=says) if says else nullcontext():
            kit.render(figure, ALT, CAPTION)

    def test_the_smallest_text_of_a_narrow_drawing_has_11_pixels_on_a_phone(self):
        assert on_a_phone(NARROW.smallest) >= 11 > on_a_phone(NARROW.smallest - 0.1)

    def test_a_figure_of_another_width_is_refused(self):
        with pytest.raises(ValueError, match=r"the figure is 5\.00 in wide; make it with kit\.figure or kit\.canvas"):
            kit.render(Figure(figsize=(5, 2)), ALT, CAPTION)

    def test_tick_labels_count_as_text(self):
        figure = plot()
        figure.axes[0].tick_params(labelsize=7)
        with pytest.raises(ValueError, match=r"is 7\.0 pt; make it 9"):
            kit.render(figure, ALT, CAPTION)

    def test_text_that_runs_off_the_figure_is_refused(self):
        figure, axes = kit.canvas(height=1)
        axes.text(480, 36, "too far to the right")
        with pytest.raises(ValueError, match="'too far to the right' runs off the figure"):
            kit.render(figure, ALT, CAPTION)

    def test_texts_on_top_of_each_other_are_refused_and_all_problems_are_named(self):
        figure, axes = kit.canvas(height=1)
        axes.text(100, 36, "first of two")
        axes.text(120, 38, "second of two")
        axes.text(300, 36, "tiny", size=5)
        with pytest.raises(
            ValueError, match=r"'tiny' is 5\.0 pt.*'first of two' and 'second of two' overlap; move one"
        ):
            kit.render(figure, ALT, CAPTION)


class TestSaving:
    def test_a_failing_write_leaves_the_old_file_and_nothing_beside_it(self, tmp_path, monkeypatch):
        place = tmp_path / "a.svg"
        place.write_text("old")

        def refuse(*_):
            raise OSError("disk full")

        monkeypatch.setattr(module.os, "replace", refuse)
        with pytest.raises(OSError, match="disk full"):
            kit.save("new", place)
        assert place.read_text() == "old"
        assert os.listdir(tmp_path) == ["a.svg"]

    def test_it_replaces_the_old_file(self, tmp_path):
        place = tmp_path / "a.svg"
        place.write_text("old")
        kit.save("neü\n", place)
        assert place.read_bytes() == "neü\n".encode()
        assert os.listdir(tmp_path) == ["a.svg"]


def test_other_processes_and_hash_seeds_make_the_same_bytes():
    program = (
        "from scripts.figures import kit\n"
        "from scripts.figures.q01_lstm_architecture import lstm_cell\n"
        "from scripts.figures.q03_forget_gate import retention_curves\n"
        "for module in (lstm_cell, retention_curves):\n"
        "    print(kit.render(module.draw(), module.ALT, module.CAPTION))"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", program], stdout=-1, env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    first, second = (run.communicate()[0] for run in runs)
    assert len(first) > 30_000
    assert first == second


def test_drawing_leaves_no_figure_with_pyplot():
    plot()
    assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()
    assert isinstance(plot(), Figure)
