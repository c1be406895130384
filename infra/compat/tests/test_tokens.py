"""Programs sign in by tokens: MLflow's clients and Databricks' SDK, unchanged."""

import os
import time
import uuid
from contextlib import contextmanager

import mlflow
import pytest
import requests
from conftest import SERVER, hired
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from databricks.sdk.errors import PermissionDenied
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

API = "/api/governance/v1"
OF_SIGN_IN = ("MLFLOW_TRACKING_TOKEN", "MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD")


@contextmanager
def environment(**variables):
    before = {key: os.environ.pop(key, None) for key in OF_SIGN_IN}
    os.environ.update(variables)
    try:
        yield
    finally:
        for key, value in before.items():
            os.environ.pop(key, None) if value is None else os.environ.update({key: value})


def issued(person, **wishes):
    answer = person.http("POST", API + "/tokens", json={"name": "of a test", **wishes})
    assert answer.status_code == 201, answer.text
    return answer.json()


def unique(name):
    return f"{name} {uuid.uuid4().hex[:8]}"


def track():
    mlflow.set_tracking_uri(SERVER)
    experiment = MlflowClient(SERVER).create_experiment(unique("by token"))
    with mlflow.start_run(experiment_id=experiment) as run:
        mlflow.log_metric("loss", 0.5)
        mlflow.log_text("hello", "greeting.txt")
    assert MlflowClient(SERVER).get_run(run.info.run_id).data.metrics == {"loss": 0.5}
    return run.info.run_id


def test_mlflow_tracks_by_a_bearer_token(ada):
    with environment(MLFLOW_TRACKING_TOKEN=issued(ada)["secret"]):
        track()


@pytest.mark.parametrize("named", ["owner", "token"])
def test_mlflow_tracks_by_a_token_as_its_password(named, ada):
    username = ada.name if named == "owner" else "token"
    with environment(MLFLOW_TRACKING_USERNAME=username, MLFLOW_TRACKING_PASSWORD=issued(ada)["secret"]):
        track()


def test_a_token_beside_anothers_name_is_refused(ada, grace):
    secret = issued(ada)["secret"]
    answer = requests.get(SERVER + "/api/2.0/mlflow/experiments/get?experiment_id=0", auth=(grace.name, secret), timeout=30)
    assert answer.status_code == 401
    assert "not one of this user's" in answer.headers["WWW-Authenticate"]


def databricks(secret):
    return WorkspaceClient(config=Config(host=SERVER, token=secret, auth_type="pat", retry_timeout_seconds=10))


def test_databricks_sdk_registers_by_its_token(ada):
    registry = databricks(issued(ada)["secret"]).model_registry
    name = registry.create_model(unique("by token")).registered_model.name
    assert registry.create_model_version(name, "s3://b/m").model_version.version == "1"


def test_a_token_that_reads_changes_nothing(ada):
    reader = databricks(issued(ada, scopes=["read"])["secret"]).model_registry
    assert list(reader.list_models()) is not None
    with pytest.raises(PermissionDenied, match="one needs a token with the scope write; this one has read"):
        reader.create_model(unique("never"))


def test_no_token_approves_unless_it_was_issued_for_that(ada, grace):
    registry = ada.databricks.model_registry
    name = registry.create_model(unique("to approve")).registered_model.name
    registry.create_model_version(name, "s3://b/m")
    registry.create_transition_request(name, "1", "Staging")
    with pytest.raises(PermissionDenied, match="scope approve"):
        databricks(issued(grace)["secret"]).model_registry.approve_transition_request(name, "1", "Staging", False)
    signer = databricks(issued(grace, scopes=["approve"])["secret"]).model_registry
    signer.approve_transition_request(name, "1", "Staging", False)
    assert registry.get_model(name).registered_model_databricks.latest_versions[0].current_stage == "Staging"


def test_a_revoked_token_lets_nobody_in_from_then_on(ada):
    token = issued(ada)
    with environment(MLFLOW_TRACKING_TOKEN=token["secret"]):
        MlflowClient(SERVER).get_experiment("0")
        assert ada.http("DELETE", f"{API}/tokens/{token['token']['token_id']}").status_code == 204
        with pytest.raises(MlflowException, match="401"):
            MlflowClient(SERVER).get_experiment("0")


def test_a_token_expires(ada):
    token = issued(ada, lifetime="1s")
    time.sleep(1.1)
    answer = requests.get(
        SERVER + API + "/tokens", headers={"Authorization": "Bearer " + token["secret"]}, timeout=30
    )
    assert answer.status_code == 401
    assert 'error="invalid_token", error_description="The token has expired"' in answer.headers["WWW-Authenticate"]
    assert "expired" not in answer.text


def test_tokens_are_listed_with_their_last_use_and_without_their_secrets(ada):
    token = issued(ada)
    with environment(MLFLOW_TRACKING_TOKEN=token["secret"]):
        MlflowClient(SERVER).get_experiment("0")
    for _ in range(100):
        listed = ada.http("GET", API + "/tokens").json()["tokens"]
        mine = next(one for one in listed if one["token_id"] == token["token"]["token_id"])
        if "last_used_at" in mine:
            break
        time.sleep(0.2)
    assert mine["last_used_at"] > mine["issued_at"]
    assert token["secret"] not in str(listed)


def test_a_service_account_signs_in_by_the_tokens_that_its_person_issues(admin, ada):
    name = "ci-" + uuid.uuid4().hex[:6]
    answer = admin.http("POST", API + "/service-accounts", json={"username": name, "acts_for": ada.name})
    assert answer.status_code == 201, answer.text
    assert answer.json()["kind"] == "service" and answer.json()["acts_for"] == ada.name
    refused = admin.http("POST", API + "/tokens", json={"name": "x", "username": name})
    assert refused.status_code == 403 and "not even an admin" in refused.json()["detail"]
    with environment(MLFLOW_TRACKING_TOKEN=issued(ada, username=name)["secret"]):
        track()


@pytest.mark.parametrize(
    "wish, hint",
    [
        ({"scopes": ["fly"]}, "use any of read, write, approve, administer"),
        ({"scopes": []}, "name at least one of"),
        ({"lifetime": "2y"}, "use a time like 12h or 90d"),
        ({"lifetime": "400d"}, "a token lives for some seconds to 366 days"),
        ({"lifetime": "-1d"}, "a token lives for some seconds to 366 days"),
        ({"name": ""}, "name"),
        ({"name": "a\nb"}, "no control characters"),
    ],
)
def test_a_wish_that_makes_no_sense_is_told_what_would(wish, hint, ada):
    answer = ada.http("POST", API + "/tokens", json={"name": "x", **wish})
    assert answer.status_code == 400
    assert hint in answer.json()["detail"]


def test_an_auditor_sees_everybodys_tokens_and_revokes_none(ada):
    auditor = hired("audrey", "auditor")
    token = issued(ada)["token"]["token_id"]
    listed = auditor.http("GET", f"{API}/tokens?username={ada.name}").json()["tokens"]
    assert token in [one["token_id"] for one in listed]
    assert auditor.http("DELETE", f"{API}/tokens/{token}").status_code == 403
