"""What people may not do is refused with a precise error by every client, and stays on record."""

import pytest
from conftest import ADMIN, hired
from databricks.sdk.errors import PermissionDenied
from mlflow.exceptions import RestException

API = "/api/governance/v1"


def attempts(**parameters):
    answer = ADMIN.http("GET", API + "/attempts", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json().get("attempts", [])


def told(attempt):
    return tuple(attempt.get(field) for field in ("actor", "operation", "version", "topic", "reason"))


def test_one_who_decides_on_their_own_request_is_on_record(model, version, grace):
    registry = grace.databricks.model_registry
    registry.create_transition_request(model, version, "Production")
    with pytest.raises(PermissionDenied, match="yourself"):
        registry.approve_transition_request(model, version, "Production", False)
    (attempt,) = attempts(model=model)
    assert told(attempt) == (grace.name, "decide-transition", 1, "stage/1/Production", "own-request")


def test_mlflows_client_is_told_why_and_the_attempt_is_on_record(client, model, version, ada):
    with pytest.raises(RestException, match="reviewer"):
        client.transition_model_version_stage(model, version, "Staging")
    (attempt,) = attempts(model=model)
    assert told(attempt) == (ada.name, "change-stage", 1, "stage/1/Staging", "permission-missing")


def test_one_who_lost_the_role_meanwhile_approves_nothing(model, version, ada, admin):
    former = hired("former", "reviewer")
    change = {"kind": "stage", "version": "1", "stage": "Production"}
    asked = ada.http("POST", f"{API}/models/{model}/requests", json={"change": change})
    path = f"{API}/requests/{asked.json()['request_id']}/approve"
    admin.http("PUT", f"{API}/users/{former.name}", json={"roles": ["contributor"]})
    refused = former.http("POST", path, json={})
    assert refused.status_code == 403 and refused.json()["type"].endswith("not-a-reviewer")
    (attempt,) = attempts(actor=former.name, reason="not-a-reviewer")
    assert attempt["model"] == model and attempt["request_id"] == asked.json()["request_id"]


def test_a_check_by_the_wrong_identity_is_refused_and_on_record(model, version, ada, grace):
    path = f"{API}/models/{model}/versions/{version}/checks"
    report = {"check": "bias", "external_id": "7", "state": "running"}
    assert ada.http("POST", path, json=report).status_code < 300
    refused = grace.http("POST", path, json=report | {"state": "passed"})
    assert refused.status_code == 403 and refused.json()["type"].endswith("not-the-reporter")
    (attempt,) = attempts(model=model)
    assert told(attempt) == (grace.name, "report-check", 1, "check/bias", "not-the-reporter")


def test_an_unknown_group_is_named_with_its_line_and_on_record(admin, unique):
    policy = f"policy: p-{unique}\napplies-to: {{changes: [deletion]}}\nrequires: {{approvals: {{group: ghosts}}}}\n"
    refused = admin.http("POST", API + "/policies", data=policy.encode())
    assert refused.status_code == 400
    (error,) = refused.json()["errors"]
    assert error["line"] == 3 and error["field"] == "requires.approvals.group" and "ghosts" in error["message"]
    topics = [attempt["topic"] for attempt in attempts(reason="group-not-found", actor=admin.name)]
    assert f"policy/p-{unique}" in topics


def test_only_administrators_read_the_record_page_by_page(model, version, grace, vera):
    for stage in ("Staging", "Production"):
        grace.databricks.model_registry.create_transition_request(model, version, stage)
        with pytest.raises(PermissionDenied):
            grace.databricks.model_registry.approve_transition_request(model, version, stage, False)
    first = ADMIN.http("GET", API + "/attempts", params={"model": model, "limit": 1}).json()
    (last,) = attempts(model=model, limit=1, after=first["next_after"])
    assert first["attempts"][0]["topic"] == "stage/1/Production" and last["topic"] == "stage/1/Staging"
    assert vera.http("GET", API + "/attempts").status_code == 403
