"""Saving the whole guide: what is said of it, and what may stop it."""

import re
import shutil
from math import inf
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from scripts.site.build import worker
from tests.browser import sites
from tests.browser.axe import axe
from tests.browser.network import LONG, SAVE, STORES, reading, state

OLD = "version of 2 February 2020"


def test_it_says_how_much_it_takes_and_how_far_it_is(first: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, network, site):
        page.goto(site.page(SAVE))
        button = page.get_by_role("button", name=re.compile(r"Save for offline \(\d+\.\d MB\)"))
        expect(button).to_be_visible()
        assert axe(page) == []
        page.evaluate("""() => {
            window.heard = []
            const span = document.querySelector(".saving__bar span")
            new MutationObserver(() => heard.push(span.textContent)).observe(span, { childList: true })
        }""")
        button.click()
        expect(state(page)).to_have_text(f"Saved for offline · {OLD}", timeout=LONG)
        files = len(worker.files(first))
        counts = [int(one.removesuffix(f" of {files}")) for one in page.evaluate("() => heard")]
        assert counts == sorted(counts)
        assert len([count for count in counts if 0 < count < files]) > 5
        expect(button).to_be_hidden()
        assert state(page).evaluate("said => said === document.activeElement")
        assert axe(page) == []
        page.emulate_media(color_scheme="dark")
        assert axe(page, colour_alone=True) == []
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Remove").click()
        expect(state(page)).to_have_text("On this device are only the pages that you have opened.")
        assert not [name for name in page.evaluate(STORES) if " saved " in name and _filled(page, name)]
        assert network.answers == inf


def _filled(page: Page, store: str) -> int:
    return page.evaluate("async name => (await (await caches.open(name)).keys()).length", store)


def test_a_save_that_is_cut_goes_on_where_it_was(first: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, network, site):
        page.goto(site.page(SAVE))
        button = page.get_by_role("button", name="Save for offline")
        expect(button).to_be_visible()
        page.wait_for_load_state("networkidle")
        network.cut(after=100)
        button.click()
        expect(state(page)).to_contain_text("the guide cannot be reached. What is here stays", timeout=LONG)
        done, files = map(int, re.search(r"Stopped at (\d+) of (\d+)", state(page).inner_text()).groups())
        assert 50 < done < files
        page.reload()
        expect(state(page)).to_have_text(re.compile(rf"\d+ of {files} files are on this device\."))
        assert int(state(page).inner_text().split()[0]) >= done, "those that were on their way have come"
        network.connect()
        page.get_by_role("button", name="Go on saving").click()
        expect(state(page)).to_contain_text("Saved for offline", timeout=LONG)
        fetched = [path for path in network.asked if not path.endswith(worker.BUILD)]
        assert len(fetched) <= files - done + 5


def test_a_device_without_room_is_told_so(first: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, _, site):
        page.goto(site.page(SAVE))
        button = page.get_by_role("button", name="Save for offline")
        expect(button).to_be_visible()
        page.wait_for_load_state("networkidle")
        cdp = page.context.new_cdp_session(page)
        origin = site.address.removesuffix(sites.BELOW)
        used = cdp.send("Storage.getUsageAndQuota", {"origin": origin})["usage"]
        cdp.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 3_000_000})
        button.click()
        expect(state(page)).to_contain_text("this device has no room left. The guide takes", timeout=LONG)
        expect(page.get_by_role("button", name="Go on saving")).to_be_visible()


def test_what_somebody_else_answers_is_not_saved(first: Path, tmp_path: Path, browser: Browser) -> None:
    """The page of a hotel, say, which stands at every address until the guest has logged in."""
    shutil.copytree(first, tmp_path / "hotel")
    (tmp_path / "hotel" / "questions" / "03-forget-gate" / "index.html").write_text("Log in", encoding="utf-8")
    with reading(tmp_path / "hotel", browser) as (page, _, site):
        page.goto(site.page(SAVE))
        page.get_by_role("button", name="Save for offline").click()
        expect(state(page)).to_contain_text("Stopped at", timeout=LONG)


def test_a_version_that_is_published_in_between_is_told(first: Path, second: Path, tmp_path: Path, browser: Browser):
    """The list of files is of the new build, and what else is there of the old one."""
    between = shutil.copytree(first, tmp_path / "between")
    shutil.copy(second / worker.LIST, between / worker.LIST)
    with reading(between, browser) as (page, network, site):
        page.goto(site.page(SAVE))
        page.get_by_role("button", name="Save for offline").click()
        expect(state(page)).to_contain_text("a newer version has just been published. Go on", timeout=LONG)
        network.folder = second
        page.get_by_role("button", name="Save for offline").click()
        expect(state(page)).to_contain_text("Saved for offline · version of 3 February 2020", timeout=LONG)


def test_a_version_that_is_published_while_files_are_fetched_is_told(first: Path, second: Path, browser: Browser):
    with reading(first, browser) as (page, network, site):
        page.goto(site.page(SAVE))
        network.publish(second, after=worker.LIST)
        page.get_by_role("button", name="Save for offline").click()
        expect(state(page)).to_contain_text("a newer version has just been published. Go on", timeout=LONG)
        page.get_by_role("button", name="Save for offline").click()
        expect(state(page)).to_contain_text("Saved for offline · version of 3 February 2020", timeout=LONG)
