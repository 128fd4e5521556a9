"""Nothing leaves the machine: the main job runs where every use of the network is an error."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

# An audit hook sees every socket, whoever opens it, in Python or below.
GUARD = """
import sys
def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby",
                         "socket.sendto", "urllib.Request", "http.client")):
        raise RuntimeError(f"network: {event} {arguments}")
sys.addaudithook(refuse)
"""
RUN = GUARD + "from kamgraph_cli.main import cli\ncli.main(sys.argv[1:])\n"


def guarded(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )


def test_the_guard_works(tmp_path: Path) -> None:
    code = GUARD + "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path)
    assert b"network: socket." in done.stderr


def test_the_main_job_needs_no_network(tmp_path: Path) -> None:
    store = "kamgraph-demo/kamgraph.db"
    day = ("--as-of", "2026-11-20")
    done = guarded(tmp_path, "demo")
    assert done.returncode == 0, done.stderr
    for command in (
        ("coverage", "nordlicht-werke", *day),
        ("spoc", "nordlicht-werke", *day),
        ("alignment", "nordlicht-werke", *day),
        ("structure", "nordlicht-werke", *day),
        ("portfolio", *day),
        ("check", *day),
        ("people",),
        ("show", "anna-keller"),
        ("stores", "--verify"),
        ("map", "nordlicht-werke", *day, "-o", "map.html"),
        ("export", "tables"),
        ("--help",),
    ):
        done = guarded(tmp_path, "--store", store, *command)
        assert done.returncode == 0, (command, done.stderr)


def test_pages_name_no_address_elsewhere(tmp_path: Path) -> None:
    assert guarded(tmp_path, "demo").returncode == 0
    for page in (tmp_path / "kamgraph-demo").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"<link[^>]*>", text)) <= {'<link rel="icon" href="data:,">'}
        assert not re.search(r"<(script|img|iframe)[^>]*\ssrc=", text)
        assert "@import" not in text
