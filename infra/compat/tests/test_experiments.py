import mlflow
import pytest
from mlflow.entities import ViewType
from mlflow.exceptions import MlflowException


def test_the_default_experiment_is_there(client):
    assert client.get_experiment("0").name == "Default"


def test_an_experiment_is_created_with_tags_and_found_by_name(client, unique):
    identifier = client.create_experiment(f"e-{unique}", tags={"team": "risk", "empty": ""})
    found = client.get_experiment_by_name(f"e-{unique}")
    assert found.experiment_id == identifier
    assert found.tags["team"] == "risk" and found.tags["empty"] == ""
    assert found.lifecycle_stage == "active"
    assert found.artifact_location == f"mlflow-artifacts:/{identifier}"
    assert found.creation_time and found.last_update_time


def test_an_unknown_name_is_none(client, unique):
    assert client.get_experiment_by_name(f"nobody-{unique}") is None


def test_a_name_is_taken_once(client, unique):
    client.create_experiment(f"e-{unique}")
    with pytest.raises(MlflowException) as refused:
        client.create_experiment(f"e-{unique}")
    assert refused.value.error_code == "RESOURCE_ALREADY_EXISTS"


def test_an_experiment_is_renamed_and_tagged(client, experiment, unique):
    client.rename_experiment(experiment, f"new-{unique}")
    client.set_experiment_tag(experiment, "mlflow.note.content", "a note")
    client.set_experiment_tag(experiment, "gone", "soon")
    client.delete_experiment_tag(experiment, "gone")
    found = client.get_experiment(experiment)
    assert found.name == f"new-{unique}"
    assert found.tags["mlflow.note.content"] == "a note" and "gone" not in found.tags


def test_an_experiment_is_deleted_with_its_runs_and_restored(client, experiment, run):
    client.delete_experiment(experiment)
    assert client.get_experiment(experiment).lifecycle_stage == "deleted"
    assert client.get_run(run.info.run_id).info.lifecycle_stage == "deleted"
    assert [e.experiment_id for e in client.search_experiments(ViewType.DELETED_ONLY)].count(experiment) == 1
    client.restore_experiment(experiment)
    assert client.get_experiment(experiment).lifecycle_stage == "active"
    assert client.get_run(run.info.run_id).info.lifecycle_stage == "active"


def test_experiments_are_searched_by_name_and_tag_in_order_and_by_pages(client, unique):
    for letter in "abcde":
        client.create_experiment(f"{unique}-{letter}", tags={"odd": str(letter in "ace")})
    odd = client.search_experiments(
        filter_string=f"name LIKE '{unique}%' AND tags.odd = 'True'", order_by=["name DESC"]
    )
    assert [e.name[-1] for e in odd] == ["e", "c", "a"]
    first = client.search_experiments(filter_string=f"name ILIKE '{unique.upper()}%'", order_by=["name"], max_results=2)
    second = client.search_experiments(
        filter_string=f"name ILIKE '{unique.upper()}%'", order_by=["name"], max_results=2, page_token=first.token
    )
    assert [e.name[-1] for e in first + second] == ["a", "b", "c", "d"]


def test_the_fluent_api_makes_an_experiment_by_name(client, unique):
    made = mlflow.set_experiment(f"fluent-{unique}")
    assert mlflow.set_experiment(f"fluent-{unique}").experiment_id == made.experiment_id
