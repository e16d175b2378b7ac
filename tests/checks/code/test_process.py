"""A block that takes too long, ends its process or crashes it, and what is left behind: nothing."""

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts.checks.code import process

ROOT = Path(__file__).parents[3]
LONG = "P:4: the block runs for more than 0.5 s; shorten it, or move the measurement to scripts/experiments"
TAKE_OUT = "take that out, the blocks behind it run in the same process"


@pytest.mark.parametrize(
    "code",
    [
        "import time\n\ntime.sleep(1000)",
        "while True:\n    pass",
        "while True:\n    try:\n        1 / 0\n    except BaseException:\n        pass",
        "import signal\n\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nsignal.pause()",
    ],
)
def test_a_block_that_takes_too_long(said, code):
    assert said(code, limit=0.5) == [LONG]


def test_leaving(said):
    assert (
        said("import sys\n\nsys.exit(3)")[0].split("\n")[0] == f"P:6: the block ends Python (SystemExit: 3); {TAKE_OUT}"
    )
    assert said("import os\n\nos._exit(3)") == [f"P:4: the block ends Python (exit status 3); {TAKE_OUT}"]
    assert said("import os\n\nos._exit(0)") == [f"P:4: the block ends Python (exit status 0); {TAKE_OUT}"]


def test_a_crash(said):
    (message,) = said("import ctypes\n\nctypes.string_at(0)")
    first, second, *_ = message.split("\n")
    assert first == "P:6: the block crashes Python (SIGSEGV); correct the code"
    assert second == "Fatal Python error: Segmentation fault"


def test_an_error_shows_the_page(said):
    (message,) = said("def half(x):\n    return x / 0\n\nhalf(1)")
    # Python versions differ in what they underline.
    assert [line for line in message.split("\n") if line.strip("~^ ")] == [
        "P:5: ZeroDivisionError: division by zero; correct the code",
        "Traceback (most recent call last):",
        '  File "P", line 7, in <module>',
        "    half(1)",
        '  File "P", line 5, in half',
        "    return x / 0",
        "ZeroDivisionError: division by zero",
    ]


def test_a_long_error_is_cut(said):
    (message,) = said("raise ValueError('word ' * 1_000_000)")
    assert len(message) < 12_000


def test_other_output_is_not_compared(said):
    code = "import sys, warnings\n\nwarnings.warn('x')\nsys.stderr.write('x')\nprint('é\\r')"
    assert said(code, output="é") == []


def printed(page, code, fresh=False):
    """What a page of one block prints."""
    (answer,) = process.run(page, [(code, 1)], limit=60, fresh=fresh)
    return answer["printed"]


def test_the_streams_lead_nowhere(tmp_path, capfd):
    code = "import os; os.write(1, b'x'); os.write(2, b'x'); print(os.read(0, 1))"
    assert printed(tmp_path / "page.md", code, fresh=True) == "b''\n"
    assert capfd.readouterr() == ("", "")


def test_nothing_is_left(said, tmp_path, monkeypatch):
    monkeypatch.setattr(process, "_home", SimpleNamespace(name=str(tmp_path)))
    children = set(multiprocessing.active_children())
    said("open('a', 'w')")
    said("while True:\n    pass", limit=0.2)
    said("import os\n\nos._exit(1)")
    said("print(1)", output="2")
    assert os.listdir(tmp_path) == ["page.md"]
    assert set(multiprocessing.active_children()) == children


@pytest.mark.parametrize("fresh", [False, True])
def test_a_block_does_not_outlive_a_run_that_is_killed(tmp_path, fresh):
    code = f"""
import os
from multiprocessing import active_children
from pathlib import Path
from threading import Thread
from scripts.checks.code import process

Thread(target=process.run, args=(Path("page.md"), [("while True: pass", 1)], 3, {fresh})).start()
while not active_children() or active_children()[0].pid is None:
    pass
print(active_children()[0].pid, flush=True)
os.kill(os.getpid(), 9)
"""
    said = tmp_path / "said"  # a pipe would stay open for as long as what is left
    with said.open("w") as output:
        found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=output, check=False)
    assert found.returncode == -9
    left = int(said.read_text())
    for _ in range(300):
        try:
            os.kill(left, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.kill(left, 9)
    pytest.fail("the block still runs")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process starts from nothing")
def test_slow_libraries_are_loaded_once():
    code = """
from pathlib import Path
from scripts.checks.code import process

process.expect("import os\\nfrom numpy import array\\n# import torch")
for fresh in (False, True):
    block = "import sys; print('numpy' in sys.modules, 'torch' in sys.modules)"
    print(process.run(Path("page.md"), [(block, 1)], 60, fresh)[0]["printed"])
"""
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "False", "False", "False"]


def test_settings_stay_in_the_process(tmp_path):
    before = dict(os.environ)
    code = "import os, tempfile\nhome = os.path.dirname(os.path.dirname(os.getcwd()))\n"
    code += "print(*(home == name for name in [tempfile.gettempdir(), os.environ['HOME'], os.environ['KERAS_HOME']]))"
    assert printed(tmp_path / "page.md", code) == "True True True\n"
    assert dict(os.environ) == before


@pytest.mark.parametrize("fresh", [False, True])
def test_code_on_a_page_sees_nothing_private_of_the_environment(tmp_path, monkeypatch, fresh):
    monkeypatch.setenv("GITHUB_TOKEN", "private")
    code = "import os\nprint(os.environ.get('GITHUB_TOKEN'), os.environ['PATH'] != '')"
    assert printed(tmp_path / "page.md", code, fresh) == "None True\n"


@pytest.mark.parametrize("fresh", [False, True])
def test_products_of_a_page_take_one_thread(tmp_path, fresh):
    code = "import torch\nprint(torch.get_num_threads())"
    assert printed(tmp_path / "page.md", code, fresh) == "1\n"
