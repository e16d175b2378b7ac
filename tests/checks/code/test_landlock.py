"""What Linux refuses to code in C, which the audit hook does not see."""

import socket

import pytest

from scripts.checks.code import landlock

LIBC = "import ctypes, os\n\nlibc = ctypes.CDLL(None, use_errno=True)\n"
DENIED = "print(ctypes.get_errno())"
needs = {version: pytest.mark.skipif(landlock.version() < version, reason=f"Landlock {version}") for version in (1, 4)}


@needs[1]
@pytest.mark.parametrize(
    "call",
    [
        "creat(b'{0}/new', 0o644)",
        "open(b'{0}/kept', os.O_WRONLY)",
        "unlink(b'{0}/kept')",
        "mkdir(b'{0}/new', 0o755)",
        "rename(b'{0}/kept', b'mine')",
        "execv(b'/bin/true', None)",
    ],
)
def test_files_and_programs(said, tmp_path, call):
    (tmp_path / "kept").touch()
    assert said(f"{LIBC}assert libc.{call.format(tmp_path)} == -1\n{DENIED}", output="13") == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "page.md"]


@needs[1]
def test_the_folder_is_for_writing(said):
    code = f"{LIBC}assert libc.creat(b'new', 0o644) > 0\nassert libc.rename(b'new', b'newer') == 0\n"
    code += "assert libc.open(b'/dev/null', os.O_WRONLY) > 0\nprint(os.listdir())"
    assert said(code, output="['newer']") == []


@needs[4]
@pytest.mark.parametrize("call", ["connect", "bind"])
def test_network(said, call):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = (
            bytes([socket.AF_INET, 0]) + server.getsockname()[1].to_bytes(2, "big") + bytes([127, 0, 0, 1] + [0] * 8)
        )
        code = (
            f"{LIBC}import socket\ns = socket.socket()\nassert libc.{call}(s.fileno(), {address}, 16) == -1\n{DENIED}"
        )
        assert said(code, output="13") == []


@needs[1]
def test_the_message_says_what_is_allowed(said, tmp_path):
    code = f"raise RuntimeError('open {tmp_path}/x: Permission denied')"
    remedy = "code on a page writes in its own folder, opens no network and starts no program"
    assert said(code)[0].split("\n")[0] == f"P:4: RuntimeError: open {tmp_path}/x: Permission denied; {remedy}"
