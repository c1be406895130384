"""Who may do what with one model or experiment, as MLflow's own auth clients say it: today's, and that of an earlier release."""

import uuid
from contextlib import contextmanager

import pytest
from conftest import SERVER, hired
from databricks.sdk.service.ml import RegisteredModelAccessControlRequest as OnModel
from databricks.sdk.service.ml import RegisteredModelPermissionLevel as Level
from earlier_client import EarlierClient, Refused
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.server import get_app_client


@pytest.fixture(scope="module")
def earlier():
    client = EarlierClient(SERVER)
    yield client
    client.close()


@contextmanager
def by(person):
    """Today's client, used by somebody."""
    with person.signed_in():
        yield get_app_client("basic-auth", tracking_uri=SERVER)


@pytest.fixture
def made(ada):
    """A model and an experiment of ada's."""
    unique = uuid.uuid4().hex[:8]
    with ada.signed_in():
        mlflow = MlflowClient(SERVER, SERVER)
        mlflow.create_registered_model(f"shared {unique}")
        return f"shared {unique}", mlflow.create_experiment(f"shared {unique}")


@pytest.fixture
def model(made):
    return made[0]


@pytest.fixture
def experiment(made):
    return made[1]


@pytest.fixture
def vic():
    """Sees everything, changes nothing; nobody granted anything yet."""
    return hired("vic", "viewer")


def tag(person, model):
    with person.signed_in():
        MlflowClient(SERVER, SERVER).set_registered_model_tag(model, "k", "v")


def log(person, experiment):
    with person.signed_in():
        MlflowClient(SERVER).create_run(experiment)


def levels(admin, model):
    """As Databricks' SDK tells them."""
    registry = admin.databricks.model_registry
    permissions = registry.get_permissions(registry.get_model(model).registered_model_databricks.id)
    return {entry.display_name: entry.all_permissions[0].permission_level for entry in permissions.access_control_list}


def refused(error_code, call, *arguments, **named):
    with pytest.raises(MlflowException) as refusal:
        call(*arguments, **named)
    assert refusal.value.error_code == error_code, refusal.value
    return str(refusal.value)


def refused_earlier(error_code, call, *arguments):
    with pytest.raises(Refused) as refusal:
        call(*arguments)
    assert refusal.value.error_code == error_code, refusal.value
    return str(refusal.value)


def test_a_permission_is_granted_used_and_revoked(model, experiment, admin, ada, vic):
    for kind, name, use in (("registered_model", model, tag), ("experiment", experiment, log)):
        refused("PERMISSION_DENIED", use, vic, name)
        with by(ada) as client:
            client.grant_user_permission(vic.name, kind, name, "EDIT")
            refused("RESOURCE_ALREADY_EXISTS", client.grant_user_permission, vic.name, kind, name, "READ")
        use(vic, name)
        with by(vic) as client:
            held = client.get_user_permission(vic.name, kind, name)
            assert held.allowed and held.permission == "EDIT"
        with by(ada) as client:
            client.revoke_user_permission(vic.name, kind, name)
            refused("RESOURCE_DOES_NOT_EXIST", client.revoke_user_permission, vic.name, kind, name)
        refused("PERMISSION_DENIED", use, vic, name)


def test_both_apis_tell_the_same_grants(model, admin, ada, vic):
    with by(ada) as client:
        client.grant_user_permission(vic.name, "registered_model", model, "EDIT")
    assert levels(admin, model) == {ada.name: Level.CAN_MANAGE, vic.name: Level.CAN_EDIT}
    registry = admin.databricks.model_registry
    registry.update_permissions(
        registry.get_model(model).registered_model_databricks.id,
        access_control_list=[OnModel(user_name=vic.name, permission_level=Level.CAN_MANAGE_PRODUCTION_VERSIONS)],
    )
    with by(vic) as client:
        assert client.get_user_permission(vic.name, "registered_model", model).permission == "EDIT"


def test_everything_of_a_kind_is_the_root(experiment, admin, ada, vic):
    with by(ada) as client:
        refused("PERMISSION_DENIED", client.grant_user_permission, vic.name, "experiment", "*", "EDIT")
    with by(admin) as client:
        client.grant_user_permission(vic.name, "experiment", "*", "EDIT")
        log(vic, experiment)
        client.revoke_user_permission(vic.name, "experiment", "*")
    refused("PERMISSION_DENIED", log, vic, experiment)


def test_a_prompt_is_shared(ada, vic):
    name = f"prompt-{uuid.uuid4().hex[:8]}"
    with ada.signed_in():
        MlflowClient(SERVER, SERVER).register_prompt(name, "Say {{words}}")
    with by(ada) as client:
        client.grant_user_permission(vic.name, "prompt", name, "EDIT")
        words = refused("RESOURCE_DOES_NOT_EXIST", client.revoke_user_permission, ada.name, "prompt", "no-prompt")
    assert "no-prompt" in words
    with vic.signed_in():
        assert MlflowClient(SERVER, SERVER).register_prompt(name, "Shout {{words}}").version == 2


def test_nobody_grants_beyond_what_they_have(model, ada, vic):
    with by(ada) as client:
        words = refused("PERMISSION_DENIED", client.grant_user_permission, vic.name, "registered_model", model, "MANAGE")
    assert "which you may not here yourself" in words
    with by(vic) as client:
        refused("PERMISSION_DENIED", client.grant_user_permission, vic.name, "registered_model", model, "READ")


@pytest.mark.parametrize("permission", ["USE", "DENY", "NO_PERMISSIONS", "OWN"])
def test_a_permission_without_a_level_is_refused(permission, model, admin, vic):
    with by(admin) as client:
        words = refused(
            "INVALID_PARAMETER_VALUE", client.grant_user_permission, vic.name, "registered_model", model, permission
        )
    assert words.endswith("use READ, EDIT or MANAGE.")


@pytest.mark.parametrize("kind", ["scorer", "gateway_secret", "mcp_server", "run", "workspace"])
def test_a_kind_of_object_that_is_not_here_is_refused(kind, admin, vic):
    with by(admin) as client:
        words = refused("INVALID_PARAMETER_VALUE", client.grant_user_permission, vic.name, kind, "*", "READ")
    assert "experiment, registered_model and prompt" in words


def test_roles_of_mlflow_are_not_served(admin):
    with by(admin) as client:
        refused("ENDPOINT_NOT_FOUND", client.create_role, "default", "risk")
        refused("ENDPOINT_NOT_FOUND", client.list_roles, "default")


def test_the_earlier_client_shares_a_model(earlier, model, admin, ada, vic):
    client = earlier.by(ada)
    made = client.create_registered_model_permission(model, vic.name, "READ")
    assert (made["name"], made["permission"]) == (model, "READ")
    refused_earlier("RESOURCE_ALREADY_EXISTS", client.create_registered_model_permission, model, vic.name, "READ")
    client.update_registered_model_permission(model, vic.name, "EDIT")
    assert client.get_registered_model_permission(model, vic.name)["permission"] == "EDIT"
    assert levels(admin, model)[vic.name] == Level.CAN_EDIT
    tag(vic, model)
    client.delete_registered_model_permission(model, vic.name)
    for call in (client.get_registered_model_permission, client.delete_registered_model_permission):
        refused_earlier("RESOURCE_DOES_NOT_EXIST", call, model, vic.name)
    refused_earlier("RESOURCE_DOES_NOT_EXIST", client.update_registered_model_permission, model, vic.name, "READ")


def test_the_earlier_client_shares_an_experiment(earlier, experiment, ada, vic):
    client = earlier.by(ada)
    assert client.create_experiment_permission(experiment, vic.name, "READ")["experiment_id"] == experiment
    client.update_experiment_permission(experiment, vic.name, "EDIT")
    assert client.get_experiment_permission(experiment, vic.name)["permission"] == "EDIT"
    log(vic, experiment)
    client.delete_experiment_permission(experiment, vic.name)
    refused_earlier("RESOURCE_DOES_NOT_EXIST", client.get_experiment_permission, experiment, vic.name)
    refused("PERMISSION_DENIED", log, vic, experiment)
    refused_earlier("INVALID_PARAMETER_VALUE", client.create_experiment_permission, experiment, vic.name, "NO_PERMISSIONS")
    refused_earlier("RESOURCE_DOES_NOT_EXIST", client.create_experiment_permission, experiment, "nobody", "READ")
    refused_earlier(
        "PERMISSION_DENIED", earlier.by(vic).create_experiment_permission, experiment, vic.name, "MANAGE"
    )


def test_the_earlier_client_reads_a_user_with_their_permissions(earlier, model, experiment, ada, vic):
    earlier.by(ada).create_registered_model_permission(model, vic.name, "EDIT")
    earlier.by(ada).create_experiment_permission(experiment, vic.name, "READ")
    user = earlier.by(vic).get_user(vic.name)
    assert [(one["name"], one["permission"]) for one in user["registered_model_permissions"]] == [(model, "EDIT")]
    assert [(one["experiment_id"], one["permission"]) for one in user["experiment_permissions"]] == [(experiment, "READ")]
    assert {one["user_id"] for one in user["experiment_permissions"]} == {user["id"]}
    assert user["scorer_permissions"] == []


def test_what_the_earlier_client_knows_beside_these_is_not_served(earlier, admin, experiment, vic):
    client = earlier.by(admin)
    refused_earlier("ENDPOINT_NOT_FOUND", client.create_scorer_permission, experiment, "judge", vic.name, "READ")
    refused_earlier("ENDPOINT_NOT_FOUND", client.create_gateway_endpoint_permission, "e-1", vic.name, "USE")
    refused_earlier("ENDPOINT_NOT_FOUND", client.list_workspace_permissions, "default")
