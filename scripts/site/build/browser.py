"""Which Chromium looks at the site, in tests and benchmarks: started cut off from every host but this machine."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Error, Playwright

ARGUMENTS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--force-color-profile=srgb",
    # No name resolves, so what a page asks of another host fails, even where a test would not see the request.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def executable() -> str | None:
    """What `CHROMIUM` names, else `chromium` or `google-chrome` on the path, else None for Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise FileNotFoundError(f"CHROMIUM names {named}, which cannot be run; correct or unset it")
    return named or shutil.which("chromium") or shutil.which("google-chrome")


def launch(playwright: Playwright) -> Browser:
    """Start the browser; Playwright's own is installed first where the machine has none."""
    path = executable()
    try:
        return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    except Error:
        if path:
            raise
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    return playwright.chromium.launch(args=ARGUMENTS)
