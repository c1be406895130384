"""A reviewer goes on leave and hands her word to a colleague; a pipeline acts for a person: the SDK beside plain requests."""

from datetime import datetime, timedelta, timezone

import pytest
from conftest import ADMIN, hired
from databricks.sdk.errors import PermissionDenied
from databricks.sdk.service.ml import ActivityType
from test_governance import await_event
from test_policies import call


@pytest.fixture
def dan():
    """Reviews nothing by himself."""
    return hired("dan", "contributor")


def in_hours(hours):
    return (datetime.now(timezone.utc) + timedelta(hours=hours)).isoformat()


def give(person, to, expected=201, **more):
    body = {"to": to.name, "until": in_hours(1), "comment": "on leave", **more}
    return call(person, "POST", "/delegations", expected, json=body)


def revoke(person, delegation):
    return call(person, "POST", f"/delegations/{delegation['delegation_id']}/revoke", json={})


def delegations(person):
    return call(person, "GET", "/delegations")["delegations"]


def approve(person, model, version, stage="Staging"):
    return person.databricks.model_registry.approve_transition_request(model, version, stage, False)


def ask(person, model, version, stage="Staging"):
    person.databricks.model_registry.create_transition_request(model, version, stage)


def test_a_colleague_decides_for_whoever_is_on_leave(client, model, version, ada, dan):
    grace = hired("grace", "reviewer")
    await_event(ada, model, version, "model-version.artifacts-verified")
    ask(ada, model, version)
    with pytest.raises(PermissionDenied):
        approve(dan, model, version)

    given = give(grace, dan)
    assert given["state"] == "in-force" and (given["by"], given["to"]) == (grace.name, dan.name)
    assert given in delegations(dan) and given in delegations(grace) and given not in delegations(ada)
    (waiting,) = call(dan, "GET", f"/inbox/to-decide?model={model}")["requests"]
    assert dan.name in call(ada, "GET", f"/requests/{waiting['request']['request_id']}")["could_decide"]

    done = approve(dan, model, version)
    assert done.activity.activity_type == ActivityType.APPROVED_REQUEST and done.activity.user_id == dan.name
    assert client.get_model_version(model, version).current_stage == "Staging"
    (rule,) = call(ada, "GET", f"/requests/{waiting['request']['request_id']}")["policies"][0]["rules"]
    assert f"approval by {dan.name}, for {grace.name} until" in " ".join(rule["looked_at"])


def test_a_word_that_is_taken_back_decides_nothing(model, version, ada, dan):
    grace = hired("grace", "reviewer")
    ask(ada, model, version)
    revoked = revoke(grace, give(grace, dan))
    assert revoked["state"] == "revoked" and revoked["revoked_by"] == grace.name
    with pytest.raises(PermissionDenied, match="is decided by people of: reviewer"):
        approve(dan, model, version)


def test_nobody_has_a_colleague_approve_what_they_asked_for(model, version, dan):
    grace = hired("grace", "reviewer")
    ask(grace, model, version)
    give(grace, dan)
    with pytest.raises(PermissionDenied, match="whoever handed you their word had a part in it"):
        approve(dan, model, version)


def test_a_word_is_in_one_hand_and_is_not_handed_on(ada, dan):
    grace, barbara = hired("grace", "reviewer"), hired("barbara", "reviewer")
    give(grace, dan)
    for person, to, status, reason in [
        (grace, barbara, 409, "delegation-exists"),
        (dan, grace, 409, "delegation-cyclic"),
        (dan, barbara, 409, "redelegation"),
        (barbara, grace, 409, "redelegation"),
        (barbara, barbara, 400, "delegation-to-oneself"),
    ]:
        problem = give(person, to, expected=status)
        assert problem["type"] == f"urn:countersign:problem:{reason}" and problem["detail"].endswith(".")
    planned = give(barbara, grace, **{"from": in_hours(2), "until": in_hours(3)})
    assert planned["state"] == "planned"


def test_what_a_pipeline_asked_for_its_person_does_not_approve(model, version, ada, grace):
    robot = hired("robot", "contributor")
    account = call(ADMIN, "PUT", f"/users/{robot.name}", json={"acts_for": grace.name})
    assert account["acts_for"] == grace.name
    ask(robot, model, version)
    with pytest.raises(PermissionDenied):
        approve(grace, model, version)
    with pytest.raises(PermissionDenied):
        approve(robot, model, version)
    approve(hired("barbara", "reviewer"), model, version)
