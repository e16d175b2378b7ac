"""What code on pages must not do, each refused with the line that did it."""

import pytest

NETWORK = {
    "a connection": (
        "import socket\n\nsocket.create_connection(('example.org', 80))",
        "P:6: opens the network (example.org)",
    ),
    "a connection to this machine": (
        "import socket\n\ns = socket.socket()\ns.connect(('127.0.0.1', 80))",
        "P:7: opens the network (127.0.0.1:80)",
    ),
    "a datagram": (
        "import socket\n\ns = socket.socket(type=socket.SOCK_DGRAM)\ns.sendto(b'x', ('127.0.0.1', 9))",
        "P:7: opens the network (127.0.0.1:9)",
    ),
    "a datagram in parts": (
        "import socket\n\ns = socket.socket(type=socket.SOCK_DGRAM)\ns.sendmsg([b'x'], [], 0, ('127.0.0.1', 9))",
        "P:7: opens the network (127.0.0.1:9)",
    ),
    "the name of an address": (
        "import socket\n\nsocket.gethostbyaddr('127.0.0.1')",
        "P:6: opens the network (127.0.0.1)",
    ),
    "the name of an address and a port": (
        "import socket\n\nsocket.getnameinfo(('127.0.0.1', 80), 0)",
        "P:6: opens the network (127.0.0.1:80)",
    ),
    "a download": (
        "from urllib.request import urlopen\n\nurlopen('https://example.org/data.csv')",
        "P:6: opens the network (https://example.org/data.csv)",
    ),
    "a server": (
        "from http.server import *\n\nHTTPServer(('127.0.0.1', 8000), BaseHTTPRequestHandler)",
        "P:6: opens the network (127.0.0.1:8000)",
    ),
    "the address of a name": (
        "import socket\n\nsocket.getaddrinfo('example.org', 443)",
        "P:6: opens the network (example.org)",
    ),
    "the address of a name, the old way": (
        "import socket\n\nsocket.gethostbyname('example.org')",
        "P:6: opens the network (example.org)",
    ),
    "a request that goes through a function and a library's own error": (
        """
        import urllib.error, socket

        def load(name):
            try:
                return socket.create_connection((name, 80))
            except OSError as error:
                raise urllib.error.URLError(error)

        load("example.org")
        """,
        "P:8: opens the network (example.org)",
    ),
    "a request in a thread": (
        """
        import socket
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor() as pool:
            pool.submit(socket.gethostbyname, "example.org").result()
        """,
        "P:8: opens the network (example.org)",
    ),
}
PROGRAMS = {
    "a program": ("import subprocess\n\nsubprocess.run(['ls', '-l'])", "P:6: starts another program (ls)"),
    "a shell": ("import os\n\nos.system('ls -l')", "P:6: starts another program (ls -l)"),
    "a program in its own place": (
        "import os\n\nos.execv('/bin/ls', ['ls'])",
        "P:6: starts another program (/bin/ls)",
    ),
    "a program, the POSIX way": (
        "import os\n\nos.posix_spawn('/bin/ls', ['ls'], {})",
        "P:6: starts another program (/bin/ls)",
    ),
}
OTHER = {
    "a fork": ("import os\n\nos.fork()", "P:6: forks; do it in one process"),
    "a signal": ("import os\n\nos.kill(os.getppid(), 0)", "P:6: sends a signal to a process; leave processes alone"),
    "input": ("name = 'x'\nname = input('Name: ')", "P:5: waits for input; write the value into the code"),
    "a breakpoint": ("x = 1\nbreakpoint()", "P:5: stops in a debugger; take the breakpoint out"),
    "output without end": (
        "x = 'out'\nwhile True:\n    print(x)",
        "P:6: prints more than 100,000 characters; print less",
    ),
}
CHANGES = (
    "open('{}/kept', 'w')",
    "open('{}/kept', 'a')",
    "open('{}/kept', 'r+')",
    "open('../../../../../../../../../../../..{}/new', 'x')",
    "os.open('{}/new', os.O_CREAT)",
    "os.open('{}/kept', os.O_WRONLY)",
    "pathlib.Path('{}/kept').write_text('')",
    "__import__('numpy').save('{}/new.npy', 1)",
    "os.remove('{}/kept')",
    "os.remove(b'{}/kept')",
    "pathlib.Path('{}/kept').unlink()",
    "os.rename('{}/kept', 'mine')",
    "os.rename('mine', '{}/kept')",
    "os.replace('mine', '{}/new')",
    "os.mkdir('{}/new')",
    "os.makedirs('{}/new')",
    "os.rmdir('{}/folder')",
    "os.truncate('{}/kept', 0)",
    "shutil.rmtree('{}')",
    "shutil.rmtree('{}', ignore_errors=True)",
    "shutil.move('{}/kept', 'here')",
    "shutil.copy('mine', '{}/new')",
    "os.symlink('{}', 'way') or open('way/kept', 'w')",
)


@pytest.mark.parametrize("name", NETWORK)
def test_network(said, name):
    code, message = NETWORK[name]
    assert said(code) == [f"{message}; write the data into the code"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(said, name):
    code, message = PROGRAMS[name]
    assert said(code) == [f"{message}; do it in Python"]


@pytest.mark.parametrize("name", OTHER)
def test_other(said, name):
    code, message = OTHER[name]
    assert said(code) == [message]


@pytest.mark.parametrize("change", CHANGES)
def test_changes_outside_of_the_folder(said, tmp_path, change):
    outside = tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    (outside / "kept").write_text("kept")
    statement = change.format(outside)
    code = f"import os, pathlib, shutil, sqlite3\n\nopen('mine', 'w').close()\n\n{statement}"
    (message,) = said(code)
    start, end = "P:8: changes ", ", outside of the folder that the page runs in; write to a relative path"
    assert message.startswith(start)
    assert message.endswith(end)
    named = message[len(start) : -len(end)]
    assert named in statement
    assert sorted(path.name for path in outside.iterdir()) == ["folder", "kept"]
    assert (outside / "kept").read_text() == "kept"


def test_the_folder_is_for_writing(said):
    code = """
    import asyncio, os, pathlib, shutil, socket, sqlite3, tempfile
    import numpy as np

    print(os.listdir(), socket.gethostname() != "")
    np.save("array.npy", np.arange(3))
    os.makedirs("a/b")
    pathlib.Path("a/b/c").write_text("text")
    os.rename("a/b/c", "c")
    shutil.rmtree("a")
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "inner").mkdir()
    with open(os.devnull, "w") as nothing:
        nothing.write("x")
    pathlib.Path("~/settings").expanduser().write_text("x")
    sqlite3.connect(":memory:").close()
    asyncio.run(asyncio.sleep(0))
    print(np.load("array.npy"), open("c").read(), sorted(os.listdir()))
    """
    assert said(code, output="[] True\n[0 1 2] text ['array.npy', 'c']") == []


def test_reading_is_free(said, tmp_path):
    (tmp_path / "data").write_text("a line")
    code = f"from scripts.reference import lstm\n\nprint(open('{tmp_path}/data').read(), lstm.__name__)"
    assert said(code, output="a line scripts.reference.lstm") == []
