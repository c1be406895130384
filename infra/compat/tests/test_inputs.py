"""Datasets and models of runs, where a run came from, how runs differ, and the histories that MLflow's pages draw."""

import json
import math

import mlflow
import pandas as pd
import pytest
from mlflow.entities import Dataset, DatasetInput, InputTag, LoggedModelInput, LoggedModelOutput, Metric, Param, RunTag
from mlflow.exceptions import MlflowException
from mlflow.utils.server_info import SERVER_INFO_ENDPOINT

API = "/api/2.0/mlflow/"
RUNS = "/api/governance/v1/runs/"


def dataset(name="customers", digest="a1b2", context="training", **more):
    given = Dataset(name, digest, "local", json.dumps({"uri": "customers.csv"}), **more)
    return DatasetInput(given, [InputTag("mlflow.data.context", context)])


def test_a_dataset_is_logged_by_the_fluent_client(client, experiment):
    frame = pd.DataFrame({"age": [31, 42, 53], "left": [0, 1, 0]})
    with mlflow.start_run() as started:
        mlflow.log_input(mlflow.data.from_pandas(frame, source="customers.csv", name="customers"), context="training")
    (found,) = mlflow.get_run(started.info.run_id).inputs.dataset_inputs
    assert found.dataset.name == "customers" and found.dataset.source_type == "local"
    assert json.loads(found.dataset.profile) == {"num_rows": 3, "num_elements": 6}
    assert {tag.key: tag.value for tag in found.tags} == {"mlflow.data.context": "training"}
    source = mlflow.data.get_source(found.dataset)
    assert source.uri.endswith("customers.csv")


def test_inputs_are_kept_once_and_in_order(client, run):
    identifier = run.info.run_id
    client.log_inputs(identifier, [dataset(), dataset("holdout", "c3", "testing"), dataset(context="again")])
    client.log_inputs(identifier, [dataset(context="once more")], [LoggedModelInput("m-1")])
    client.log_inputs(identifier, models=[LoggedModelInput("m-1"), LoggedModelInput("m-2")])
    inputs = client.get_run(identifier).inputs
    assert [(i.dataset.name, i.tags[0].value) for i in inputs.dataset_inputs] == [
        ("customers", "training"),
        ("holdout", "testing"),
    ]
    assert [model.model_id for model in inputs.model_inputs] == ["m-1", "m-2"]


def test_outputs_have_their_step(client, run):
    client.log_outputs(run.info.run_id, [LoggedModelOutput("m-1", 0), LoggedModelOutput("m-2", 100)])
    outputs = client.get_run(run.info.run_id).outputs.model_outputs
    assert [(model.model_id, model.step) for model in outputs] == [("m-1", 0), ("m-2", 100)]


def test_a_profile_of_megabytes_comes_back(client, run):
    profile = json.dumps({"text": "ß" * 3_000_000}, ensure_ascii=False)
    client.log_inputs(run.info.run_id, [dataset(profile=profile)])
    assert client.get_run(run.info.run_id).inputs.dataset_inputs[0].dataset.profile == profile


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (dataset("n" * 501), "'name' exceeds the maximum length of 500 characters"),
        (dataset(digest="d" * 37), "'digest' exceeds the maximum length of 36 characters"),
        (dataset(schema="s" * 1_048_576), "'schema' exceeds the maximum length of 1048575 characters"),
        (dataset(context="c" * 501), "'value' exceeds the maximum length of 500 characters"),
    ],
)
def test_a_dataset_that_is_too_large_is_refused(client, run, given, message):
    with pytest.raises(MlflowException, match=message) as refused:
        client.log_inputs(run.info.run_id, [given])
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"
    assert client.get_run(run.info.run_id).inputs.dataset_inputs == []


def test_runs_are_found_by_their_datasets(client, experiment):
    ids = []
    for number in range(3):
        identifier = client.create_run(experiment).info.run_id
        client.log_inputs(identifier, [dataset("customers", f"d{number}", "training" if number else "testing")])
        ids.append(identifier)

    def found(condition):
        return sorted(ids.index(run.info.run_id) for run in client.search_runs([experiment], condition))

    assert found("datasets.name = 'customers'") == [0, 1, 2]
    assert found("dataset.digest IN ('d0', 'd2')") == [0, 2]
    assert found("datasets.context ILIKE 'TRAIN%' and datasets.digest != 'd1'") == [2]
    assert found("datasets.context NOT IN ('training')") == [0]
    with pytest.raises(MlflowException, match="Invalid dataset key 'size' specified"):
        found("datasets.size = '1'")


def test_the_datasets_of_an_experiment_are_summed_up(client, experiment, ada):
    for context in ("training", "training", "testing"):
        client.log_inputs(client.create_run(experiment).info.run_id, [dataset(context=context)])
    answer = ada.http("POST", "/ajax-api/2.0/mlflow/experiments/search-datasets", json={"experiment_ids": [experiment]})
    assert [found["context"] for found in answer.json()["dataset_summaries"]] == ["testing", "training"]


def test_the_model_list_of_old_clients_grows(client, run, ada):
    for path in ("first", "second"):
        model = {"artifact_path": path, "flavors": {"sklearn": {"v": 1, "config": {}}}, "utc_time_created": "t", "run_id": "r"}
        answer = ada.http("POST", API + "runs/log-model", json={"run_id": run.info.run_id, "model_json": json.dumps(model)})
        assert answer.status_code == 200, answer.text
    history = json.loads(client.get_run(run.info.run_id).data.tags["mlflow.log-model.history"])
    assert [model["artifact_path"] for model in history] == ["first", "second"]
    assert history[0]["flavors"] == {"sklearn": {"v": 1}}


def test_the_history_of_several_runs_is_sampled(client, experiment, ada):
    ids = sorted(client.create_run(experiment).info.run_id for _ in range(2))
    for identifier in ids:
        client.log_batch(identifier, metrics=[Metric("loss", 1 / (s + 1), s, s) for s in range(1000)])
    bulk = ada.http(
        "GET", "/ajax-api/2.0/mlflow/metrics/get-history-bulk", params={"run_id": ids, "metric_key": "loss"}
    ).json()["metrics"]
    assert [(m["run_id"], m["step"]) for m in bulk] == [(i, s) for i in ids for s in range(1000)]
    sampled = ada.http(
        "GET", API + "metrics/get-history-bulk-interval", params={"run_ids": ids, "metric_key": "loss", "max_results": 320}
    ).json()["metrics"]
    for identifier in ids:
        steps = [m["step"] for m in sampled if m["run_id"] == identifier]
        assert len(steps) == 320 and steps[0] == 0 and steps[-1] == 999 and steps == sorted(set(steps))
    few = ada.http(
        "GET",
        API + "metrics/get-history-bulk-interval",
        params={"run_ids": ids[:1], "metric_key": "loss", "start_step": 10, "end_step": 12},
    ).json()["metrics"]
    assert [m["step"] for m in few] == [10, 11, 12]


def test_a_history_comes_by_pages(client, run, ada):
    client.log_batch(run.info.run_id, metrics=[Metric("m", s % 3, 5, s // 2) for s in range(100)])
    steps, token = [], None
    while True:
        query = {"run_id": run.info.run_id, "metric_key": "m", "max_results": 7, "page_token": token}
        page = ada.http("GET", API + "metrics/get-history", params={k: v for k, v in query.items() if v}).json()
        steps += [m["step"] for m in page["metrics"]]
        token = page.get("next_page_token")
        if not token:
            break
    assert steps == sorted(s // 2 for s in range(100))


def test_a_history_is_whole_for_clients_that_ask_for_no_pages(client, run, ada):
    for begin in range(0, 51_000, 1000):
        client.log_batch(run.info.run_id, metrics=[Metric("m", s, s, s) for s in range(begin, begin + 1000)])
    query = {"run_id": run.info.run_id, "metric_key": "m"}
    whole = ada.http("GET", API + "metrics/get-history", params=query).json()
    assert [m["step"] for m in whole["metrics"]] == list(range(51_000)) and "next_page_token" not in whole
    assert ada.http("GET", API + "metrics/get-history", params={**query, "metric_key": "none"}).json() == {}


def test_enums_may_be_numbers(client, run, ada):
    update = ada.http("POST", API + "runs/update", json={"run_id": run.info.run_id, "status": 3, "end_time": "9"})
    assert update.json()["run_info"]["status"] == "FINISHED"
    search = ada.http("POST", API + "runs/search", json={"experiment_ids": [run.info.experiment_id], "run_view_type": 2})
    assert search.json() == {}


def test_clients_learn_what_the_server_can_before_they_sign_in(client):
    import requests

    from conftest import SERVER

    info = requests.get(SERVER + SERVER_INFO_ENDPOINT, timeout=10).json()
    assert info["store_type"] == "SqlStore" and info["workspaces_enabled"] is False


def test_a_run_tells_where_it_came_from(client, experiment, ada):
    run = client.create_run(
        experiment,
        tags={
            "mlflow.source.type": "PROJECT",
            "mlflow.source.name": "git@host:team/churn.git",
            "mlflow.project.entryPoint": "train",
            "mlflow.source.git.commit": "abc123",
        },
    ).info.run_id
    client.log_batch(run, params=[Param("alpha", "0.5")], tags=[RunTag("mlflow.project.backend", "local")])
    client.set_tag(run, "mlflow.project.env", "virtualenv")
    found = ada.http("GET", f"{RUNS}{run}/provenance").json()
    assert found["source"] == {"name": "git@host:team/churn.git", "type": "PROJECT"}
    assert found["git"] == {"commit": "abc123"}
    assert found["project"] == {
        "entry_point": "train",
        "backend": "local",
        "environment": "virtualenv",
        "parameters": {"alpha": "0.5"},
    }
    by_commit = "attributes.git_commit = 'abc123' AND entry_point LIKE 'tr%' AND source_type IN ('PROJECT')"
    assert [r.info.run_id for r in client.search_runs([experiment], by_commit)] == [run]
    client.delete_tag(run, "mlflow.source.git.commit")
    assert client.search_runs([experiment], by_commit) == []
    assert ada.http("GET", f"{RUNS}{'0' * 32}/provenance").status_code == 404


def test_runs_are_compared(client, experiment, ada):
    ids = []
    for depth in (2, 3):
        run = client.create_run(experiment, run_name=f"depth-{depth}", tags={"team": "risk"}).info.run_id
        client.log_batch(run, params=[Param("depth", str(depth)), Param("kind", "tree")])
        for begin in range(0, 3000, 1000):
            client.log_batch(
                run, metrics=[Metric("loss", math.sin(s / 300) + depth, s, s) for s in range(begin, begin + 1000)]
            )
        ids.append(run)
    client.log_metric(ids[0], "loss", math.nan, step=4000)
    client.log_param(ids[1], "rate", "0.1")
    answer = ada.http("GET", RUNS + "compare", params={"run_ids": ",".join(ids), "curves": "loss", "points": 100})
    found = answer.json()
    assert [run["run_name"] for run in found["runs"]] == ["depth-2", "depth-3"]
    params = {row["key"]: row for row in found["params"]}
    assert params["depth"] == {
        "key": "depth", "differs": True, "kind": "number", "min": 2.0, "max": 3.0, "values": ["2", "3"],
    }
    assert params["kind"]["differs"] is False and params["kind"]["kind"] == "text"
    assert params["rate"]["differs"] is True and params["rate"]["values"] == [None, "0.1"]
    assert [row["key"] for row in found["tags"]] == ["team"]
    assert [curve["total"] for curve in found["curves"]] == [3000, 3000]
    for curve in found["curves"]:
        steps = [point["step"] for point in curve["points"]]
        assert len(steps) == 100 and steps[0] == 0 and steps[-1] == 2999 and steps == sorted(steps)


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ({}, 400, "run_ids"),
        ({"run_ids": "nope"}, 404, "Run with id=nope not found"),
        ({"run_ids": ",".join(f"r{i}" for i in range(101))}, 400, "at most 100 runs"),
        ({"run_ids": "r", "curves": "m", "points": 2}, 400, "from 3 to 2500"),
        ({"run_ids": "r", "axis": "sideways"}, 400, "use step or time"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_told(ada, query, status, told):
    answer = ada.http("GET", RUNS + "compare", params=query)
    assert answer.status_code == status and told in answer.json()["detail"]
