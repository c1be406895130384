"""A server of Countersign's for one test module alone, with options of its own."""

import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import requests
from mlflow_server import free_port

PROGRAM = Path(__file__).parents[3] / "countersign"


@contextmanager
def serving(folder, *options, **environment):
    """Its address, while it runs; options are those of the command line."""
    url = f"http://127.0.0.1:{free_port()}"
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", url.rsplit(":", 1)[1], "--kafka", "off", "--data-dir", str(folder / "data"), *options],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | environment,
        )
    try:
        deadline = time.monotonic() + 180
        while not is_healthy(url):
            assert process.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.5)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=60)


def is_healthy(url):
    try:
        return requests.get(url + "/health", timeout=2).ok
    except requests.RequestException:
        return False
