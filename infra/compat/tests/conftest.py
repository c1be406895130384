"""The server under test, the people who use it, and their clients."""

import os
import secrets
import uuid
from contextlib import contextmanager
from dataclasses import dataclass

import mlflow
import pytest
import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from mlflow import MlflowClient
from mlflow.server import get_app_client

SERVER = os.environ["COUNTERSIGN_SERVER"]


@dataclass(frozen=True)
class Person:
    name: str
    password: str

    @contextmanager
    def signed_in(self):
        """MLflow's clients read who they are from the environment, at each request."""
        before = {key: os.environ.get(key) for key in ("MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD")}
        os.environ["MLFLOW_TRACKING_USERNAME"] = self.name
        os.environ["MLFLOW_TRACKING_PASSWORD"] = self.password
        try:
            yield self
        finally:
            for key, value in before.items():
                os.environ.pop(key, None) if value is None else os.environ.update({key: value})

    @property
    def databricks(self) -> WorkspaceClient:
        config = Config(
            host=SERVER, username=self.name, password=self.password, auth_type="basic", retry_timeout_seconds=10
        )
        return WorkspaceClient(config=config)

    def http(self, method: str, path: str, **arguments) -> requests.Response:
        return requests.request(method, SERVER + path, auth=(self.name, self.password), timeout=30, **arguments)


ADMIN = Person("admin", os.environ["COUNTERSIGN_ADMIN_PASSWORD"])


def hired(name: str, *roles: str) -> Person:
    person = Person(f"{name}-{uuid.uuid4().hex[:6]}", secrets.token_urlsafe(18))
    with ADMIN.signed_in():
        get_app_client("basic-auth", tracking_uri=SERVER).create_user(person.name, person.password)
    answer = ADMIN.http("PUT", f"/api/governance/v1/users/{person.name}", json={"roles": list(roles)})
    assert answer.status_code == 200, answer.text
    return person


@pytest.fixture(scope="session")
def admin():
    return ADMIN


@pytest.fixture(scope="session")
def ada():
    """Makes models."""
    return hired("ada", "contributor")


@pytest.fixture(scope="session")
def grace():
    """Reviews them."""
    return hired("grace", "reviewer")


@pytest.fixture(scope="session")
def barbara():
    """Reviews them too."""
    return hired("barbara", "reviewer")


@pytest.fixture(scope="session")
def vera():
    """Looks on."""
    return hired("vera", "viewer")


@pytest.fixture
def unique():
    return uuid.uuid4().hex[:10]


@pytest.fixture
def client(ada):
    """MLflow's client, used by ada; the fluent API too."""
    mlflow.set_tracking_uri(SERVER)
    mlflow.set_registry_uri(SERVER)
    with ada.signed_in():
        yield MlflowClient()
        while mlflow.active_run():
            mlflow.end_run()


@pytest.fixture
def experiment(client, unique):
    name = f"experiment-{unique}"
    identifier = client.create_experiment(name)
    mlflow.set_experiment(experiment_id=identifier)
    return identifier


@pytest.fixture
def run(client, experiment):
    return client.create_run(experiment)


@pytest.fixture
def model(client, unique):
    """A registered model without versions."""
    return client.create_registered_model(f"model-{unique}", description="What it is for").name


@pytest.fixture
def version(client, model, run):
    """Its first version."""
    client.log_text(run.info.run_id, "weights", "model/weights.txt")
    return client.create_model_version(model, f"runs:/{run.info.run_id}/model", run.info.run_id).version
