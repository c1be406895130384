import math
import time

import mlflow
import pytest
from mlflow.entities import Metric, Param, RunStatus, RunTag
from mlflow.exceptions import MlflowException


def now():
    return int(time.time() * 1000)


def test_a_fluent_run_keeps_what_was_logged(client, experiment, ada):
    with mlflow.start_run(run_name="first", tags={"given": "at start"}, description="A description") as started:
        mlflow.log_param("depth", 3)
        mlflow.log_params({"rate": 0.1, "name": "größe/ß"})
        mlflow.log_metric("loss", 0.5, step=0)
        mlflow.log_metric("loss", 0.25, step=1)
        mlflow.log_metrics({"accuracy": 0.9, "f1": 0.8}, step=1)
        mlflow.set_tag("kind", "tree")
        mlflow.set_tags({"a": 1, "b": True})
    found = mlflow.get_run(started.info.run_id)
    assert found.info.status == "FINISHED" and found.info.run_name == "first"
    assert found.info.end_time >= found.info.start_time
    assert found.data.params == {"depth": "3", "rate": "0.1", "name": "größe/ß"}
    assert found.data.metrics == {"loss": 0.25, "accuracy": 0.9, "f1": 0.8}
    assert found.data.tags["kind"] == "tree" and found.data.tags["b"] == "True"
    assert found.data.tags["given"] == "at start" and found.data.tags["mlflow.note.content"] == "A description"
    assert found.data.tags["mlflow.runName"] == "first"


def test_a_run_that_raises_has_failed(client, experiment):
    with pytest.raises(ZeroDivisionError), mlflow.start_run() as started:
        _ = 1 / 0
    assert mlflow.get_run(started.info.run_id).info.status == "FAILED"


def test_a_run_goes_on_after_it_ended(client, experiment):
    with mlflow.start_run() as started:
        mlflow.log_metric("m", 1)
    with mlflow.start_run(run_id=started.info.run_id):
        mlflow.log_metric("m", 2, step=1)
    assert mlflow.get_run(started.info.run_id).data.metrics == {"m": 2}


def test_nested_runs_know_their_parent(client, experiment):
    with mlflow.start_run() as parent:
        for degree in range(3):
            with mlflow.start_run(nested=True):
                mlflow.log_param("degree", degree)
    children = mlflow.search_runs(
        [experiment], filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'", output_format="list"
    )
    assert {child.data.params["degree"] for child in children} == {"0", "1", "2"}
    assert mlflow.get_parent_run(children[0].info.run_id).info.run_id == parent.info.run_id


def test_metrics_that_are_no_numbers_are_kept(client, run):
    identifier = run.info.run_id
    client.log_metric(identifier, "nan", math.nan)
    client.log_metric(identifier, "up", math.inf)
    client.log_metric(identifier, "down", -math.inf)
    client.log_metric(identifier, "small", 5e-324)
    metrics = client.get_run(identifier).data.metrics
    assert math.isnan(metrics["nan"])
    assert metrics["up"] == 1.7976931348623157e308 and metrics["down"] == -1.7976931348623157e308
    assert metrics["small"] == 5e-324


def test_the_history_of_a_metric_has_every_point(client, run):
    identifier, start = run.info.run_id, now()
    points = [Metric("loss", 1 / (step + 2), start + step, step) for step in range(-1, 2_500)]
    for begin in range(0, len(points), 1000):
        client.log_batch(identifier, metrics=points[begin : begin + 1000])
    history = client.get_metric_history(identifier, "loss")
    assert sorted(point.step for point in history) == list(range(-1, 2_500))
    assert client.get_run(identifier).data.metrics["loss"] == pytest.approx(1 / 2_501)


def test_the_latest_value_is_that_of_the_last_step(client, run):
    client.log_metric(run.info.run_id, "m", 1, timestamp=2_000, step=5)
    client.log_metric(run.info.run_id, "m", 2, timestamp=3_000, step=4)
    client.log_metric(run.info.run_id, "m", 3, timestamp=1_000, step=5)
    assert client.get_run(run.info.run_id).data.metrics["m"] == 1


def test_a_param_is_written_once(client, run):
    identifier = run.info.run_id
    client.log_param(identifier, "depth", 3)
    client.log_param(identifier, "depth", 3)
    with pytest.raises(MlflowException, match="Changing param values is not allowed") as refused:
        client.log_param(identifier, "depth", 4)
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"
    assert client.get_run(identifier).data.params == {"depth": "3"}


def test_a_long_param_is_shortened(client, run):
    client.log_param(run.info.run_id, "long", "x" * 7_000)
    assert client.get_run(run.info.run_id).data.params["long"] == "x" * 6_000


def test_a_batch_is_logged_whole(client, run):
    identifier = run.info.run_id
    client.log_batch(
        identifier,
        metrics=[Metric(f"m{i}", i, now(), 0) for i in range(800)],
        params=[Param(f"p{i}", str(i)) for i in range(100)],
        tags=[RunTag(f"t{i}", str(i)) for i in range(100)],
    )
    data = client.get_run(identifier).data
    assert len(data.metrics) == 800 and len(data.params) == 100
    assert sum(key.startswith("t") for key in data.tags) == 100


def test_a_bad_batch_writes_nothing(client, run):
    identifier = run.info.run_id
    client.log_param(identifier, "p", "1")
    with pytest.raises(MlflowException):
        client.log_batch(identifier, metrics=[Metric("m", 1, now(), 0)], params=[Param("p", "2")])
    assert client.get_run(identifier).data.metrics == {}


@pytest.mark.parametrize("key", ["../up", "/root", "a//b", "semi;colon", "x" * 251])
def test_keys_follow_the_rules(client, run, key):
    with pytest.raises(MlflowException) as refused:
        client.log_metric(run.info.run_id, key, 1)
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"


def test_async_logging_arrives(client, experiment):
    with mlflow.start_run() as started:
        for step in range(50):
            mlflow.log_metric("m", step, step=step, synchronous=False)
        mlflow.log_params({"p": 1}, synchronous=False).wait()
        mlflow.flush_async_logging()
    assert len(client.get_metric_history(started.info.run_id, "m")) == 50
    assert mlflow.get_run(started.info.run_id).data.params == {"p": "1"}


def test_tags_are_overwritten_and_deleted(client, run):
    identifier = run.info.run_id
    client.set_tag(identifier, "t", "1")
    client.set_tag(identifier, "t", "2")
    assert client.get_run(identifier).data.tags["t"] == "2"
    client.delete_tag(identifier, "t")
    assert "t" not in client.get_run(identifier).data.tags
    with pytest.raises(MlflowException) as refused:
        client.delete_tag(identifier, "t")
    assert refused.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_a_run_is_renamed_and_ended(client, run):
    identifier = run.info.run_id
    client.update_run(identifier, status="SCHEDULED", name="renamed")
    assert client.get_run(identifier).info.run_name == "renamed"
    assert client.get_run(identifier).info.status == "SCHEDULED"
    client.set_terminated(identifier, RunStatus.to_string(RunStatus.KILLED), end_time=run.info.start_time + 5)
    ended = client.get_run(identifier).info
    assert ended.status == "KILLED" and ended.end_time == run.info.start_time + 5


def test_a_deleted_run_takes_nothing_until_it_is_restored(client, run):
    identifier = run.info.run_id
    client.delete_run(identifier)
    assert client.get_run(identifier).info.lifecycle_stage == "deleted"
    with pytest.raises(MlflowException, match="active"):
        client.log_metric(identifier, "m", 1)
    client.restore_run(identifier)
    client.log_metric(identifier, "m", 1)
    assert client.get_run(identifier).data.metrics == {"m": 1}


def test_an_unknown_run_is_told(client):
    with pytest.raises(MlflowException) as refused:
        client.get_run("0" * 32)
    assert refused.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_who_only_looks_on_logs_nothing(client, run, vera):
    with vera.signed_in():
        assert client.get_run(run.info.run_id).info.run_id == run.info.run_id
        with pytest.raises(MlflowException) as refused:
            client.log_metric(run.info.run_id, "m", 1)
    assert refused.value.error_code == "PERMISSION_DENIED"
