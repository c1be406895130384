import mlflow
import pytest
import requests
from conftest import SERVER
from mlflow.artifacts import download_artifacts, list_artifacts, load_dict, load_text
from mlflow.exceptions import MlflowException


def paths(files):
    return sorted((file.path, file.is_dir) for file in files)


def test_texts_and_documents_come_back(client, experiment):
    with mlflow.start_run() as started:
        mlflow.log_text("grüße", "notes/hello world.txt")
        mlflow.log_dict({"a": [1, 2.5, None]}, "config/ü.json")
    root = started.info.artifact_uri
    assert load_text(f"{root}/notes/hello world.txt") == "grüße"
    assert load_dict(f"{root}/config/ü.json") == {"a": [1, 2.5, None]}
    assert load_text(f"runs:/{started.info.run_id}/notes/hello world.txt") == "grüße"


def test_folders_are_uploaded_listed_and_downloaded(client, run, tmp_path):
    source = tmp_path / "source"
    (source / "sub" / "deep").mkdir(parents=True)
    (source / "top.bin").write_bytes(bytes(range(256)))
    (source / "sub" / "one.txt").write_text("1")
    (source / "sub" / "deep" / "two.txt").write_text("22")
    (source / "empty.txt").write_bytes(b"")
    client.log_artifacts(run.info.run_id, str(source), "data")

    assert paths(client.list_artifacts(run.info.run_id)) == [("data", True)]
    listed = client.list_artifacts(run.info.run_id, "data")
    assert paths(listed) == [("data/empty.txt", False), ("data/sub", True), ("data/top.bin", False)]
    assert {file.path: file.file_size for file in listed}["data/top.bin"] == 256
    assert client.list_artifacts(run.info.run_id, "data/top.bin") == []
    assert client.list_artifacts(run.info.run_id, "absent") == []
    assert paths(list_artifacts(run_id=run.info.run_id, artifact_path="data/sub")) == [
        ("data/sub/deep", True),
        ("data/sub/one.txt", False),
    ]

    there = tmp_path / "there"
    there.mkdir()
    client.download_artifacts(run.info.run_id, "data", str(there))
    assert (there / "data" / "top.bin").read_bytes() == bytes(range(256))
    assert (there / "data" / "sub" / "deep" / "two.txt").read_text() == "22"
    assert (there / "data" / "empty.txt").read_bytes() == b""
    whole = tmp_path / "whole"
    whole.mkdir()
    download_artifacts(run_id=run.info.run_id, artifact_path="", dst_path=str(whole))
    assert (whole / "data" / "sub" / "one.txt").read_text() == "1"


def test_a_large_file_comes_back_byte_for_byte(client, run, tmp_path):
    file = tmp_path / "large.bin"
    file.write_bytes(bytes(range(256)) * 4 * 1024 * 20)
    client.log_artifact(run.info.run_id, str(file))
    assert client.list_artifacts(run.info.run_id)[0].file_size == 20 * 1024 * 1024
    there = tmp_path / "there"
    there.mkdir()
    client.download_artifacts(run.info.run_id, "large.bin", str(there))
    assert (there / "large.bin").read_bytes() == file.read_bytes()


def test_a_file_is_replaced_and_deleted(client, run, tmp_path):
    client.log_text(run.info.run_id, "old", "a.txt")
    client.log_text(run.info.run_id, "new", "a.txt")
    assert load_text(f"runs:/{run.info.run_id}/a.txt") == "new"
    repository = mlflow.store.artifact.artifact_repository_registry.get_artifact_repository(run.info.artifact_uri)
    repository.delete_artifacts("a.txt")
    assert client.list_artifacts(run.info.run_id) == []


def test_an_absent_file_is_told(client, run, tmp_path):
    with pytest.raises(MlflowException):
        client.download_artifacts(run.info.run_id, "absent.txt", str(tmp_path))


def test_nothing_climbs_out_of_a_run(client, run, ada):
    base = f"/api/2.0/mlflow-artifacts/artifacts/{run.info.experiment_id}/{run.info.run_id}/artifacts/"
    for climb in ("%2e%2e/%2e%2e/x", "..%2f..%2fx", "%252e%252e/x", "a/%2e%2e/%2e%2e/x"):
        assert ada.http("PUT", base + climb, data=b"x").status_code in (400, 404), climb


def test_files_are_for_those_who_signed_in(client, run):
    client.log_text(run.info.run_id, "secret", "a.txt")
    answer = requests.get(f"{SERVER}/get-artifact", params={"run_id": run.info.run_id, "path": "a.txt"}, timeout=30)
    assert answer.status_code == 401


def test_a_download_is_never_shown_by_a_browser(client, run, ada):
    client.log_text(run.info.run_id, "<script>alert(1)</script>", "page.html")
    answer = ada.http("GET", f"/get-artifact?run_id={run.info.run_id}&path=page.html")
    assert answer.text == "<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
