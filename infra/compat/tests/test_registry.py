import mlflow
import pytest
from mlflow.artifacts import download_artifacts
from mlflow.exceptions import MlflowException


def test_a_model_is_registered_once(client, unique):
    made = client.create_registered_model(f"m-{unique}", tags={"team": "risk"}, description="words")
    assert (made.name, made.description, made.tags) == (f"m-{unique}", "words", {"team": "risk"})
    assert made.creation_timestamp and made.last_updated_timestamp
    with pytest.raises(MlflowException) as refused:
        client.create_registered_model(f"m-{unique}")
    assert refused.value.error_code == "RESOURCE_ALREADY_EXISTS"


def test_a_model_is_described_tagged_and_renamed_with_its_versions(client, model, version, unique):
    client.update_registered_model(model, "other words")
    client.set_registered_model_tag(model, "k", "v")
    client.set_registered_model_tag(model, "gone", "soon")
    client.delete_registered_model_tag(model, "gone")
    client.set_registered_model_alias(model, "challenger", version)
    client.rename_registered_model(model, f"renamed-{unique}")
    found = client.get_registered_model(f"renamed-{unique}")
    assert found.description == "other words" and found.tags == {"k": "v"}
    assert found.aliases == {"challenger": "1"}
    assert client.get_model_version(f"renamed-{unique}", "1").name == f"renamed-{unique}"
    with pytest.raises(MlflowException) as refused:
        client.get_registered_model(model)
    assert refused.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_models_are_searched_in_order_and_by_pages(client, unique):
    for letter in "abcde":
        client.create_registered_model(f"{unique}-{letter}", tags={"odd": str(letter in "ace")})
    odd = client.search_registered_models(f"name LIKE '{unique}%' AND tags.odd = 'True'", order_by=["name DESC"])
    assert [found.name[-1] for found in odd] == ["e", "c", "a"]
    first = client.search_registered_models(f"name ILIKE '{unique}%'", max_results=3, order_by=["name ASC"])
    second = client.search_registered_models(
        f"name ILIKE '{unique}%'", max_results=3, order_by=["name ASC"], page_token=first.token
    )
    assert [found.name[-1] for found in first + second] == list("abcde") and not second.token


def test_a_model_is_deleted(client, model, version):
    client.delete_registered_model(model)
    with pytest.raises(MlflowException) as refused:
        client.get_registered_model(model)
    assert refused.value.error_code == "RESOURCE_DOES_NOT_EXIST"
    assert client.create_registered_model(model).latest_versions == []


def test_a_version_comes_from_a_run(client, model, run, version):
    found = client.get_model_version(model, version)
    assert (found.version, found.current_stage, found.status) == ("1", "None", "READY")
    assert found.run_id == run.info.run_id and found.source == f"runs:/{run.info.run_id}/model"
    assert client.get_model_version_download_uri(model, version) == f"{run.info.artifact_uri}/model"


def test_the_fluent_api_registers_a_runs_files(client, experiment, unique):
    with mlflow.start_run() as started:
        mlflow.log_text("flavors: {}", "model/MLmodel")
    first = mlflow.register_model(f"runs:/{started.info.run_id}/model", f"fluent-{unique}", tags={"k": "v"})
    second = mlflow.register_model(f"runs:/{started.info.run_id}/model", f"fluent-{unique}")
    assert (first.version, second.version) == ("1", "2")
    assert client.get_model_version(f"fluent-{unique}", "1").tags == {"k": "v"}


def test_the_files_of_a_version_are_downloaded(client, model, version, tmp_path):
    client.set_registered_model_alias(model, "challenger", version)
    for address in (f"models:/{model}/1", f"models:/{model}@challenger"):
        folder = download_artifacts(address, dst_path=str(tmp_path))
        with open(f"{folder}/weights.txt") as file:
            assert file.read() == "weights"


def test_a_version_is_described_and_tagged(client, model, version):
    client.update_model_version(model, version, "words")
    client.set_model_version_tag(model, version, "k", "v")
    client.set_model_version_tag(model, version, "gone", "soon")
    client.delete_model_version_tag(model, version, "gone")
    found = client.get_model_version(model, version)
    assert found.description == "words" and found.tags == {"k": "v"}


def test_versions_are_searched(client, model, run, version):
    source = f"runs:/{run.info.run_id}/model"
    client.create_model_version(model, source, run.info.run_id, tags={"good": "yes"})
    client.create_model_version(model, "s3://bucket/model")
    numbers = lambda filter_string, **more: [  # noqa: E731
        int(found.version) for found in client.search_model_versions(filter_string, **more)
    ]
    assert numbers(f"name = '{model}'") == [3, 2, 1]
    assert numbers(f"name = '{model}' and tags.good = 'yes'") == [2]
    assert numbers(f"run_id = '{run.info.run_id}'", order_by=["version_number ASC"]) == [1, 2]
    assert numbers(f"name = '{model}'", order_by=["version_number ASC"], max_results=2) == [1, 2]


def test_aliases_point_to_one_version(client, model, run, version):
    second = client.create_model_version(model, f"runs:/{run.info.run_id}/model").version
    client.set_registered_model_alias(model, "challenger", version)
    assert client.get_model_version_by_alias(model, "challenger").version == version
    client.set_registered_model_alias(model, "challenger", second)
    assert client.get_model_version_by_alias(model, "challenger").version == second
    assert client.get_model_version(model, second).aliases == ["challenger"]
    client.delete_registered_model_alias(model, "challenger")
    with pytest.raises(MlflowException) as refused:
        client.get_model_version_by_alias(model, "challenger")
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"


def test_a_version_is_copied_to_another_model(client, model, version, unique):
    copied = client.copy_model_version(f"models:/{model}/{version}", f"copy-{unique}")
    assert copied.version == "1" and copied.name == f"copy-{unique}"


def test_a_number_is_never_given_twice(client, model, run, version):
    second = client.create_model_version(model, f"runs:/{run.info.run_id}/model").version
    client.delete_model_version(model, second)
    assert client.create_model_version(model, f"runs:/{run.info.run_id}/model").version == "3"
    with pytest.raises(MlflowException) as refused:
        client.get_model_version(model, second)
    assert refused.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_one_person_does_not_move_a_version_to_production(client, model, version, ada, grace):
    for person in (ada, grace):
        with person.signed_in(), pytest.raises(MlflowException) as refused:
            client.transition_model_version_stage(model, version, "Production")
        assert refused.value.error_code == "PERMISSION_DENIED"
    assert client.get_model_version(model, version).current_stage == "None"


def test_a_reviewer_carries_out_what_another_asked_for(client, model, version, ada, grace):
    ada.databricks.model_registry.create_transition_request(model, version, "Production")
    with grace.signed_in():
        moved = client.transition_model_version_stage(model, version, "production", archive_existing_versions=True)
    assert moved.current_stage == "Production"
    assert [found.version for found in client.get_latest_versions(model, ["Production"])] == [version]
    assert {found.current_stage for found in client.get_latest_versions(model)} == {"Production"}


def test_a_reviewer_archives_without_asking(client, model, version, grace):
    with grace.signed_in():
        assert client.transition_model_version_stage(model, version, "Archived").current_stage == "Archived"


def test_an_unknown_stage_is_told(client, model, version, grace):
    with grace.signed_in(), pytest.raises(MlflowException) as refused:
        client.transition_model_version_stage(model, version, "Prod")
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"


@pytest.mark.parametrize("source", ["/etc", "file:///etc", "../up", "runs:/{run}/../../x", "mlflow-artifacts:/0/../x"])
def test_a_source_outside_the_store_is_refused(client, model, run, source):
    with pytest.raises(MlflowException) as refused:
        client.create_model_version(model, source.format(run=run.info.run_id), run.info.run_id)
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"
