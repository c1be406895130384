"""What a deployment asks when it starts: may this version serve here, now?"""

import time

import pytest
from test_policies import call
from test_workflow import act, ask, production, publish


@pytest.fixture(scope="module")
def olga():
    from conftest import hired

    return hired("olga", "admin")


def gate(person, expected=200, **question):
    return call(person, "GET", "/gate", expected, params=question)


def said(answer):
    return answer["answer"], [reason["code"] for reason in answer["reasons"]]


@pytest.fixture
def serving(client, model, run, ada, grace):
    """Version 1, which ada asked for and grace approved."""
    client.log_metric(run.info.run_id, "auc", 0.9)
    client.log_text(run.info.run_id, "weights", "model/weights.txt")
    version = client.create_model_version(model, f"runs:/{run.info.run_id}/model", run.info.run_id).version
    request = ask(ada, model, production(version))
    assert act(grace, request, "approve")["request"]["state"] == "approved"
    return version


def test_what_was_approved_may_serve(model, serving, vera):
    answer = gate(vera, model=model, version=serving, stage="Production")
    assert said(answer) == ("allow", ["approved"])
    assert answer["place"] == "stage/Production" and answer["decided_at"]
    assert "four-eyes/1" in answer["reasons"][0]["says"]
    events = call(vera, "GET", f"/models/{model}/versions/{serving}/timeline")["events"]
    assert answer["events"] == [event["event_id"] for event in events if event["type"].endswith("transition-approved")]
    assert gate(vera, model=model) == answer
    assert gate(vera, model=model, stage="Production") == answer


def test_what_is_not_there_may_not(client, model, serving, vera):
    other = client.create_model_version(model, "s3://b/m").version
    assert said(gate(vera, model=model, version=other)) == ("deny", ["not-there"])
    assert said(gate(vera, model=model, version=serving, stage="Staging")) == ("deny", ["not-there"])
    assert said(gate(vera, model=model, alias="champion")) == ("deny", ["not-there"])


def test_what_is_no_longer_what_was_approved_may_not(client, model, serving, run, vera):
    client.log_param(run.info.run_id, "late", "yes")
    answer = gate(vera, model=model, version=serving)
    assert said(answer) == ("deny", ["subject-changed"]) and "params" in answer["reasons"][0]["says"]


def test_what_changes_and_has_no_part_in_it_changes_nothing(client, model, serving, vera):
    client.set_model_version_tag(model, serving, "colour", "blue")
    client.update_model_version(model, serving, "words")
    assert said(gate(vera, model=model, version=serving)) == ("allow", ["approved"])


def test_an_alias_is_a_place_too(client, model, serving, ada, grace, vera):
    request = ask(ada, model, {"kind": "alias", "alias": "champion", "version": serving})
    act(grace, request, "approve")
    assert said(gate(vera, model=model, alias="champion")) == ("allow", ["approved"])
    client.set_registered_model_alias(model, "nightly", serving)
    assert said(gate(vera, model=model, alias="nightly")) == ("allow", ["no-policy"])
    assert said(gate(vera, model=model, alias="champion", version="1")) == ("allow", ["approved"])


def test_files_are_asked_for_by_their_digest(model, serving, vera):
    path = f"/models/{model}/versions/{serving}/artifacts"
    deadline = time.monotonic() + 30
    while not (files := call(vera, "GET", path)).get("digest") and time.monotonic() < deadline:
        time.sleep(0.05)
    answer = gate(vera, digest=files["digest"])
    assert said(answer) == ("allow", ["approved"]) and answer["version"] == serving
    assert said(gate(vera, digest="0" * 64)) == ("deny", ["not-there"])


def test_what_left_may_no_longer_serve(model, serving, grace, vera):
    grace.databricks.model_registry.transition_stage(model, serving, "Archived", False)
    assert said(gate(vera, model=model, version=serving)) == ("deny", ["not-there"])


def test_a_policy_that_came_later_is_told(client, model, olga, vera):
    version = client.create_model_version(model, "s3://b/m").version
    client.set_registered_model_alias(model, "blue", version)
    assert said(gate(vera, model=model, alias="blue")) == ("allow", ["no-policy"])
    rule = "policy: {name}\napplies-to: {{models: [{name}], changes: [alias: blue]}}\nrequires: {{no-veto: true}}\n"
    publish(olga, model, rule)
    assert said(gate(vera, model=model, alias="blue")) == ("warn", ["placed-before-the-policy"])


def test_questions_that_make_no_sense_are_told(model, vera):
    gate(vera, 400)
    gate(vera, 404, model="no-such-model", version="1")
    gate(vera, 404, model=model, version="77")
    gate(vera, 400, model=model, stage="Prod")
    gate(vera, 400, digest="abc")


def test_a_request_that_waits_too_long_is_closed_by_the_server(client, model, olga, ada, grace):
    rule = (
        "policy: {name}\napplies-to: {{models: [{name}], changes: [alias: blue]}}\n"
        "requires: {{approvals: {{group: reviewer}}}}\nexpires-after: PT1S\n"
    )
    publish(olga, model, rule)
    version = client.create_model_version(model, "s3://b/m").version
    request = ask(ada, model, {"kind": "alias", "alias": "blue", "version": version})
    path, deadline = f"/requests/{request['request_id']}", time.monotonic() + 60
    while (seen := call(ada, "GET", path))["request"]["state"] == "open" and time.monotonic() < deadline:
        time.sleep(0.2)
    assert seen["request"]["state"] == "expired" and seen["closed_by"] == "system"
    assert "expired" in act(grace, request, "approve", 404)["detail"]
