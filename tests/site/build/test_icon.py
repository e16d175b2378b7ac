"""The icon on disk is the one that the script draws."""

import xml.etree.ElementTree as etree

import pytest
from PIL import Image, ImageChops

from scripts.site.build import icon


def test_svg_is_fresh() -> None:
    assert (icon.ASSETS / "icon.svg").read_text(encoding="utf-8") == icon.svg()
    assert etree.fromstring(icon.svg()).tag == "{http://www.w3.org/2000/svg}svg"


def test_bitmap_is_fresh() -> None:
    with Image.open(icon.ASSETS / "favicon.png") as drawn:
        assert drawn.size == (icon.SIDE, icon.SIDE)
        assert ImageChops.difference(drawn.convert("RGBA"), icon.bitmap()).getbbox() is None


def test_bars_lie_within_the_square() -> None:
    for bar in icon.bars():
        assert min(bar.x0, bar.y0) - bar.width / 2 > 0
        assert max(bar.x1, bar.y1) + bar.width / 2 < icon.SIDE


@pytest.mark.parametrize("name", ["icon.svg", "favicon.png"])
def test_drawing_again_changes_no_byte(name: str, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(icon, "ASSETS", tmp_path)
    icon.main()
    first = (tmp_path / name).read_bytes()
    icon.main()
    assert (tmp_path / name).read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["favicon.png", "icon.svg"]
