"""A Jupyter notebook whose cells track a run."""

import nbformat
from conftest import SERVER
from nbclient import NotebookClient

TRAINS = """
import mlflow
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
mlflow.autolog()
mlflow.set_experiment(experiment_id="{experiment}")
with mlflow.start_run(run_name="by notebook") as run:
    LogisticRegression(max_iter=300, C=0.5).fit(*load_iris(return_X_y=True))
"""

LOOKS = """
found = mlflow.search_runs(experiment_ids=["{experiment}"], filter_string="params.C = '0.5'")
print(found.loc[0, "run_id"] == run.info.run_id, found.loc[0, "status"])
"""


def test_cells_are_tracked_and_the_run_is_known_to_come_from_a_notebook(client, experiment, ada, monkeypatch):
    cells = [nbformat.v4.new_code_cell(cell.format(experiment=experiment)) for cell in (TRAINS, LOOKS)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", SERVER)
    monkeypatch.setenv("IPYNB_FILE", "churn.ipynb")

    with ada.signed_in():
        NotebookClient(notebook, timeout=180, kernel_name="python3").execute()

    printed = "".join(output.get("text", "") for output in notebook.cells[1].outputs if output.get("name") == "stdout")
    assert "True FINISHED" in printed
    [run] = client.search_runs([experiment], "attributes.source_type = 'NOTEBOOK'")
    assert run.data.metrics["training_score"] > 0.9
    provenance = ada.http("GET", f"/api/governance/v1/runs/{run.info.run_id}/provenance").json()
    assert provenance["source"]["name"] == "churn.ipynb"
