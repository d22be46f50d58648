"""The server that `deephash lab` starts."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

TOKEN = "test"
START_SECONDS = 300


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_lab(checkout: pathlib.Path, port: int, log) -> subprocess.Popen:
    command = [
        "./deephash", "lab", "--no-browser", f"--port={port}", "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}", "--LabApp.expose_app_in_browser=True",
    ]
    if os.name == "posix" and os.geteuid() == 0:
        command.append("--allow-root")
    return subprocess.Popen(command, cwd=checkout, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)


def wait_for_server(port: int, server: subprocess.Popen) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit(f"deephash lab ended with {server.returncode}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", timeout=5).close()
            return
        time.sleep(0.5)
    raise SystemExit("JupyterLab did not answer")


def end_group(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
