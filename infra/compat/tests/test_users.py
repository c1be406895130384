import secrets

import pytest
from conftest import SERVER, Person, hired
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.server import get_app_client


@pytest.fixture
def users(admin):
    """MLflow's own auth client, used by the admin."""
    with admin.signed_in():
        yield get_app_client("basic-auth", tracking_uri=SERVER)


def may_read(person):
    with person.signed_in():
        try:
            MlflowClient(SERVER).get_experiment("0")
            return True
        except MlflowException:
            return False


def test_a_user_comes_and_goes(users, unique):
    person = Person(f"user-{unique}", secrets.token_urlsafe(18))
    made = users.create_user(person.name, person.password)
    assert made.username == person.name and not made.is_admin
    assert users.get_user(person.name).id == made.id
    assert may_read(person)
    users.delete_user(person.name)
    assert not may_read(person)
    with pytest.raises(MlflowException) as refused:
        users.get_user(person.name)
    assert refused.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_a_name_is_taken_once(users, unique):
    users.create_user(f"user-{unique}", secrets.token_urlsafe(18))
    with pytest.raises(MlflowException) as refused:
        users.create_user(f"user-{unique}", secrets.token_urlsafe(18))
    assert refused.value.error_code == "RESOURCE_ALREADY_EXISTS"


def test_a_new_password_counts_at_once(users, unique):
    before = Person(f"user-{unique}", secrets.token_urlsafe(18))
    after = Person(before.name, secrets.token_urlsafe(18))
    users.create_user(before.name, before.password)
    assert may_read(before)
    users.update_user_password(after.name, after.password)
    assert may_read(after) and not may_read(before)


def test_an_admin_is_made_and_unmade(users, unique):
    users.create_user(f"user-{unique}", secrets.token_urlsafe(18))
    users.update_user_admin(f"user-{unique}", True)
    assert users.get_user(f"user-{unique}").is_admin
    users.update_user_admin(f"user-{unique}", False)
    assert not users.get_user(f"user-{unique}").is_admin


def test_only_an_admin_manages_users(ada, unique):
    with ada.signed_in(), pytest.raises(MlflowException) as refused:
        get_app_client("basic-auth", tracking_uri=SERVER).create_user(f"user-{unique}", secrets.token_urlsafe(18))
    assert refused.value.error_code == "PERMISSION_DENIED"


def test_a_user_changes_their_own_password(unique):
    before = hired("self", "contributor")
    after = Person(before.name, secrets.token_urlsafe(18))
    with before.signed_in():
        get_app_client("basic-auth", tracking_uri=SERVER).update_user_password(
            before.name, after.password, current_password=before.password
        )
    assert may_read(after) and not may_read(before)


def test_nobody_gets_in_without_a_password(ada):
    assert not may_read(Person(ada.name, "not the password"))
