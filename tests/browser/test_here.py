"""The contents on the right say where the reader is, and the header does once the heading is gone."""

from playwright.sync_api import Browser, expect

from tests.browser.sites import ROOT, Site
from tests.browser.visit import HEIGHT, PHONE, reader

QUESTION = min((ROOT / "docs" / "questions").glob("*.md")).stem
ACTIVE = ".md-nav--secondary .md-nav__link--active"


def test_section_that_is_read_is_marked_whichever_way_it_is_reached(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page(f"questions/{QUESTION}"))
        expect(page.locator(ACTIVE)).to_have_count(0)
        names = page.eval_on_selector_all("article h2[id]", "all => all.map(heading => heading.id)")
        for name in [*names[1:-2:3], names[0], names[4]]:
            page.locator(f".md-nav--secondary a[href='#{name}']").click()
            expect(page.locator(ACTIVE)).to_have_count(1)
            expect(page.locator(ACTIVE)).to_have_attribute("href", f"#{name}")
        page.evaluate("() => scrollTo(0, 0)")
        expect(page.locator(ACTIVE)).to_have_count(0)


def test_list_of_sections_follows_in_its_own_box(hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": 1280, "height": 400}) as page:
        page.goto(f"{hosted.page(f'questions/{QUESTION}')}#test-yourself")
        expect(page.locator(ACTIVE)).to_have_attribute("href", "#test-yourself")
        expect(page.locator(ACTIVE)).to_be_in_viewport()
        expect(page.locator("#test-yourself")).to_be_in_viewport()


def test_list_of_sections_that_fits_does_not_scroll(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(hosted.page("practice/plans"))
        box = page.locator(".md-sidebar--secondary .md-sidebar__scrollwrap")
        assert box.evaluate("box => box.scrollHeight - box.clientHeight") == 0


def test_header_has_the_whole_name_of_the_guide_on_a_phone(hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(hosted.page(f"questions/{QUESTION}"))
        name = page.locator("[data-md-component=header-title] .md-ellipsis").first
        assert name.evaluate("name => name.scrollWidth - name.clientWidth") == 0


def test_header_names_the_page_once_its_heading_is_out_of_sight(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page(f"questions/{QUESTION}"))
        title = page.locator("[data-md-component=header-title]")
        expect(title).not_to_have_class("md-header__title md-header__title--active")
        page.mouse.wheel(0, 2000)
        expect(title).to_have_class("md-header__title md-header__title--active")
