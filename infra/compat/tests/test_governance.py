"""One asks, another decides: with the Databricks SDK for Python."""

import time

import pytest
from databricks.sdk.errors import BadRequest, DatabricksError, NotFound, PermissionDenied, ResourceAlreadyExists
from databricks.sdk.service.ml import ActivityAction, ActivityType, CommentActivityAction


def timeline(person, model, version, **parameters):
    answer = person.http("GET", f"/api/governance/v1/models/{model}/versions/{version}/timeline", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def await_event(person, model, version, kind):
    """What the server does by itself, a moment later: it hashes a new version's files, and notes what its gate says."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        events = timeline(person, model, version)["events"]
        if any(event["type"] == kind for event in events):
            return
        time.sleep(0.05)
    raise AssertionError(f"there is no {kind}")


def test_the_sdk_signs_in_without_a_warning(ada, caplog):
    assert ada.databricks.config.auth_type == "basic"
    assert not [record for record in caplog.records if record.levelname == "WARNING"]


def test_a_request_is_made_listed_and_approved(model, version, ada, grace):
    asked = ada.databricks.model_registry.create_transition_request(model, version, "Staging", comment="please")
    assert asked.request.to_stage == "Staging" and asked.request.user_id == ada.name
    assert asked.request.comment == "please" and asked.request.creation_timestamp
    assert asked.request.available_actions == [ActivityAction.CANCEL_TRANSITION_REQUEST]

    (seen,) = grace.databricks.model_registry.list_transition_requests(model, version)
    assert seen.activity_type == ActivityType.REQUESTED_TRANSITION and seen.user_id == ada.name
    assert (seen.from_stage, seen.to_stage) == ("None", "Staging")

    done = grace.databricks.model_registry.approve_transition_request(model, version, "Staging", False, comment="fine")
    assert done.activity.activity_type == ActivityType.APPROVED_REQUEST and done.activity.user_id == grace.name
    assert (done.activity.from_stage, done.activity.to_stage) == ("None", "Staging")
    assert done.activity.comment == "fine"
    assert list(ada.databricks.model_registry.list_transition_requests(model, version)) == []
    assert ada.databricks.model_registry.get_model(model).registered_model_databricks.latest_versions[
        0
    ].current_stage == "Staging"


def test_a_request_is_rejected_with_a_reason(client, model, version, ada, grace):
    ada.databricks.model_registry.create_transition_request(model, version, "Production")
    done = grace.databricks.model_registry.reject_transition_request(model, version, "Production", comment="not yet")
    assert done.activity.activity_type == ActivityType.REJECTED_REQUEST and done.activity.comment == "not yet"
    assert client.get_model_version(model, version).current_stage == "None"
    ada.databricks.model_registry.create_transition_request(model, version, "Production", comment="again")
    assert len(list(ada.databricks.model_registry.list_transition_requests(model, version))) == 1


def test_a_request_is_taken_back_by_who_made_it(model, version, ada, grace, barbara):
    ada.databricks.model_registry.create_transition_request(model, version, "Staging")
    with pytest.raises(PermissionDenied):
        barbara.databricks.model_registry.delete_transition_request(model, version, "Staging", ada.name)
    done = ada.databricks.model_registry.delete_transition_request(model, version, "Staging", ada.name, comment="no")
    assert done.activity.activity_type == ActivityType.CANCELLED_REQUEST
    with pytest.raises(NotFound):
        grace.databricks.model_registry.approve_transition_request(model, version, "Staging", False)


@pytest.mark.parametrize("stage", ["Staging", "Production"])
def test_nobody_approves_what_they_asked_for(client, model, version, grace, barbara, admin, stage):
    for person in (grace, admin):
        person.databricks.model_registry.create_transition_request(model, version, stage)
        with pytest.raises(PermissionDenied, match="yourself"):
            person.databricks.model_registry.approve_transition_request(model, version, stage, False)
        with pytest.raises(PermissionDenied):
            person.databricks.model_registry.transition_stage(model, version, stage, False)
    assert client.get_model_version(model, version).current_stage == "None"
    barbara.databricks.model_registry.approve_transition_request(model, version, stage, False)
    assert client.get_model_version(model, version).current_stage == stage


def test_a_contributor_decides_nothing(model, version, ada, grace):
    grace.databricks.model_registry.create_transition_request(model, version, "Staging")
    with pytest.raises(PermissionDenied):
        ada.databricks.model_registry.approve_transition_request(model, version, "Staging", False)
    with pytest.raises(PermissionDenied):
        ada.databricks.model_registry.reject_transition_request(model, version, "Staging")
    with pytest.raises(PermissionDenied):
        ada.databricks.model_registry.transition_stage(model, version, "Archived", False)


def test_a_second_request_by_the_same_person_is_refused(model, version, ada, grace):
    ada.databricks.model_registry.create_transition_request(model, version, "Staging")
    with pytest.raises(ResourceAlreadyExists):
        ada.databricks.model_registry.create_transition_request(model, version, "Staging")
    grace.databricks.model_registry.create_transition_request(model, version, "Staging")


def test_an_approval_archives_what_was_there(client, model, run, version, ada, grace):
    second = client.create_model_version(model, f"runs:/{run.info.run_id}/model").version
    for number in (version, second):
        ada.databricks.model_registry.create_transition_request(model, number, "Production")
        grace.databricks.model_registry.approve_transition_request(model, number, "Production", True)
    assert client.get_model_version(model, version).current_stage == "Archived"
    assert client.get_model_version(model, second).current_stage == "Production"


def test_a_direct_transition_carries_out_a_request(model, version, ada, grace):
    ada.databricks.model_registry.create_transition_request(model, version, "Staging")
    done = grace.databricks.model_registry.transition_stage(model, version, "Staging", True, comment="done")
    assert done.model_version_databricks.current_stage == "Staging"
    assert not done.model_version_databricks.open_requests


def test_comments_are_written_changed_and_deleted_by_their_author(model, version, ada, grace):
    made = ada.databricks.model_registry.create_comment(model, version, "first words").comment
    assert made.comment == "first words" and made.user_id == ada.name
    assert set(made.available_actions) == {CommentActivityAction.EDIT_COMMENT, CommentActivityAction.DELETE_COMMENT}
    changed = ada.databricks.model_registry.update_comment(made.id, "other words").comment
    assert changed.id == made.id and changed.comment == "other words"
    with pytest.raises(PermissionDenied):
        grace.databricks.model_registry.update_comment(made.id, "their words")
    ada.databricks.model_registry.delete_comment(made.id)
    with pytest.raises(NotFound):
        ada.databricks.model_registry.delete_comment(made.id)


def test_a_model_tells_what_one_may_do_with_it(model, version, ada, grace, admin, vera):
    levels = [
        person.databricks.model_registry.get_model(model).registered_model_databricks.permission_level.value
        for person in (vera, grace, admin, ada)
    ]
    assert levels == ["CAN_READ", "CAN_MANAGE_PRODUCTION_VERSIONS", "CAN_MANAGE", "CAN_MANAGE"]  # ada created it
    found = ada.databricks.model_registry.get_model(model).registered_model_databricks
    assert found.id and found.name == model and found.user_id == ada.name and found.description == "What it is for"


def test_the_sdk_reads_the_registry_too(model, version, run, ada):
    registry = ada.databricks.model_registry
    assert registry.get_model_version(model, version).model_version.run_id == run.info.run_id
    assert [found.version for found in registry.search_model_versions(filter=f"name = '{model}'")] == [version]
    assert [found.name for found in registry.search_models(filter=f"name = '{model}'")] == [model]
    assert [found.version for found in registry.get_latest_versions(model)] == [version]
    registry.set_model_version_tag(model, version, "k", "v")
    registry.delete_model_version_tag(model, version, "k")
    registry.update_model_version(model, version, description="words")
    assert registry.get_model_version(model, version).model_version.description == "words"


def test_the_sdk_reads_experiments_too(experiment, run, ada):
    experiments = ada.databricks.experiments
    assert experiments.get_run(run.info.run_id).run.info.experiment_id == experiment
    assert [found.info.run_id for found in experiments.search_runs(experiment_ids=[experiment])] == [run.info.run_id]
    experiments.log_metric("m", 1.5, 1_000, run_id=run.info.run_id, step=3)
    assert [point.value for point in experiments.get_history("m", run_id=run.info.run_id)] == [1.5]


def test_what_is_unknown_is_told(model, version, ada, grace):
    with pytest.raises(NotFound):
        ada.databricks.model_registry.get_model("nobody")
    with pytest.raises(NotFound):
        ada.databricks.model_registry.create_transition_request(model, "99", "Staging")
    with pytest.raises(BadRequest):
        ada.databricks.model_registry.create_transition_request(model, version, "Prod")
    with pytest.raises(NotFound):
        grace.databricks.model_registry.approve_transition_request(model, version, "Staging", False)
    with pytest.raises(DatabricksError):
        ada.databricks.model_registry.create_comment(model, version, "")


def test_the_timeline_tells_the_whole_life(model, version, ada, grace, barbara, vera):
    await_event(vera, model, version, "model-version.artifacts-verified")
    ada.databricks.model_registry.create_transition_request(model, version, "Production", comment="please")
    barbara.databricks.model_registry.create_comment(model, version, "looks good")
    grace.databricks.model_registry.approve_transition_request(model, version, "Production", True, comment="fine")
    await_event(vera, model, version, "gate.answer-changed")
    events = timeline(vera, model, version)["events"]
    assert [(event["type"], event["actor"], event.get("comment")) for event in events] == [
        ("gate.answer-changed", "system", None),
        ("registered-model.transition-approved", grace.name, "fine"),
        ("registered-model.approval-given", grace.name, "fine"),
        ("model-version.comment-added", barbara.name, "looks good"),
        ("registered-model.transition-requested", ada.name, "please"),
        ("model-version.artifacts-verified", "system", None),
        ("registered-model.version-created", ada.name, None),
    ]
    assert len({event["event_id"] for event in events}) == 7
    first = timeline(vera, model, version, limit=3)
    rest = timeline(vera, model, version, limit=4, page_token=first["next_page_token"])
    assert first["events"] + rest["events"] == events and "next_page_token" not in rest
