import mlflow
import pytest
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException


@pytest.fixture
def ten(client, experiment):
    """Ten runs: loss falls with the depth, which is a param; even ones are tagged so."""
    for depth in range(10):
        run = client.create_run(experiment, run_name=f"depth-{depth}", start_time=1_000 + depth)
        client.log_batch(
            run.info.run_id,
            metrics=[Metric("val loss", 1.0 - depth / 10, 1_000, 0), Metric("same", 1, 1_000, 0)],
            params=[Param("depth", str(depth)), Param("kind", "Tree")],
            tags=[RunTag("even", str(depth % 2 == 0))],
        )
        client.set_terminated(run.info.run_id, "FAILED" if depth == 9 else "FINISHED")
    return experiment


def depths(runs):
    return [int(run.data.params["depth"]) for run in runs]


@pytest.mark.parametrize(
    ("filter_string", "expected"),
    [
        ("metrics.`val loss` < 0.35", [7, 8, 9]),
        ("metrics.`val loss` >= 0.9 and tags.even = 'True'", [0]),
        ('metrics."val loss" != 1.0 and params.depth = "3"', [3]),
        ("params.kind ILIKE 'tree' AND params.kind LIKE 'T%' AND tags.even != 'True'", [1, 3, 5, 7, 9]),
        ("attributes.status = 'FAILED'", [9]),
        ("status != 'FINISHED'", [9]),
        ("run_name LIKE 'depth-%' and attributes.start_time < 1003", [0, 1, 2]),
        ("attributes.run_name = 'depth-4'", [4]),
        ("params.absent = 'x'", []),
    ],
)
def test_runs_are_found(client, ten, filter_string, expected):
    assert sorted(depths(client.search_runs([ten], filter_string))) == expected


def test_runs_are_found_by_their_ids(client, ten):
    chosen = client.search_runs([ten], "params.depth = '2'") + client.search_runs([ten], "params.depth = '5'")
    ids = ", ".join(f"'{run.info.run_id}'" for run in chosen)
    assert sorted(depths(client.search_runs([ten], f"attributes.run_id IN ({ids})"))) == [2, 5]


def test_runs_come_in_order(client, ten):
    assert depths(client.search_runs([ten], order_by=["metrics.`val loss` ASC"], max_results=3)) == [9, 8, 7]
    assert depths(client.search_runs([ten], order_by=["tags.even DESC", "params.depth"], max_results=3)) == [0, 2, 4]
    assert depths(client.search_runs([ten], order_by=["metrics.same", "start_time ASC"], max_results=2)) == [0, 1]
    assert depths(client.search_runs([ten], max_results=2)) == [9, 8]


def test_runs_come_by_pages(client, ten):
    found, token = [], None
    while True:
        page = client.search_runs([ten], order_by=["start_time ASC"], max_results=4, page_token=token)
        found += depths(page)
        token = page.token
        if not token:
            break
    assert found == list(range(10))


def test_deleted_runs_are_found_when_asked_for(client, ten):
    gone = client.search_runs([ten], "params.depth = '6'")[0]
    client.delete_run(gone.info.run_id)
    assert 6 not in depths(client.search_runs([ten]))
    assert depths(client.search_runs([ten], run_view_type=ViewType.DELETED_ONLY)) == [6]
    assert len(client.search_runs([ten], run_view_type=ViewType.ALL)) == 10


def test_runs_come_as_a_table(client, ten):
    table = mlflow.search_runs([ten], "metrics.`val loss` <= 0.5", order_by=["metrics.`val loss`"])
    assert list(table["params.depth"]) == ["9", "8", "7", "6", "5"]
    assert list(table["metrics.val loss"])[-1] == 0.5


def test_the_best_run_is_found_by_the_experiments_name(client, ten):
    name = client.get_experiment(ten).name
    best = mlflow.search_runs(
        experiment_names=[name], order_by=["metrics.`val loss`"], max_results=1, output_format="list"
    )
    assert depths(best) == [9]


@pytest.mark.parametrize("filter_string", ["metrics.a > 'x'", "params.p > '1'", "nonsense", "a OR b", "metrics.a >", "status IN ('FAILED')"])
def test_a_bad_filter_is_told(client, experiment, filter_string):
    with pytest.raises(MlflowException) as refused:
        client.search_runs([experiment], filter_string)
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"
