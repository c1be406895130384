import base64
import hashlib
import http.client
import json
import os
import socket
import time
import urllib.parse
from pathlib import Path

import mlflow
import pytest
import requests
from conftest import SERVER
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository


@pytest.fixture
def parted(monkeypatch):
    monkeypatch.setenv("MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD", "true")
    monkeypatch.setenv("MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD", "true")
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", "1")
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", str(1024 * 1024))
    monkeypatch.setenv("MLFLOW_MULTIPART_DOWNLOAD_CHUNK_SIZE", str(700_001))


@pytest.fixture
def base(run):
    return f"/api/2.0/mlflow-artifacts/artifacts/{run.info.experiment_id}/{run.info.run_id}/artifacts"


def mpu(base, what):
    return base.replace("/artifacts/", f"/mpu/{what}/", 1)


@pytest.mark.parametrize("size", [1, 1024 * 1024, 3 * 1024 * 1024 + 17])
def test_files_travel_in_parts(client, run, tmp_path, parted, size):
    file = tmp_path / "modèl 50.bin"
    file.write_bytes(os.urandom(size))
    client.log_artifact(run.info.run_id, str(file), "deep/er")
    assert [entry.file_size for entry in client.list_artifacts(run.info.run_id, "deep/er")] == [size]
    there = tmp_path / "there"
    there.mkdir()
    fetched = client.download_artifacts(run.info.run_id, "deep/er/modèl 50.bin", str(there))
    assert Path(fetched).is_relative_to(there) and Path(fetched).read_bytes() == file.read_bytes()


def begin(ada, base, parts=2):
    answer = ada.http("POST", mpu(base, "create"), json={"path": "/home/x/f.bin", "num_parts": parts})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_upload_is_completed_once_and_only_when_it_is_whole(client, run, ada, base):
    upload = begin(ada, base)
    urls = [part["url"] for part in upload["credentials"]]
    first = requests.put(urls[0], data=b"ab", timeout=30)
    message = {"path": "f.bin", "upload_id": upload["upload_id"]}
    parts = [{"part_number": 1, "etag": first.headers["ETag"]}]
    assert ada.http("POST", mpu(base, "complete"), json=message | {"parts": parts}).status_code == 400
    assert requests.put(urls[1], data=b"", timeout=30).status_code == 200
    last = requests.put(urls[1], data=b"c", timeout=30)
    parts.append({"part_number": 2, "etag": last.headers["ETag"]})
    wrong = [parts[0], parts[1] | {"etag": "00000000"}]
    assert ada.http("POST", mpu(base, "complete"), json=message | {"parts": wrong}).status_code == 400
    for _ in range(2):
        assert ada.http("POST", mpu(base, "complete"), json=message | {"parts": parts}).status_code == 200
    assert ada.http("GET", base + "/f.bin").text == "abc"
    assert requests.put(urls[0], data=b"xy", timeout=30).status_code == 404
    assert ada.http("GET", base + "/f.bin").text == "abc"


def test_an_aborted_upload_is_gone(client, run, ada, base):
    upload = begin(ada, base)
    url = upload["credentials"][0]["url"]
    assert requests.put(url, data=b"ab", timeout=30).status_code == 200
    message = {"path": "f.bin", "upload_id": upload["upload_id"]}
    assert ada.http("POST", mpu(base, "abort"), json=message).status_code == 200
    assert requests.put(url, data=b"ab", timeout=30).status_code == 404
    assert ada.http("POST", mpu(base, "complete"), json=message | {"parts": [{"part_number": 1}]}).status_code == 404
    assert client.list_artifacts(run.info.run_id) == []


def test_a_link_is_good_for_its_part_alone(run, ada, base):
    upload = begin(ada, base)
    url = upload["credentials"][0]["url"]
    other = begin(ada, base)["upload_id"]
    parsed = urllib.parse.urlsplit(url)
    query = dict(urllib.parse.parse_qsl(parsed.query))

    def put(path=parsed.path, **changed):
        changed_url = parsed._replace(path=path, query=urllib.parse.urlencode(query | changed))
        return requests.put(urllib.parse.urlunsplit(changed_url), data=b"ab", timeout=30).status_code

    assert put(path=parsed.path[:-1] + "2") == 403
    assert put(path=parsed.path.replace(upload["upload_id"], other)) == 403
    assert put(expires=int(query["expires"]) + 1) == 403
    assert put(expires=1) == 403
    assert put(expires=-(2**63)) == 403
    assert put(signature="") == 403
    assert put(signature=query["signature"][:-2] + "AA") == 403
    assert put() == 200


def test_a_download_link_is_good_for_its_file_alone(client, run, ada, base):
    client.log_text(run.info.run_id, "one", "a.txt")
    client.log_text(run.info.run_id, "two", "b.txt")
    answer = ada.http("GET", base.replace("/artifacts/", "/presigned/", 1) + "/a.txt").json()
    assert answer["file_size"] == 3
    assert requests.get(answer["url"], timeout=30).text == "one"
    other = hashlib.sha256(b"two").hexdigest()
    assert requests.get(answer["url"].replace(hashlib.sha256(b"one").hexdigest(), other), timeout=30).status_code == 403
    assert requests.get(answer["url"].replace("name=a", "name=b"), timeout=30).status_code == 403
    assert requests.put(answer["url"], data=b"x", timeout=30).status_code in (401, 405)


def test_parts_have_one_size(run, ada, base):
    urls = [part["url"] for part in begin(ada, base, 3)["credentials"]]
    assert requests.put(urls[0], data=b"abcd", timeout=30).status_code == 200
    assert requests.put(urls[1], data=b"ab", timeout=30).status_code == 400
    assert requests.put(urls[1], data=iter([b"abcd"]), timeout=30).status_code == 400
    for wrong in (0, -1, 10_001, 2**40):
        answer = ada.http("POST", mpu(base, "create"), json={"path": "f", "num_parts": wrong})
        assert answer.status_code == 400, wrong


def test_ranges_and_conditions(client, run, ada, base):
    data = os.urandom(200_000)
    ada.http("PUT", base + "/f.bin", data=data)

    def get(**headers):
        return ada.http("GET", base + "/f.bin", headers={name.replace("_", "-"): value for name, value in headers.items()})

    tag = get().headers["ETag"]
    assert tag == f'"{hashlib.sha256(data).hexdigest()}"'
    for wanted, first, last in [("0-0", 0, 0), ("10-70009", 10, 70009), ("199999-", 199999, 199999),
                                ("-5", 199995, 199999), ("-999999", 0, 199999), ("5-99999999999999999999", 5, 199999)]:
        answer = get(Range=f"bytes={wanted}")
        assert answer.status_code == 206, wanted
        assert answer.content == data[first:last + 1]
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/200000"
    for wanted in ("200000-", "-0", "99999999999999999999-"):
        answer = get(Range=f"bytes={wanted}")
        assert answer.status_code == 416, wanted
        assert answer.headers["Content-Range"] == "bytes */200000"
    for ignored in ("bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=-", "bytes=0-1,5-6"):
        assert (get(Range=ignored).status_code, len(get(Range=ignored).content)) == (200, 200_000)
    assert get(If_None_Match=tag).status_code == 304
    assert get(If_None_Match='"other"').status_code == 200
    assert get(If_Match='"other"').status_code == 412
    assert get(If_Range=tag, Range="bytes=0-9").status_code == 206
    assert get(If_Range='"other"', Range="bytes=0-9").status_code == 200
    head = ada.http("HEAD", base + "/f.bin")
    assert (head.status_code, head.headers["Content-Length"], head.content) == (200, "200000", b"")


def test_a_small_upload_as_the_pages_send_it(client, run, ada):
    route = "/ajax-api/2.0/mlflow/upload-artifact"
    query = {"run_uuid": run.info.run_id, "path": "a/b.txt"}
    assert ada.http("POST", route, params=query, data=b"hello").status_code == 200
    assert ada.http("GET", "/get-artifact", params={"run_id": run.info.run_id, "path": "a/b.txt"}).text == "hello"
    assert ada.http("POST", route, params=query, data=b"").status_code == 400
    assert ada.http("POST", route, params={"run_uuid": run.info.run_id}, data=b"x").status_code == 400
    too_large = b"x" * (10 * 1024 * 1024 + 1)
    answer = ada.http("POST", route, params=query, data=too_large)
    assert (answer.status_code, answer.json()["message"]) == (400, "Artifact size is too large. Max size is 10MB.")
    assert ada.http("POST", route, params=query, data=iter([too_large])).status_code == 400


def raw(person, method, path, data=b""):
    """As it is written: other clients tidy paths up before they send them."""
    host = urllib.parse.urlsplit(SERVER)
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
    connection.request(method, path, body=data, headers={"Authorization": authorization(person)})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def authorization(person):
    return "Basic " + base64.b64encode(f"{person.name}:{person.password}".encode()).decode()


CLIMBS = ["../x", "a/../../x", "%2e%2e/x", "..%2fx", "%252e%252e/x", "..%5cx", "a%5c..%5cx", "/etc/passwd", "%2Fetc/passwd",
          "file:///etc/passwd", "file:x", "C:/x", "C%3A/x", "a;/../x", "..;/x", "..;a/x", "x%00", "x%0d%0ay", "a%23b", "~/x",
          "./x", "a//b", "...%2fx", "%2e/x", "%25252e%25252e/x", ".%20./x", "%20/x"]


@pytest.mark.parametrize("climb", CLIMBS)
def test_no_route_lets_a_path_climb(client, run, ada, base, climb):
    def send(method, path, data=b"", json_body=None):
        return raw(ada, method, path, data if json_body is None else json.dumps(json_body).encode())

    plain = urllib.parse.unquote(climb)
    query = urllib.parse.quote(plain, safe="")
    message = {"path": "f", "num_parts": 1, "upload_id": "x", "parts": [{"part_number": 1, "etag": "e"}]}
    run_id = run.info.run_id
    answers = {
        "put": send("PUT", f"{base}/{climb}", data=b"x"),
        "get": send("GET", f"{base}/{climb}"),
        "delete": send("DELETE", f"{base}/{climb}"),
        "list": send("GET", f"/api/2.0/mlflow-artifacts/artifacts?path={run.info.experiment_id}/{run_id}/artifacts/{query}"),
        "presigned": send("GET", f"{base.replace('/artifacts/', '/presigned/', 1)}/{climb}"),
        "create": send("POST", f"{mpu(base, 'create')}/{climb}", json_body=message),
        "complete": send("POST", f"{mpu(base, 'complete')}/{climb}", json_body=message),
        "abort": send("POST", f"{mpu(base, 'abort')}/{climb}", json_body=message),
        "list of run": send("GET", f"/api/2.0/mlflow/artifacts/list?run_id={run_id}&path={query}"),
        "get-artifact": send("GET", f"/get-artifact?run_id={run_id}&path={query}"),
        "upload-artifact": send("POST", f"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run_id}&path={query}", data=b"x"),
    }
    for route, status in answers.items():
        assert status in (400, 404), (route, status)
    assert client.list_artifacts(run_id) == []


@pytest.mark.parametrize("source", ["file:///etc", "/etc", "../x", "C:\\x", "s3://b/../x", "s3://b/%2e%2e/x", "s3://b/a#f",
                                    "s3://b/a\\..\\x", "s3://b/%252e%252e/x", "local:/x", "jar:file:/x",
                                    "mlflow-artifacts:/0/../../etc", "mlflow-artifacts://host/..%2f..%2f", "FILE:/etc",
                                    "http://h/a;/../x"])
def test_no_source_and_no_location_is_on_the_servers_disk(client, ada, source):
    name = f"m{os.urandom(4).hex()}"
    assert ada.http("POST", "/api/2.0/mlflow/registered-models/create", json={"name": name}).status_code == 200
    answer = ada.http("POST", "/api/2.0/mlflow/model-versions/create", json={"name": name, "source": source})
    assert (answer.status_code, answer.json()["error_code"]) == (400, "INVALID_PARAMETER_VALUE")
    answer = ada.http("POST", "/api/2.0/mlflow/experiments/create", json={"name": name, "artifact_location": source})
    assert (answer.status_code, answer.json()["error_code"]) == (400, "INVALID_PARAMETER_VALUE")


def test_a_client_that_goes_away_leaves_nothing_behind(client, run, base, ada):
    host = urllib.parse.urlsplit(SERVER)
    for head in ("Content-Length: 1000", "Transfer-Encoding: chunked"):
        with socket.create_connection((host.hostname, host.port), timeout=30) as half:
            half.sendall(f"PUT {base}/half.bin HTTP/1.1\r\nHost: {host.netloc}\r\nAuthorization: {authorization(ada)}\r\n"
                         f"{head}\r\n\r\n3e8\r\nhalf of it".encode())
    assert client.list_artifacts(run.info.run_id) == []


def consists_of(ada, name, version):
    route = f"/api/governance/v1/models/{name}/versions/{version}/artifacts"
    for _ in range(100):
        answer = ada.http("GET", route)
        assert answer.status_code == 200, answer.text
        if answer.json()["state"] != "pending":
            return answer.json()
        time.sleep(0.1)
    raise AssertionError("still pending")


def test_a_version_says_which_files_it_consists_of(client, run, ada, model):
    client.log_text(run.info.run_id, "two", "model/sub/b.txt")
    client.log_text(run.info.run_id, "one", "model/a.txt")
    client.log_text(run.info.run_id, "other", "models/c.txt")
    version = client.create_model_version(model, f"runs:/{run.info.run_id}/model", run.info.run_id).version
    known = consists_of(ada, model, version)
    lines = "".join(f"{hashlib.sha256(text.encode()).hexdigest()} 3 {path}\n" for path, text in (("a.txt", "one"), ("sub/b.txt", "two")))
    assert (known["state"], known["size"]) == ("verified", 6)
    assert [file["path"] for file in known["files"]] == ["a.txt", "sub/b.txt"]
    assert known["digest"] == hashlib.sha256(lines.encode()).hexdigest()


@pytest.mark.parametrize("source", ["http://127.0.0.1:1/model", "s3://bucket/model", "gs://bucket/model", "dbfs:/model"])
def test_of_files_elsewhere_a_version_says_that_nobody_looked(client, ada, model, source):
    version = client.create_model_version(model, source).version
    known = consists_of(ada, model, version)
    assert (known["state"], known.get("files"), known.get("digest")) == ("unverified", None, None)
    assert source in known["reason"]
