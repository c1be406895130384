"""Where nothing is read by default, MLflow's client sees what was given to it, and what it made."""

from pathlib import Path

import mlflow
import pytest
import requests
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from own_server import serving

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def need_to_know(tmp_path_factory):
    """A server on which contributors see what was given to them."""
    options = ("--default-permission", "NO_PERMISSIONS")
    with serving(tmp_path_factory.mktemp("need-to-know"), *options, COUNTERSIGN_ADMIN_PASSWORD=PASSWORD) as url:
        for name in ("ann", "ben"):
            admin(url, "POST", "/api/2.0/mlflow/users/create", {"username": name, "password": PASSWORD})
            admin(url, "PUT", f"/api/governance/v1/users/{name}", {"roles": ["contributor"]})
        yield url


def admin(url, method, path, body):
    answer = requests.request(method, url + path, json=body, auth=("admin", PASSWORD), timeout=30)
    assert answer.ok, answer.text


@pytest.fixture
def as_user(need_to_know, monkeypatch):
    """MLflow's client, signed in as somebody from then on."""
    before = mlflow.get_tracking_uri(), mlflow.get_registry_uri()

    def sign_in(name):
        monkeypatch.setenv("MLFLOW_TRACKING_USERNAME", name)
        monkeypatch.setenv("MLFLOW_TRACKING_PASSWORD", PASSWORD)
        mlflow.set_tracking_uri(need_to_know)
        mlflow.set_registry_uri(need_to_know)
        return MlflowClient(need_to_know, need_to_know)

    yield sign_in
    mlflow.set_tracking_uri(before[0])
    mlflow.set_registry_uri(before[1])


def test_each_sees_their_own_until_more_is_given(need_to_know, as_user):
    ann = as_user("ann")
    experiment = ann.create_experiment("secret")
    run = ann.create_run(experiment)
    ann.log_metric(run.info.run_id, "loss", 0.5)
    ann.log_text(run.info.run_id, "words", "model/words.txt")
    ann.create_registered_model("churn")
    ann.create_model_version("churn", f"runs:/{run.info.run_id}/model", run.info.run_id)

    ben = as_user("ben")
    own = ben.create_experiment("own")
    ben.log_metric(ben.create_run(own).info.run_id, "loss", 0.1)
    assert [found.name for found in ben.search_experiments()] == ["own"]
    assert len(ben.search_runs([experiment, own])) == 1
    assert ben.search_registered_models() == []
    assert ben.search_model_versions("") == []
    for forbidden in (
        lambda: ben.get_run(run.info.run_id),
        lambda: ben.log_metric(run.info.run_id, "loss", 0),
        lambda: ben.create_run(experiment),
        lambda: ben.get_registered_model("churn"),
        lambda: ben.set_registered_model_alias("churn", "champion", 1),
    ):
        with pytest.raises(MlflowException) as refused:
            forbidden()
        assert refused.value.error_code == "RESOURCE_DOES_NOT_EXIST"
    assert ben.get_experiment_by_name("secret") is None

    client = as_user("ann")
    model = requests.get(
        need_to_know + "/api/2.0/mlflow/databricks/registered-models/get",
        params={"name": "churn"},
        auth=("ann", PASSWORD),
        timeout=30,
    ).json()["registered_model_databricks"]["id"]
    entry = {"access_control_list": [{"user_name": "ben", "permission_level": "CAN_READ"}]}
    answer = requests.patch(
        f"{need_to_know}/api/2.0/permissions/registered-models/{model}", json=entry, auth=("ann", PASSWORD), timeout=30
    )
    assert answer.ok, answer.text
    assert client.get_registered_model("churn").name == "churn"

    ben = as_user("ben")
    assert [found.name for found in ben.search_registered_models()] == ["churn"]
    folder = mlflow.artifacts.download_artifacts("models:/churn/1")
    assert (Path(folder) / "words.txt").read_text() == "words"
    with pytest.raises(MlflowException) as refused:
        ben.update_registered_model("churn", "described")
    assert refused.value.error_code == "PERMISSION_DENIED"
