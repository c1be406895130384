"""A real MLflow server, filled by its own client, is imported by the real command; then both are asked the same."""

import math
import os
import pathlib
import signal
import subprocess
import time

import pytest
from conftest import ADMIN, SERVER
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException
from mlflow_server import MlflowServer

PROGRAM = pathlib.Path(__file__).parents[3] / "countersign"
TRAINED_AT = 1_500_000_000_000
POINTS = 12_000


def command(old, *more):
    return [str(PROGRAM), "import", "--from", old.url, "--to", SERVER, *more]


def clean(**more):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MLFLOW_TRACKING")}
    return {**environment, **more}


def imported(old, *more, **environment):
    return subprocess.run(
        command(old, *more), env=clean(**environment), capture_output=True, text=True, timeout=300, check=False
    )


def new_client():
    return MlflowClient(tracking_uri=SERVER, registry_uri=SERVER)


def fill(client, name, folder):
    """Everything that an import has to bring, in an experiment and a model of this name."""
    experiment = client.create_experiment(name, tags={"team": "risk", "mlflow.note.content": "Why we left"})
    runs = []
    for number in range(3):
        run = client.create_run(
            experiment,
            start_time=TRAINED_AT + number,
            run_name=f"run {number}",
            tags={"mlflow.user": "old-ann", "größe": "groß"},
        )
        id_ = run.info.run_id
        client.log_batch(
            id_,
            metrics=[Metric("loss", 1 / (step + 1), TRAINED_AT + step, step) for step in range(50)],
            params=[Param(f"param {n}", f"value {n}") for n in range(5)] + [Param("empty", "")],
            tags=[RunTag("stage", "late")],
        )
        client.log_metric(id_, "odd", math.nan, TRAINED_AT, 0)
        client.log_metric(id_, "odd", math.inf, TRAINED_AT, 1)
        client.log_metric(id_, "odd", -math.inf, TRAINED_AT, 2)
        client.log_metric(id_, "odd", -0.0, TRAINED_AT, 3)
        (folder / "ü b+c.bin").write_bytes(os.urandom(70_000))
        client.log_artifact(id_, str(folder / "ü b+c.bin"), "deep/er")
        client.log_text(id_, f"weights {number}", "model/weights.txt")
        client.set_terminated(id_, "FINISHED" if number else "FAILED", TRAINED_AT + 10_000)
        runs.append(id_)
    for start in range(0, POINTS, 1000):
        client.log_batch(
            runs[0], metrics=[Metric("long", float(n), TRAINED_AT + n, n) for n in range(start, start + 1000)]
        )
    client.delete_run(runs[2])
    client.create_registered_model(name, tags={"kind": "tree"}, description="What it is for")
    for number in range(4):
        client.create_model_version(
            name, f"runs:/{runs[0]}/model", runs[0], tags={"n": str(number)}, description=f"Version {number}"
        )
    client.delete_model_version(name, "2")
    for version, stage in (("1", "Production"), ("3", "Production"), ("4", "Archived")):
        client.transition_model_version_stage(name, version, stage)
    client.set_registered_model_alias(name, "champion", "3")
    client.set_registered_model_alias(name, "older", "1")
    gone = client.create_experiment(name + " (deleted)")
    client.create_run(gone, start_time=TRAINED_AT)
    client.delete_experiment(gone)
    return runs


def approve_all(reviewer, name):
    """What the policies did not let the importer do alone, somebody else approves."""
    waiting = reviewer.http("GET", "/api/governance/v1/requests", params={"model": name}).json()["requests"]
    for request in waiting:
        answer = reviewer.http("POST", f"/api/governance/v1/requests/{request['request_id']}/approve", json={})
        assert answer.status_code == 200, answer.text


def assert_same(there, here, name, folder):
    same_experiment(there, here, name)
    same_experiment(there, here, name + " (deleted)")
    for run in all_runs(there, name):
        same_artifacts(there, here, run.info.run_id, folder)
    same_model(there, here, name)


def same_experiment(there, here, name):
    old, new = there.get_experiment_by_name(name), here.get_experiment_by_name(name)
    assert (old.lifecycle_stage, old.tags, old.creation_time) == (new.lifecycle_stage, new.tags, new.creation_time)
    old_runs, new_runs = all_runs(there, name), all_runs(here, name)
    assert [run.info.run_id for run in old_runs] == [run.info.run_id for run in new_runs]
    for was, run in zip(old_runs, new_runs):
        for field in ("run_name", "status", "start_time", "end_time", "lifecycle_stage", "user_id"):
            assert getattr(was.info, field) == getattr(run.info, field), field
        assert (was.data.params, was.data.tags) == (run.data.params, run.data.tags)
        assert was.data.metrics.keys() == run.data.metrics.keys()
        for key in was.data.metrics:
            assert history(there, was, key) == history(here, run, key), key


def all_runs(client, experiment):
    ids = [client.get_experiment_by_name(experiment).experiment_id]
    return client.search_runs(ids, run_view_type=ViewType.ALL, order_by=["attributes.start_time", "run_id"])


def history(client, run, key):
    return sorted(
        (point.timestamp, point.step, repr(point.value + 0.0)) for point in client.get_metric_history(run.info.run_id, key)
    )


def files(client, run, folder=None):
    for entry in client.list_artifacts(run, folder):
        if entry.is_dir:
            yield from files(client, run, entry.path)
        else:
            yield entry.path, entry.file_size


def same_artifacts(there, here, run, folder):
    old, new = sorted(files(there, run)), sorted(files(here, run))
    assert old == new and (len(old) == 2 or old == [])
    if not old:
        return
    was, is_ = folder / f"there {run}", folder / f"here {run}"
    for side, to in ((there, was), (here, is_)):
        to.mkdir()
        side.download_artifacts(run, "", str(to))
    for path, _ in old:
        assert (was / path).read_bytes() == (is_ / path).read_bytes(), path


def same_model(there, here, name):
    old, new = there.get_registered_model(name), here.get_registered_model(name)
    for field in ("description", "tags", "creation_timestamp"):
        assert getattr(old, field) == getattr(new, field), field
    assert new.last_updated_timestamp >= old.last_updated_timestamp
    assert {alias: str(version) for alias, version in old.aliases.items()} == {
        alias: str(version) for alias, version in new.aliases.items()
    }
    old_versions, new_versions = (
        sorted(client.search_model_versions(f"name = '{name}'"), key=lambda version: int(version.version))
        for client in (there, here)
    )
    assert len(old_versions) == len(new_versions) > 0
    for was, is_ in zip(old_versions, new_versions):
        for field in ("current_stage", "description", "tags", "run_id", "source", "creation_timestamp"):
            assert getattr(was, field) == getattr(is_, field), field
        assert str(was.version) == str(is_.version)


@pytest.fixture
def old(tmp_path):
    server = MlflowServer(tmp_path).start()
    yield server
    if server.process.poll() is None:
        server.kill()


@pytest.fixture
def here():
    with ADMIN.signed_in():
        yield new_client()


def events_of(run):
    """How many points of the metric are here, told one by one."""
    with ADMIN.signed_in():
        return len(new_client().get_metric_history(run, "long"))


def what_people_did(life):
    return [event["event_id"] for event in life if event["actor"] != "system"]


def test_everything_is_here_as_it_was_there(old, here, unique, tmp_path, grace):
    name = f"churn {unique}"
    there = old.client
    runs = fill(there, name, tmp_path)
    first = imported(old)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Everything is here as it is there." in first.stdout
    assert "3 changes were asked for in your name" in first.stdout
    assert here.get_model_version(name, "3").current_stage == "None"
    approve_all(grace, name)
    assert_same(there, here, name, tmp_path)

    life = ADMIN.http("GET", f"/api/governance/v1/models/{name}/versions/3/timeline").json()["events"]
    assert [event["type"].split(".")[1] for event in reversed(life)][:3] == [
        "version-imported",
        "transition-requested",
        "change-requested",
    ]
    assert life[-1]["details"]["imported_from"] == old.url
    assert {event["actor"] for event in life[-3:]} == {"admin"}
    steps = what_people_did(life)

    again = imported(old)
    assert again.returncode == 0, again.stdout + again.stderr
    figures = [output.split("digest")[1].split("Everything")[0] for output in (again.stdout, first.stdout)]
    assert figures[0] == figures[1]
    life = ADMIN.http("GET", f"/api/governance/v1/models/{name}/versions/3/timeline").json()["events"]
    assert what_people_did(life) == steps

    # what is new there comes with the next import, what was changed here is left and told
    there.log_metric(runs[1], "later", 1.0, TRAINED_AT, 7)
    there.log_param(runs[1], "later", "yes")
    there.create_model_version(name, "s3://elsewhere/model")
    here.set_tag(runs[1], "stage", "changed here")
    third = imported(old)
    assert third.returncode == 1
    assert f"run {runs[1]}: tag stage is different" in third.stdout and "1 differences" in third.stdout
    assert here.get_metric_history(runs[1], "later")[0].step == 7
    assert here.get_model_version(name, "5").source == "s3://elsewhere/model"
    with pytest.raises(MlflowException):
        here.get_model_version(name, "2")


def test_what_is_here_already_is_a_collision_that_is_told(old, here, unique, tmp_path):
    name = f"taken {unique}"
    fill(old.client, name, tmp_path)
    mine = here.create_experiment(name)
    here.create_registered_model(name, description="mine")
    told = imported(old)
    assert told.returncode == 1
    assert f"experiment {name} with its runs was left" in told.stdout
    assert f"model {name} with its versions was left" in told.stdout
    assert here.search_runs([mine]) == []
    assert here.get_registered_model(name).description == "mine"
    assert here.get_experiment_by_name(name + " (deleted)").lifecycle_stage == "deleted"


def test_an_import_that_was_killed_goes_on_where_it_was(old, here, unique, tmp_path, grace):
    name = f"long {unique}"
    runs = fill(old.client, name, tmp_path)
    for pause in (2.0, 3.0, 4.0):
        process = subprocess.Popen(
            command(old), env=clean(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(pause)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)
    done = imported(old)
    assert done.returncode == 0, done.stdout + done.stderr
    approve_all(grace, name)
    assert_same(old.client, here, name, tmp_path)
    assert events_of(runs[0]) == POINTS


def test_a_server_that_dies_is_waited_for(old, here, unique, tmp_path, grace):
    name = f"dying {unique}"
    fill(old.client, name, tmp_path)
    process = subprocess.Popen(command(old), env=clean(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    time.sleep(3)
    old.kill()
    old.start()
    output, _ = process.communicate(timeout=300)
    if process.returncode != 0:
        assert "the same command goes on from there" in output or "differ" in output, output
        again = imported(old)
        assert again.returncode == 0, again.stdout + again.stderr
    approve_all(grace, name)
    assert_same(old.client, here, name, tmp_path)


def test_only_an_admin_imports(old, ada):
    refused = imported(old, "--admin-user", ada.name, COUNTERSIGN_ADMIN_PASSWORD=ada.password)
    assert refused.returncode == 1
    assert "import from another server (IMPORT)" in refused.stderr and refused.stderr.count("\n") == 1, refused.stderr


def test_a_server_that_is_not_there_is_told_in_one_line():
    refused = subprocess.run(
        [str(PROGRAM), "import", "--from", SERVER + "/nowhere", "--to", SERVER],
        env=clean(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert refused.returncode == 1 and refused.stderr.count("\n") == 1, refused.stderr
