"""Bad requests get the same status and error code from MLflow's own server and from Countersign."""

import json
import uuid

import pytest
import requests
from bad_requests import REQUESTS, Differs
from conftest import ADMIN, SERVER
from mlflow_server import MlflowServer


class Side:
    """One of the two servers, with the same things on it."""

    def __init__(self, url, auth, unique):
        self.url, self.auth = url + "/api/2.0/mlflow/", auth
        self.names = {"$u": unique, "$name": f"bad-{unique}", "$name2": f"bad2-{unique}", "$m": f"bad-model-{unique}"}
        self.names["$exp"] = self.made("experiments/create", {"name": "$name"})["experiment_id"]
        self.names["$exp2"] = self.made("experiments/create", {"name": "$name2"})["experiment_id"]
        self.made("experiments/delete", {"experiment_id": "$exp2"})
        for name in ("$run", "$run2"):
            self.names[name] = self.made("runs/create", {"experiment_id": "$exp"})["run"]["info"]["run_id"]
        self.made("runs/delete", {"run_id": "$run2"})
        self.made("runs/log-parameter", {"run_id": "$run", "key": "p", "value": "1"})
        self.made("registered-models/create", {"name": "$m"})
        self.made("model-versions/create", {"name": "$m", "source": "s3://b/x"})
        self.names["$lm"] = self.made("logged-models", {"experiment_id": "$exp"})["model"]["info"]["model_id"]

    def filled(self, text):
        for name in sorted(self.names, key=len, reverse=True):
            text = text.replace(name, self.names[name])
        return text

    def call(self, method, route, body):
        body = json.loads(self.filled(json.dumps(body)))
        how = {"params": body} if method == "GET" else {"json": body}
        return requests.request(method, self.url + self.filled(route), auth=self.auth, timeout=30, **how)

    def made(self, route, body):
        answer = self.call("POST", route, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def answer(self, method, route, body):
        """The status, the error code if it is one, and the message for the reader of a failed test."""
        answer = self.call(method, route, body)
        if answer.status_code == 200:
            return (200, None), ""
        try:
            error = answer.json()
        except requests.JSONDecodeError:
            return (answer.status_code, None), answer.text
        return (answer.status_code, error["error_code"]), error["message"]


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    unique = uuid.uuid4().hex[:8]
    mlflow = MlflowServer(tmp_path_factory.mktemp("mlflow")).start()
    yield Side(SERVER, (ADMIN.name, ADMIN.password), unique), Side(mlflow.url, None, unique)
    mlflow.kill()


@pytest.mark.parametrize("route", REQUESTS)
def test_bad_requests(sides, route):
    method, path = route.split()
    for request in REQUESTS[route]:
        body, differs = (request.body, request.why) if isinstance(request, Differs) else (request, None)
        (ours, we_said), (theirs, they_said) = (side.answer(method, path, body) for side in sides)
        asked = f"{route} {json.dumps(body)[:200]}: {ours} {we_said[:300]} / {theirs} {they_said[:300]}"
        assert (ours != theirs) == bool(differs), f"{differs or 'They should agree'}: {asked}"
        assert ours[0] < 500, asked
