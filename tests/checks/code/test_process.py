"""A block that takes too long, ends its process or crashes it, and what is left behind: nothing."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from scripts.checks.code.process import Process

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


def test_a_large_file(said):
    (message,) = said("file = open('large', 'wb')\n\nfile.truncate(200_000_000)")
    assert message.split("\n")[0] == "P:6: OSError: [Errno 27] File too large; correct the code"


def test_other_output_is_not_compared(said):
    code = "import sys, warnings\n\nwarnings.warn('x')\nsys.stderr.write('x')\nprint('é\\r')"
    assert said(code, output="é") == []


def test_the_streams_lead_nowhere(tmp_path, capfd):
    process = Process(tmp_path / "page.md", 60, fresh=True)
    try:
        code = "import os; os.write(1, b'x'); os.write(2, b'x'); print(os.read(0, 1))"
        assert process.run(code, 1) == "b''\n"
    finally:
        process.close()
    assert capfd.readouterr() == ("", "")


def test_nothing_is_left(said, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(os.listdir(tmp_path))
    children = set(multiprocessing.active_children())
    said("open('a', 'w')")
    said("while True:\n    pass", limit=0.2)
    said("import os\n\nos._exit(1)")
    said("print(1)", output="2")
    assert set(os.listdir(tmp_path)) - before <= {"page.md"}
    assert set(multiprocessing.active_children()) == children


@pytest.mark.parametrize("fresh", [False, True])
def test_a_block_does_not_outlive_a_run_that_is_killed(tmp_path, fresh):
    code = f"""
import os, sys
from pathlib import Path
from scripts.checks.code.process import Process

process = Process(Path("page.md"), 1, fresh={fresh})
process._connection.send_bytes(b'["while True: pass", 1]')
print(process._process.pid, flush=True)
os.kill(os.getpid(), 9)
"""
    said = tmp_path / "said"  # a pipe would stay open for as long as what is left
    with said.open("w") as output:
        found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=output, check=False)
    assert found.returncode == -9
    left = int(said.read_text())
    for _ in range(150):
        try:
            os.kill(left, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.kill(left, 9)
    pytest.fail("the block still runs")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process starts from nothing")
def test_slow_libraries_are_loaded_once(tmp_path):
    code = """
from pathlib import Path
from scripts.checks.code.process import Process, expect

expect("import os\\nfrom numpy import array\\n# import torch")
for fresh in (False, True):
    process = Process(Path("page.md"), 60, fresh)
    print(process.run("import sys; print('numpy' in sys.modules, 'torch' in sys.modules)", 1))
    process.close()
"""
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "False", "False", "False"]


def test_settings_stay_in_the_process(tmp_path):
    before = dict(os.environ)
    page = tmp_path / "page.md"
    process = Process(page, limit=10)
    try:
        code = "import os, tempfile\nprint(*(os.path.dirname(os.getcwd()) in name for name in "
        names = "[tempfile.gettempdir(), *map(os.environ.get, ['HOME', 'KERAS_HOME', 'MPLCONFIGDIR'])]))"
        assert process.run(code + names, 1) == "True True True True\n"
    finally:
        process.close()
    assert dict(os.environ) == before


@pytest.mark.parametrize("fresh", [False, True])
def test_code_on_a_page_sees_nothing_private_of_the_environment(tmp_path, monkeypatch, fresh):
    monkeypatch.setenv("GITHUB_TOKEN", "private")
    process = Process(tmp_path / "page.md", 60, fresh)
    try:
        code = "import os\nprint(os.environ.get('GITHUB_TOKEN'), os.environ['PATH'] != '')"
        assert process.run(code, 1) == "None True\n"
    finally:
        process.close()


@pytest.mark.parametrize("fresh", [False, True])
def test_products_of_a_page_take_one_thread(tmp_path, fresh):
    process = Process(tmp_path / "page.md", 60, fresh)
    try:
        assert process.run("import torch\nprint(torch.get_num_threads())", 1) == "1\n"
    finally:
        process.close()
