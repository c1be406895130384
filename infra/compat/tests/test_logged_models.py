"""Logged models: made by training, searched by what was measured of them, and registered."""

import json

import mlflow
import pytest
from mlflow.entities import Metric
from mlflow.exceptions import MlflowException


def refused(code, action, *arguments, **named):
    with pytest.raises(MlflowException) as refusal:
        action(*arguments, **named)
    assert refusal.value.error_code == code, refusal.value
    return str(refusal.value)


@pytest.fixture
def logged(client, experiment, run):
    return client.create_logged_model(
        experiment,
        name="forest",
        source_run_id=run.info.run_id,
        params={"depth": "3", "empty": ""},
        tags={"team": "risk"},
        model_type="classifier",
    )


def test_a_logged_model_is_created_and_finalized(client, experiment, run, logged):
    assert logged.model_id.startswith("m-") and len(logged.model_id) == 34
    assert logged.artifact_location == f"mlflow-artifacts:/{experiment}/models/{logged.model_id}/artifacts"
    assert (logged.status.name, logged.source_run_id) == ("PENDING", run.info.run_id)
    assert (logged.params, logged.tags) == ({"depth": "3", "empty": ""}, {"team": "risk"})
    assert client.finalize_logged_model(logged.model_id, "READY").status.name == "READY"
    found = client.get_logged_model(logged.model_id)
    assert (found.name, found.model_type, found.status.name) == ("forest", "classifier", "READY")
    assert found.last_updated_timestamp >= found.creation_timestamp


def test_a_model_without_a_name_is_given_one(client, experiment):
    assert client.create_logged_model(experiment).name


def test_many_params_are_logged_in_parts(client, experiment):
    params = {f"param{i}": str(i) for i in range(250)}
    assert client.create_logged_model(experiment, params=params).params == params


def test_params_are_not_changed(client, logged):
    client.log_model_params(logged.model_id, {"depth": "3", "rate": "0.1"})
    assert client.get_logged_model(logged.model_id).params["rate"] == "0.1"
    told = refused("INVALID_PARAMETER_VALUE", client.log_model_params, logged.model_id, {"depth": "4"})
    assert "Changing param values is not allowed" in told


def test_tags_are_set_and_deleted(client, logged):
    client.set_logged_model_tags(logged.model_id, {"team": "churn", "a": "b"})
    assert client.get_logged_model(logged.model_id).tags == {"team": "churn", "a": "b"}
    client.delete_logged_model_tag(logged.model_id, "a")
    assert client.get_logged_model(logged.model_id).tags == {"team": "churn"}
    told = refused("RESOURCE_DOES_NOT_EXIST", client.delete_logged_model_tag, logged.model_id, "a")
    assert f"No tag with key 'a' found for model with ID '{logged.model_id}'." in told


def test_a_deleted_model_is_not_found(client, experiment, logged):
    client.delete_logged_model(logged.model_id)
    told = refused("RESOURCE_DOES_NOT_EXIST", client.get_logged_model, logged.model_id)
    assert f"Logged model with ID '{logged.model_id}' not found." in told
    assert client.search_logged_models([experiment]) == []
    refused("RESOURCE_DOES_NOT_EXIST", client.finalize_logged_model, logged.model_id, "READY")
    client.delete_logged_model(logged.model_id)


@pytest.mark.parametrize("name", ["a/b", "a:b", "a.b", "a%b", 'a"b', "a'b"])
def test_names_that_would_break_paths_are_refused(client, experiment, name):
    assert "Invalid model name" in refused("INVALID_PARAMETER_VALUE", client.create_logged_model, experiment, name)


def test_what_does_not_exist_is_refused(client, experiment):
    refused("RESOURCE_DOES_NOT_EXIST", client.create_logged_model, "123456789")
    refused("RESOURCE_DOES_NOT_EXIST", client.create_logged_model, experiment, source_run_id="0" * 32)
    refused("RESOURCE_DOES_NOT_EXIST", client.get_logged_model, "m-" + "0" * 32)
    run = client.create_run(experiment).info.run_id
    refused("RESOURCE_DOES_NOT_EXIST", client.log_metric, run, "loss", 1.0, model_id="m-" + "0" * 32)
    assert client.get_run(run).data.metrics == {}


def test_no_model_is_logged_in_a_deleted_experiment(client, experiment):
    client.delete_experiment(experiment)
    assert "must be in the 'active' state" in refused("INVALID_PARAMETER_VALUE", client.create_logged_model, experiment)


def test_viewers_only_look_on(client, experiment, logged, vera):
    with vera.signed_in():
        assert client.get_logged_model(logged.model_id).name == "forest"
        refused("PERMISSION_DENIED", client.create_logged_model, experiment)
        refused("PERMISSION_DENIED", client.delete_logged_model, logged.model_id)


def test_metrics_of_runs_show_on_the_model(client, experiment, run, logged):
    run_id = run.info.run_id
    client.log_metric(run_id, "loss", 0.5, step=1, timestamp=1000, model_id=logged.model_id)
    client.log_metric(run_id, "loss", 0.5, step=1, timestamp=1000, model_id=logged.model_id)
    points = [Metric("loss", 0.25, 2000, 2, logged.model_id, "train", "a1"), Metric("other", 9.0, 1, 0)]
    client.log_batch(run_id, metrics=points)
    metrics = client.get_logged_model(logged.model_id).metrics
    assert [(m.key, m.value, m.timestamp, m.step, m.run_id) for m in metrics] == [
        ("loss", 0.5, 1000, 1, run_id),
        ("loss", 0.25, 2000, 2, run_id),
    ]
    assert (metrics[1].dataset_name, metrics[1].dataset_digest, metrics[1].model_id) == ("train", "a1", logged.model_id)
    assert client.get_run(run_id).data.metrics == {"loss": 0.25, "other": 9.0}


@pytest.fixture
def field(client, experiment):
    """Three models, measured on two datasets."""
    run = client.create_run(experiment).info.run_id
    models = []
    for i, name in enumerate(("ant", "bee", "cow")):
        model = client.create_logged_model(
            experiment, name=name, source_run_id=run, params={"lr": f"0.{i}"}, tags={"kind": name[0]}, model_type="T"
        )
        models.append(model.model_id)
        client.log_batch(
            run,
            metrics=[
                Metric("acc", 0.1 * (i + 1), 1000, 1, model.model_id, "train", "d1"),
                Metric("acc", 1.0 - 0.1 * i, 2000, 2, model.model_id, "test", "d2"),
            ],
        )
    client.finalize_logged_model(models[0], "READY")
    client.finalize_logged_model(models[1], "FAILED")
    client.log_metric(run, "only_bee", 1.0, model_id=models[1])
    return models


def names(models):
    return [model.name for model in models]


@pytest.mark.parametrize(
    "condition, expected",
    [
        ("name = 'ant'", ["ant"]),
        ("name LIKE '%e%'", ["bee"]),
        ("name ilike 'C%'", ["cow"]),
        ("attributes.name != 'ant'", ["bee", "cow"]),
        ("name IN ('ant', 'cow')", ["ant", "cow"]),
        ("name NOT IN ('ant', 'cow')", ["bee"]),
        ("model_type = 'T' AND name = 'bee'", ["bee"]),
        ("status = 'READY'", ["ant"]),
        ("status IN ('FAILED', 'PENDING')", ["bee", "cow"]),
        ("creation_timestamp > 0", ["ant", "bee", "cow"]),
        ("creation_time < 5", []),
        ("last_updated_timestamp >= 5", ["ant", "bee", "cow"]),
        ("params.lr = '0.1'", ["bee"]),
        ("params.lr = 0.1", ["bee"]),
        ("params.lr IN ('0.0', '0.2')", ["ant", "cow"]),
        ("tags.kind = 'c'", ["cow"]),
        ("tags.`kind` LIKE 'a%'", ["ant"]),
        ("metrics.acc > 0.85", ["ant", "bee"]),
        ("metrics.acc < 0.15", ["ant"]),
        ("metrics.acc >= 0.1 AND metrics.acc <= 0.25", ["ant", "bee"]),
        ("metrics.only_bee = 1", ["bee"]),
        ("metrics.nothing = 1", []),
    ],
)
def test_models_are_searched(client, experiment, field, condition, expected):
    found = client.search_logged_models([experiment], filter_string=condition)
    assert sorted(names(found)) == expected


def test_conditions_on_metrics_are_limited_to_datasets(client, experiment, field):
    def on(dataset, condition=None):
        return sorted(names(client.search_logged_models([experiment], condition, datasets=[dataset])))

    assert on({"dataset_name": "train", "dataset_digest": "d1"}, "metrics.acc > 0.25") == ["cow"]
    assert on({"dataset_name": "train"}, "metrics.acc > 0.25") == ["cow"]
    assert on({"dataset_name": "train", "dataset_digest": "d2"}, "metrics.acc > 0") == []
    assert on({"dataset_name": "test"}) == ["ant", "bee", "cow"]
    assert on({"dataset_name": "elsewhere"}) == []


def test_models_are_sorted(client, experiment, field):
    def by(*clauses):
        return names(client.search_logged_models([experiment], order_by=list(clauses)))

    assert by() == ["cow", "bee", "ant"]
    assert by({"field_name": "name"}) == ["ant", "bee", "cow"]
    assert by({"field_name": "creation_timestamp", "ascending": True}) == ["ant", "bee", "cow"]
    assert by({"field_name": "metrics.acc", "ascending": True}) == ["cow", "bee", "ant"]
    on_train = {"field_name": "metrics.acc", "ascending": True, "dataset_name": "train", "dataset_digest": "d1"}
    assert by(on_train) == ["ant", "bee", "cow"]
    assert by({"field_name": "metrics.only_bee", "ascending": False}) == ["bee", "cow", "ant"]


@pytest.mark.parametrize("field_name", ["name", "metrics.acc", "metrics.only_bee", "metrics.nothing"])
@pytest.mark.parametrize("ascending", [True, False])
def test_pages_hold_each_model_once(client, experiment, field, field_name, ascending):
    order = [{"field_name": field_name, "ascending": ascending}]
    whole = names(client.search_logged_models([experiment], order_by=order))
    pages, token = [], None
    while True:
        page = client.search_logged_models([experiment], order_by=order, max_results=1, page_token=token)
        pages += names(page)
        token = page.token
        if not token:
            break
    assert pages == whole and len(pages) == 3


def test_searches_that_cannot_be_understood_are_refused(client, experiment):
    for condition in ("metrics.acc > 'x'", "nothing = 'x'", "name > 'a'", "traces.a = 'b'", "name = 'a' OR name = 'b'"):
        refused("INVALID_PARAMETER_VALUE", client.search_logged_models, [experiment], condition)
    for clause in ("params.lr", "nothing"):
        told = refused(
            "INVALID_PARAMETER_VALUE",
            client.search_logged_models,
            [experiment],
            order_by=[{"field_name": clause}],
        )
        assert f"Invalid order by field name: {clause}" in told
    refused("INVALID_PARAMETER_VALUE", client.search_logged_models, [experiment], datasets=[{"dataset_name": ""}])
    refused("INVALID_PARAMETER_VALUE", client.search_logged_models, [experiment], page_token="nonsense")


def test_files_of_a_logged_model_are_kept_listed_and_fetched(client, logged, ada, tmp_path):
    (tmp_path / "in" / "data").mkdir(parents=True)
    (tmp_path / "in" / "MLmodel").write_text("flavors: {}")
    (tmp_path / "in" / "data" / "model.bin").write_bytes(b"\x00" * 1000)
    client.log_model_artifacts(logged.model_id, str(tmp_path / "in"))
    listed = client.list_logged_model_artifacts(logged.model_id)
    assert [(f.path, f.is_dir, f.file_size) for f in listed] == [("MLmodel", False, 11), ("data", True, None)]
    below = client.list_logged_model_artifacts(logged.model_id, "data")
    assert [f.path for f in below] == ["data/model.bin"]
    fetched = mlflow.artifacts.download_artifacts(f"models:/{logged.model_id}", dst_path=str(tmp_path / "out"))
    with open(fetched + "/data/model.bin", "rb") as file:
        assert len(file.read()) == 1000
    base = f"/ajax-api/2.0/mlflow/logged-models/{logged.model_id}/artifacts"
    assert ada.http("GET", base + "/files", params={"artifact_file_path": "MLmodel"}).text == "flavors: {}"
    assert ada.http("GET", base + "/files", params={"artifact_file_path": "../MLmodel"}).status_code == 400
    assert ada.http("GET", base + "/files").status_code == 400
    directories = ada.http("GET", base + "/directories", params={"artifact_directory_path": "data"}).json()
    assert directories["root_uri"] == logged.artifact_location
    client.delete_logged_model(logged.model_id)
    assert ada.http("GET", base + "/files", params={"artifact_file_path": "MLmodel"}).status_code == 404


def test_a_version_is_made_from_a_logged_model(client, model, logged, run):
    version = client.create_model_version(model, f"models:/{logged.model_id}", model_id=logged.model_id)
    assert version.run_id == run.info.run_id
    assert client.get_model_version_download_uri(model, version.version) == logged.artifact_location
    found = client.get_logged_model(logged.model_id)
    assert json.loads(found.tags["mlflow.modelVersions"]) == [{"name": model, "version": version.version}]


def test_the_ids_of_a_version_must_agree_with_its_source(client, experiment, model, logged, run):
    other = client.create_logged_model(experiment).model_id
    for source in (f"models:/{logged.model_id}", logged.artifact_location):
        told = refused("INVALID_PARAMETER_VALUE", client.create_model_version, model, source, model_id=other)
        assert "The model_id request parameter must identify the resource that contains the source" in told
    other_run = client.create_run(experiment).info.run_id
    told = refused(
        "INVALID_PARAMETER_VALUE", client.create_model_version, model, f"{run.info.artifact_uri}/m", other_run
    )
    assert "The run_id request parameter must identify the resource that contains the source" in told
    for source in (f"models:/{logged.model_id}", logged.artifact_location):
        told = refused(
            "INVALID_PARAMETER_VALUE", client.create_model_version, model, source, other_run, model_id=logged.model_id
        )
        assert f"must identify the run that made the logged model {logged.model_id}" in told
    refused(
        "RESOURCE_DOES_NOT_EXIST", client.create_model_version, model, "models:/m-" + "0" * 32, model_id="m-" + "0" * 32
    )


def test_files_in_the_store_tell_which_run_a_version_is_from(client, model, run):
    client.log_text(run.info.run_id, "weights", "m/weights.txt")
    version = client.create_model_version(model, f"{run.info.artifact_uri}/m")
    assert version.run_id == run.info.run_id


def sklearn_model():
    datasets = pytest.importorskip("sklearn.datasets")
    from sklearn.linear_model import LogisticRegression

    features, labels = datasets.load_iris(return_X_y=True)
    return LogisticRegression(max_iter=200), features, labels


def test_sklearn_models_are_logged_registered_and_loaded(client, experiment, unique, ada, grace):
    estimator, features, labels = sklearn_model()
    name = f"iris-{unique}"
    with mlflow.start_run() as run:
        estimator.fit(features, labels)
        info = mlflow.sklearn.log_model(
            estimator, name="iris", registered_model_name=name, input_example=features[:2], params={"kind": "linear"}
        )
        mlflow.log_metric("acc", 0.9, model_id=info.model_id)
    logged = client.get_logged_model(info.model_id)
    assert (logged.status.name, logged.source_run_id, logged.params["kind"]) == ("READY", run.info.run_id, "linear")
    assert [metric.key for metric in logged.metrics] == ["acc"]
    version = client.get_model_version(name, info.registered_model_version)
    assert (version.source, version.run_id) == (info.model_uri, run.info.run_id)
    client.set_registered_model_alias(name, "challenger", version.version)
    ada.http(
        "POST",
        "/api/2.0/mlflow/transition-requests/create",
        json={"name": name, "version": version.version, "stage": "Production"},
    ).raise_for_status()
    with grace.signed_in():
        client.transition_model_version_stage(name, version.version, "Production")
    expected = estimator.predict(features).tolist()
    for uri in (
        info.model_uri,
        f"models:/{info.model_id}",
        f"models:/{name}/1",
        f"models:/{name}/latest",
        f"models:/{name}/Production",
        f"models:/{name}@challenger",
    ):
        assert mlflow.pyfunc.load_model(uri).predict(features).tolist() == expected, uri
    assert mlflow.sklearn.load_model(f"models:/{name}@challenger").get_params() == estimator.get_params()


def test_autologging_makes_a_logged_model(client, experiment):
    estimator, features, labels = sklearn_model()
    mlflow.autolog(silent=True)
    try:
        with mlflow.start_run() as run:
            estimator.fit(features, labels)
            estimator.score(features, labels)
    finally:
        mlflow.autolog(disable=True)
    [logged] = client.search_logged_models([experiment], filter_string=f"source_run_id = '{run.info.run_id}'")
    assert logged.status.name == "READY"
    assert logged.params["max_iter"] == "200"
    assert "training_accuracy_score" in {metric.key for metric in logged.metrics}
    assert client.get_run(run.info.run_id).data.params["max_iter"] == "200"
    assert len(mlflow.pyfunc.load_model(f"models:/{logged.model_id}").predict(features)) == len(features)
