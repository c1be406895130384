"""Clients that are told to come back later do, and lose nothing."""

import os
import time

import pytest
import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from mlflow import MlflowClient
from own_server import serving

RATE = 20


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A server that takes 20 requests a second from each account, and 100 at once."""
    with serving(tmp_path_factory.mktemp("strict"), "--auth", "none", "--rate-limit", str(RATE)) as url:
        yield url


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
