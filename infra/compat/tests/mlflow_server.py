"""MLflow's own server, to import from and to compare with."""

import os
import signal
import socket
import subprocess
import sys
import time

import requests
from mlflow import MlflowClient


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MlflowServer:
    """MLflow's own server, on SQLite and a folder."""

    def __init__(self, folder, *options):
        self.folder = folder
        self.options = options or ("--serve-artifacts", "--artifacts-destination", str(folder / "artifacts"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        environment = {**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true"}
        for name in ("MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD", "MLFLOW_TRACKING_URI"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1"]
            + ["--backend-store-uri", f"sqlite:///{self.folder}/mlflow.db", *self.options],
            env=environment,
            stdout=(self.folder / "server.log").open("a"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            assert self.process.poll() is None, (self.folder / "server.log").read_text()[-2000:]
            try:
                if requests.get(self.url + "/health", timeout=2).ok:
                    return self
            except requests.RequestException:
                time.sleep(0.3)
        raise AssertionError("MLflow's server did not start")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    @property
    def client(self):
        return MlflowClient(tracking_uri=self.url, registry_uri=self.url)
