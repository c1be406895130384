"""MLflow's own command line against the server."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import mlflow
import numpy as np
import pytest
import requests
from conftest import SERVER
from mlflow.models import infer_signature
from sklearn.linear_model import LinearRegression


def environment(person):
    bin_folder = str(Path(sys.executable).parent)
    return os.environ | {
        "PATH": bin_folder + os.pathsep + os.environ["PATH"],
        "MLFLOW_TRACKING_URI": SERVER,
        "MLFLOW_TRACKING_USERNAME": person.name,
        "MLFLOW_TRACKING_PASSWORD": person.password,
    }


def command(person, *arguments, cwd=None):
    done = subprocess.run(
        [sys.executable, "-m", "mlflow", *arguments],
        env=environment(person),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_experiments_and_runs(client, experiment, unique, ada):
    name = f"cli-{unique}"
    command(ada, "experiments", "create", "-n", name)
    made = client.get_experiment_by_name(name)
    assert name in command(ada, "experiments", "search")

    run = client.create_run(made.experiment_id, run_name="by hand")
    client.log_metric(run.info.run_id, "loss", 0.5)
    assert run.info.run_id in command(ada, "runs", "list", "--experiment-id", made.experiment_id)
    described = json.loads(command(ada, "runs", "describe", "--run-id", run.info.run_id))
    assert described["data"]["metrics"] == {"loss": 0.5}

    command(ada, "runs", "delete", "--run-id", run.info.run_id)
    assert client.get_run(run.info.run_id).info.lifecycle_stage == "deleted"
    command(ada, "runs", "restore", "--run-id", run.info.run_id)
    command(ada, "experiments", "rename", "--experiment-id", made.experiment_id, "--new-name", name + "-renamed")
    command(ada, "experiments", "delete", "--experiment-id", made.experiment_id)
    assert client.get_experiment(made.experiment_id).lifecycle_stage == "deleted"
    command(ada, "experiments", "restore", "--experiment-id", made.experiment_id)
    assert client.get_experiment(made.experiment_id).name == name + "-renamed"


def test_runs_as_a_table(client, run, ada, tmp_path):
    client.log_param(run.info.run_id, "depth", "3")
    table = tmp_path / "runs.csv"
    command(ada, "experiments", "csv", "-x", run.info.experiment_id, "-o", str(table))
    assert "params.depth" in table.read_text() and run.info.run_id in table.read_text()


def test_artifacts(client, run, ada, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("by the command line")
    command(ada, "artifacts", "log-artifact", "--local-file", str(file), "--run-id", run.info.run_id, "-a", "docs")
    assert "docs/notes.txt" in command(ada, "artifacts", "list", "--run-id", run.info.run_id, "-a", "docs")
    target = tmp_path / "fetched"
    command(ada, "artifacts", "download", "-u", f"runs:/{run.info.run_id}/docs", "-d", str(target))
    assert (target / "docs" / "notes.txt").read_text() == "by the command line"


def test_a_project_is_run_and_says_where_it_came_from(client, experiment, ada, tmp_path):
    (tmp_path / "MLproject").write_text(
        """name: a project
entry_points:
  main:
    parameters:
      alpha: {type: float, default: 0.1}
    command: "python train.py {alpha}"
"""
    )
    (tmp_path / "train.py").write_text(
        """import sys, mlflow
with mlflow.start_run():
    mlflow.log_metric("alpha_seen", float(sys.argv[1]))
"""
    )
    arguments = ["--env-manager", "local", "--experiment-id", experiment, "-P", "alpha=0.25", "--run-name", "projected"]
    command(ada, "run", str(tmp_path), *arguments)

    [run] = client.search_runs([experiment], "attributes.source_type = 'PROJECT' and attributes.entry_point = 'main'")
    assert run.data.params == {"alpha": "0.25"}
    assert run.data.metrics == {"alpha_seen": 0.25}
    assert run.info.status == "FINISHED"
    provenance = ada.http("GET", f"/api/governance/v1/runs/{run.info.run_id}/provenance").json()
    assert provenance["source"]["type"] == "PROJECT"
    assert provenance["project"]["entry_point"] == "main"
    assert provenance["project"]["parameters"] == {"alpha": "0.25"}


@pytest.fixture
def in_production(client, experiment, unique, ada, grace):
    """A model that adds one, in Production and under an alias, by the way that the policy asks for."""
    name = f"served-{unique}"
    with mlflow.start_run(experiment_id=experiment):
        model = LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 2.0, 3.0])
        mlflow.sklearn.log_model(
            model,
            name="model",
            registered_model_name=name,
            signature=infer_signature(np.array([[0.0]]), np.array([1.0])),
            pip_requirements=["scikit-learn"],
        )
    ada.databricks.model_registry.create_transition_request(name, "1", "Production")
    grace.databricks.model_registry.approve_transition_request(name, "1", "Production", False)
    alias = {"kind": "alias", "alias": "champion", "version": "1"}
    asked = ada.http("POST", f"/api/governance/v1/models/{name}/requests", json={"change": alias})
    assert asked.status_code == 201, asked.text
    approved = grace.http("POST", f"/api/governance/v1/requests/{asked.json()['request_id']}/approve", json={})
    assert approved.status_code == 200, approved.text
    return name


@pytest.mark.parametrize("place", ["{}/Production", "{}@champion", "{}/1"])
def test_a_model_is_served(in_production, ada, tmp_path, place):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path / "serving.log").open("w")
    serving = subprocess.Popen(
        [sys.executable, "-m", "mlflow", "models", "serve", "-m", "models:/" + place.format(in_production)]
        + ["--env-manager", "local", "-p", str(port), "-h", "127.0.0.1", "-w", "1"],
        env=environment(ada),
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        answer = invoked(serving, port)
        assert answer["predictions"] == pytest.approx([8.0]), answer
    finally:
        os.killpg(serving.pid, 15)
        serving.wait(timeout=30)


def invoked(serving, port):
    until = time.monotonic() + 120
    while time.monotonic() < until and serving.poll() is None:
        try:
            answer = requests.post(f"http://127.0.0.1:{port}/invocations", json={"inputs": [[7.0]]}, timeout=10)
            assert answer.status_code == 200, answer.text
            return answer.json()
        except requests.ConnectionError:
            pass
        time.sleep(0.5)
    raise AssertionError("The model is not served.")
