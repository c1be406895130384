"""The program's own demo, and what other clients see of it."""

import os
import pathlib
import subprocess

import mlflow
from conftest import SERVER

PROGRAM = pathlib.Path(__file__).parents[3] / "countersign"


def play(**environment):
    return subprocess.run(
        [PROGRAM, "demo", "--server", SERVER],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def stages(client):
    return [found.current_stage for found in client.search_model_versions("name = 'polynomial-demo'")]


def test_the_story_ends_well_however_often_it_is_played(client):
    for times in (1, 2):
        played = play()
        assert played.returncode == 0, played.stderr
        assert "the server refuses" in played.stdout
        assert stages(client).count("Production") == 1
        assert stages(client).count("Archived") == times
    (production,) = client.get_latest_versions("polynomial-demo", ["Production"])
    run = client.get_run(production.run_id)
    best = mlflow.search_runs(
        [run.info.experiment_id], order_by=["metrics.validation_rmse"], max_results=1, output_format="list"
    )
    assert run.data.params["degree"] == best[0].data.params["degree"] == "2"
    coefficients = mlflow.artifacts.load_dict(f"models:/polynomial-demo/{production.version}/coefficients.json")
    assert len(coefficients["coefficients"]) == 3


def test_a_wrong_password_is_told_in_one_line():
    played = play(COUNTERSIGN_ADMIN_PASSWORD="not the password")
    assert played.returncode == 1
    assert played.stderr.count("\n") == 1 and "does not accept this user and password" in played.stderr
