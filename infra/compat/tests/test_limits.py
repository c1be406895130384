"""Clients that are told to come back later do, and lose nothing."""

import os
import subprocess
import time
from pathlib import Path

import pytest
import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from mlflow import MlflowClient
from mlflow_server import free_port

PROGRAM = Path(__file__).parents[3] / "countersign"
RATE = 20


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A server that takes 20 requests a second from each account, and 100 at once."""
    folder = tmp_path_factory.mktemp("strict")
    url = f"http://127.0.0.1:{free_port()}"
    options = ("--auth", "none", "--kafka", "off", "--rate-limit", str(RATE), "--data-dir", str(folder / "data"))
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", url.rsplit(":", 1)[1], *options], stdout=log, stderr=subprocess.STDOUT
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


def exhausted(url):
    """Whether the account's requests are used up; asked by an address that comes to nothing."""
    answers = [requests.get(url + "/api/2.0/mlflow/nothing", timeout=30) for _ in range(8 * RATE)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
    assert all(answer.json()["error_code"] == "REQUEST_LIMIT_EXCEEDED" for answer in refused)
    return len(refused) > 0


def refusals(url):
    lines = requests.get(url + "/actuator/prometheus", timeout=30).text.splitlines()
    counter = 'countersign_requests_refused_total{limit="account-rate"}'
    return sum(float(line.split()[-1]) for line in lines if line.startswith(counter))


def test_mlflow_waits_as_it_is_told_and_everything_is_logged(strict):
    assert os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] == "1", "it gets no more than one more chance"
    client = MlflowClient(tracking_uri=strict, registry_uri=strict)
    run = client.create_run("0").info.run_id
    assert exhausted(strict)
    for step in range(3 * RATE):
        client.log_metric(run, "loss", 1 / (step + 1), step=step)
    assert len(client.get_metric_history(run, "loss")) == 3 * RATE
    time.sleep(2)
    assert refusals(strict) > 0


def test_databricks_sdk_waits_too(strict):
    client = WorkspaceClient(config=Config(host=strict, token="any", auth_type="pat", retry_timeout_seconds=60))
    assert exhausted(strict)
    for _ in range(2 * RATE):
        assert client.experiments.get_experiment("0").experiment.name == "Default"
