"""Who may do what with one model or experiment, as Databricks' Python SDK says it."""

import time
import uuid

import pytest
from conftest import SERVER, hired
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from databricks.sdk.errors import BadRequest, InvalidParameterValue, NotFound, PermissionDenied
from databricks.sdk.service.ml import ExperimentAccessControlRequest as OnExperiment
from databricks.sdk.service.ml import ExperimentPermissionLevel as ExperimentLevel
from databricks.sdk.service.ml import RegisteredModelAccessControlRequest as OnModel
from databricks.sdk.service.ml import RegisteredModelPermissionLevel as Level

LEVELS = [
    Level.CAN_READ,
    Level.CAN_EDIT,
    Level.CAN_MANAGE_STAGING_VERSIONS,
    Level.CAN_MANAGE_PRODUCTION_VERSIONS,
    Level.CAN_MANAGE,
]


def unique(name):
    return f"{name} {uuid.uuid4().hex[:8]}"


@pytest.fixture
def model(ada):
    """With a version that somebody asked to move to Staging, and one that they asked to move to Production."""
    registry = ada.databricks.model_registry
    name = registry.create_model(unique("shared")).registered_model.name
    for number, stage in (("1", "Staging"), ("2", "Production")):
        assert registry.create_model_version(name, "s3://bucket/files").model_version.version == number
        registry.create_transition_request(name, number, stage)
    return name


@pytest.fixture
def experiment(ada):
    return ada.databricks.experiments.create_experiment(unique("shared")).experiment_id


def id_of(person, model):
    return person.databricks.model_registry.get_model(model).registered_model_databricks.id


def level_of(person, model):
    """The SDK has the same levels twice, as answers on models and on permissions name them."""
    return Level(person.databricks.model_registry.get_model(model).registered_model_databricks.permission_level.value)


def grant(admin, model, person, level):
    entries = [OnModel(user_name=person.name, permission_level=level)]
    admin.databricks.model_registry.update_permissions(id_of(admin, model), access_control_list=entries)


def held(permissions):
    return {
        (access.user_name or access.group_name, one.permission_level, bool(one.inherited))
        for access in permissions.access_control_list or []
        for one in access.all_permissions
    }


def approve(registry, model, number, stage):
    registry.approve_transition_request(model, number, stage, False)


ABILITIES = {
    "request a transition": (Level.CAN_READ, lambda r, m: r.create_transition_request(m, "1", "Archived")),
    "tag": (Level.CAN_EDIT, lambda r, m: r.set_model_tag(m, "k", "v")),
    "describe": (Level.CAN_EDIT, lambda r, m: r.update_model(m, description="words")),
    "add a version": (Level.CAN_EDIT, lambda r, m: r.create_model_version(m, "s3://bucket/files")),
    "tag a version": (Level.CAN_EDIT, lambda r, m: r.set_model_version_tag(m, "1", "k", "v")),
    "comment": (Level.CAN_EDIT, lambda r, m: r.create_comment(m, "1", "words")),
    "move to Archived": (
        Level.CAN_MANAGE_STAGING_VERSIONS,
        lambda r, m: r.transition_stage(m, "1", "Archived", False),
    ),
    "approve for Staging": (Level.CAN_MANAGE_STAGING_VERSIONS, lambda r, m: approve(r, m, "1", "Staging")),
    "reject for Staging": (
        Level.CAN_MANAGE_STAGING_VERSIONS,
        lambda r, m: r.reject_transition_request(m, "1", "Staging"),
    ),
    "approve for Production": (Level.CAN_MANAGE_PRODUCTION_VERSIONS, lambda r, m: approve(r, m, "2", "Production")),
    "rename": (Level.CAN_MANAGE, lambda r, m: r.rename_model(m, new_name=unique("renamed"))),
    "delete a version": (Level.CAN_MANAGE, lambda r, m: r.delete_model_version(m, "1")),
    "delete": (Level.CAN_MANAGE, lambda r, m: r.delete_model(m)),
    "change permissions": (
        Level.CAN_MANAGE,
        lambda r, m: r.set_permissions(r.get_model(m).registered_model_databricks.id, access_control_list=[]),
    ),
}


@pytest.fixture(scope="module")
def vic():
    """Sees everything, changes nothing."""
    return hired("vic", "viewer")


@pytest.mark.parametrize("ability", ABILITIES)
@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.value)
def test_a_level_gives_the_abilities_of_its_rows(ability, level, model, admin, vic):
    least, use = ABILITIES[ability]
    grant(admin, model, vic, level)
    assert level_of(vic, model) == level
    if LEVELS.index(level) >= LEVELS.index(least):
        use(vic.databricks.model_registry, model)
    else:
        with pytest.raises(PermissionDenied):
            use(vic.databricks.model_registry, model)


@pytest.mark.parametrize("ability", ABILITIES)
def test_a_viewer_without_a_grant_changes_nothing(ability, model, vic):
    with pytest.raises(PermissionDenied):
        ABILITIES[ability][1](vic.databricks.model_registry, model)


def test_what_is_replaced_is_gone(model, admin, ada, vic):
    registry = admin.databricks.model_registry
    model_id = id_of(admin, model)
    assert held(registry.get_permissions(model_id)) == {(ada.name, Level.CAN_MANAGE, False)}
    entries = [OnModel(user_name=vic.name, permission_level=Level.CAN_EDIT)]
    changed = registry.update_permissions(model_id, access_control_list=entries)
    assert changed.object_id == f"/registered-models/{model_id}" and changed.object_type == "registered-model"
    assert held(changed) == {(ada.name, Level.CAN_MANAGE, False), (vic.name, Level.CAN_EDIT, False)}
    assert held(registry.set_permissions(model_id, access_control_list=entries)) == {(vic.name, Level.CAN_EDIT, False)}
    assert held(registry.set_permissions(model_id, access_control_list=[])) == set()
    assert level_of(ada, model) == Level.CAN_EDIT


def test_what_is_held_on_the_root_is_inherited(model, admin, vic):
    registry = admin.databricks.model_registry
    registry.set_permissions("root", access_control_list=[OnModel(user_name=vic.name, permission_level=Level.CAN_EDIT)])
    try:
        permissions = vic.databricks.model_registry.get_permissions(id_of(vic, model))
        inherited = next(access for access in permissions.access_control_list if access.user_name == vic.name)
        assert inherited.all_permissions[0].inherited
        assert inherited.all_permissions[0].inherited_from_object == ["/registered-models/root"]
        vic.databricks.model_registry.set_model_tag(model, "k", "v")
    finally:
        registry.set_permissions("root", access_control_list=[])
    with pytest.raises(PermissionDenied):
        vic.databricks.model_registry.set_model_tag(model, "k", "v")


def test_a_group_is_whoever_is_in_it_now(model, admin, ada):
    group, member = unique("risk"), hired("mia", "viewer")
    admin.http("PUT", f"/api/governance/v1/users/{member.name}", json={"groups": [group]})
    ada.databricks.model_registry.update_permissions(
        id_of(ada, model), access_control_list=[OnModel(group_name=group, permission_level=Level.CAN_EDIT)]
    )
    member.databricks.model_registry.set_model_tag(model, "k", "v")
    admin.http("PUT", f"/api/governance/v1/users/{member.name}", json={"groups": []})
    with pytest.raises(PermissionDenied):
        member.databricks.model_registry.set_model_tag(model, "k", "w")


def test_a_service_principal_holds_what_is_granted_to_it(model, admin, ada):
    name = f"pipeline-{uuid.uuid4().hex[:6]}"
    service = {"username": name, "acts_for": ada.name, "roles": ["viewer"]}
    assert admin.http("POST", "/api/governance/v1/service-accounts", json=service).status_code == 201
    token = ada.http("POST", "/api/governance/v1/tokens", json={"name": "ci", "username": name}).json()["secret"]
    program = WorkspaceClient(config=Config(host=SERVER, token=token, auth_type="pat", retry_timeout_seconds=10))
    with pytest.raises(PermissionDenied):
        program.model_registry.set_model_tag(model, "k", "v")
    entries = [OnModel(service_principal_name=name, permission_level=Level.CAN_EDIT)]
    registry = ada.databricks.model_registry
    told = registry.update_permissions(id_of(ada, model), access_control_list=entries).access_control_list
    assert [(one.service_principal_name, one.user_name) for one in told if one.display_name == name] == [(name, None)]
    program.model_registry.set_model_tag(model, "k", "v")
    with pytest.raises(NotFound, match="this is the account of a person"):
        registry.update_permissions(
            id_of(ada, model),
            access_control_list=[OnModel(service_principal_name=ada.name, permission_level=Level.CAN_READ)],
        )


def test_a_grant_lets_nobody_decide_on_their_own_request(model, admin, vic):
    registry = vic.databricks.model_registry
    grant(admin, model, vic, Level.CAN_MANAGE)
    version = registry.create_model_version(model, "s3://bucket/files").model_version.version
    registry.create_transition_request(model, version, "Production")
    with pytest.raises(PermissionDenied, match="someone else has to decide"):
        approve(registry, model, version, "Production")


def test_nobody_raises_themselves(model, admin, ada, vic):
    grant(admin, model, vic, Level.CAN_MANAGE_PRODUCTION_VERSIONS)
    mine = [OnModel(user_name=vic.name, permission_level=Level.CAN_MANAGE)]
    with pytest.raises(PermissionDenied):
        vic.databricks.model_registry.update_permissions(id_of(vic, model), access_control_list=mine)
    with pytest.raises(PermissionDenied):
        vic.databricks.model_registry.update_permissions("root", access_control_list=mine)
    with pytest.raises(PermissionDenied, match="which you may not here yourself"):
        ada.databricks.model_registry.update_permissions(id_of(ada, model), access_control_list=mine)


@pytest.mark.parametrize(
    ("entry", "error"),
    [
        (OnModel(user_name="nobody", permission_level=Level.CAN_READ), NotFound),
        (OnModel(group_name="nobodys", permission_level=Level.CAN_READ), NotFound),
        (OnModel(service_principal_name="ci", permission_level=Level.CAN_READ), NotFound),
        (OnModel(permission_level=Level.CAN_READ), InvalidParameterValue),
        (OnModel(user_name="admin"), InvalidParameterValue),
        (OnModel(user_name="admin", group_name="x", permission_level=Level.CAN_READ), InvalidParameterValue),
    ],
)
def test_what_is_wrong_is_told(entry, error, model, admin):
    for send in (admin.databricks.model_registry.update_permissions, admin.databricks.model_registry.set_permissions):
        with pytest.raises(error):
            send(id_of(admin, model), access_control_list=[entry])


def test_levels_are_described(admin, experiment):
    of_models = admin.databricks.model_registry.get_permission_levels("root").permission_levels
    assert [each.permission_level for each in of_models] == LEVELS and all(each.description for each in of_models)
    of_experiments = admin.databricks.experiments.get_permission_levels(experiment).permission_levels
    assert [each.permission_level for each in of_experiments] == list(
        map(ExperimentLevel, ("CAN_READ", "CAN_EDIT", "CAN_MANAGE"))
    )


def test_an_experiment_is_shared_with_a_viewer(experiment, ada, vic):
    experiments = vic.databricks.experiments
    with pytest.raises(PermissionDenied):
        experiments.create_run(experiment_id=experiment)
    shared = ada.databricks.experiments.update_permissions(
        experiment,
        access_control_list=[OnExperiment(user_name=vic.name, permission_level=ExperimentLevel.CAN_EDIT)],
    )
    assert shared.object_id == f"/experiments/{experiment}" and shared.object_type == "mlflowExperiment"
    run = experiments.create_run(experiment_id=experiment).run.info.run_id
    experiments.log_metric("loss", 0.5, 1, run_id=run)
    with pytest.raises(PermissionDenied):
        experiments.delete_experiment(experiment)
    with pytest.raises(PermissionDenied):
        experiments.update_experiment(experiment, new_name=unique("renamed"))
    ada.databricks.experiments.set_permissions(experiment, access_control_list=[])
    with pytest.raises(PermissionDenied):
        experiments.log_metric("loss", 0.4, 2, run_id=run)


def test_many_runs_are_deleted_and_restored(experiment, ada):
    experiments = ada.databricks.experiments
    runs = [experiments.create_run(experiment_id=experiment, start_time=at).run.info.run_id for at in (1, 2, 3)]
    began = int(time.time() * 1000)
    assert experiments.delete_runs(experiment, 2).runs_deleted == 2
    assert experiments.delete_runs(experiment, 2).runs_deleted == 0
    assert experiments.get_run(runs[0]).run.info.lifecycle_stage == "deleted"
    assert experiments.get_run(runs[2]).run.info.lifecycle_stage == "active"
    assert experiments.restore_runs(experiment, began - 1000, max_runs=1).runs_restored == 1
    assert experiments.restore_runs(experiment, began - 1000).runs_restored == 1
    assert experiments.get_run(runs[0]).run.info.lifecycle_stage == "active"
    with pytest.raises(BadRequest):
        experiments.delete_runs(experiment, 2, max_runs=10_001)


def test_all_experiments_are_listed(experiment, vic):
    listed = [each.experiment_id for each in vic.databricks.experiments.list_experiments(max_results=3)]
    assert experiment in listed and len(listed) == len(set(listed))
