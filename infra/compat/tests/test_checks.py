"""A CI job reports checks and gives evidence with nothing but an HTTP client."""

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from conftest import SERVER, hired


@pytest.fixture(scope="session")
def jenkins():
    return hired("jenkins", "contributor")


@pytest.fixture
def base(model, version):
    return f"/api/governance/v1/models/{model}/versions/{version}"


def report(person, base, state, job="jenkins-4711", **more):
    return person.http("POST", base + "/checks", json={"check": "tests", "external_id": job, "state": state} | more)


def give(person, base, slot, content, media_type="application/pdf", headers=None, **parameters):
    headers = {"Content-Type": media_type} | (headers or {})
    return person.http("POST", f"{base}/evidence/{slot}", data=content, headers=headers, params=parameters)


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def problem(answer, status, code):
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:countersign:problem:" + code
    return answer.json()["detail"]


def test_a_job_goes_from_queued_to_passed(jenkins, vera, base):
    link = "https://ci.example/job/4711"
    assert report(jenkins, base, "queued").status_code == 201
    assert report(jenkins, base, "running", link=link).status_code == 201
    passed = report(jenkins, base, "passed", link=link, summary="312 passed", digest=sha256(b"report"))
    assert passed.status_code == 201
    (check,) = vera.http("GET", base + "/checks").json()["checks"]
    assert check == passed.json()
    assert (check["state"], check["reporter"], check["summary"]) == ("passed", jenkins.name, "312 passed")
    assert check["link"] == link and check["digest"] == sha256(b"report") and check["reporter_id"]


def test_a_report_that_is_sent_again_is_the_one_that_is_stored(jenkins, base):
    first = report(jenkins, base, "queued")
    report(jenkins, base, "failed")
    again = report(jenkins, base, "queued")
    assert (again.status_code, again.json(), again.headers["Countersign-Events"]) == (200, first.json(), "0")


def test_jobs_that_report_at_once_are_one_report(jenkins, vera, base):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: report(jenkins, base, "passed"), range(16)))
    assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]
    events = vera.http("GET", base + "/timeline").json()["events"]
    assert [event["type"] for event in events].count("model-version.check-reported") == 1


def test_what_does_not_follow_is_refused(jenkins, ada, vera, base):
    report(jenkins, base, "running")
    assert "cannot go back to queued" in problem(report(jenkins, base, "queued"), 409, "check-moved-on")
    assert "external_id of your own" in problem(report(ada, base, "passed"), 403, "not-the-reporter")
    report(jenkins, base, "failed")
    assert "final" in problem(report(jenkins, base, "passed"), 409, "check-moved-on")
    assert "queued, running, passed or failed" in problem(report(jenkins, base, "ok", "2"), 400, "parameter-invalid")
    assert "contributor" in problem(report(vera, base, "passed", "3"), 403, "permission-missing")
    problem(report(jenkins, base + "0", "passed"), 404, "version-not-found")


def test_checks_are_listed_by_the_page(jenkins, vera, base):
    for number in range(5):
        report(jenkins, base, "queued", f"job-{number}")
    seen, token = [], None
    while True:
        page = vera.http("GET", base + "/checks", params={"limit": 2, "check": "tests", "page_token": token}).json()
        seen += [check["external_id"] for check in page["checks"]]
        token = page.get("next_page_token")
        if not token:
            break
    assert seen == [f"job-{number}" for number in (4, 3, 2, 1, 0)]


def test_evidence_is_given_listed_fetched_and_withdrawn(jenkins, ada, vera, admin, base):
    content = b"%PDF-1.7 a model card"
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    given = give(
        jenkins, base, "model-card", content, headers={"Content-Digest": f"sha-256=:{digest}:"}, name="Card 1.pdf"
    )
    assert given.status_code == 201, given.text
    assert given.json()["sha256"] == sha256(content) and given.json()["size"] == len(content)
    assert vera.http("GET", base + "/evidence").json() == {"evidence": [given.json()]}
    assert give(jenkins, base, "model-card", content, name="Card 1.pdf").status_code == 200

    path = f"{base}/evidence/model-card/{sha256(content)}"
    read = vera.http("GET", path)
    assert read.content == content and read.headers["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in read.headers["Content-Disposition"] and "Card 1.pdf" in read.headers["Content-Disposition"]
    problem(ada.http("DELETE", path), 403, "not-the-producer")
    assert admin.http("DELETE", path).status_code == 204
    problem(vera.http("GET", path), 404, "evidence-not-found")


def test_evidence_is_taken_from_what_the_server_holds(client, run, jenkins, base):
    client.log_text(run.info.run_id, "{}", "reports/bias.json")
    for source, name in ((f"runs:/{run.info.run_id}/reports/bias.json", "bias.json"), ("weights.txt", "weights.txt")):
        given = jenkins.http("POST", base + "/evidence/report?fetch=true", json={"from": source})
        assert given.status_code == 201, given.text
        assert given.json()["name"] == name
    assert given.json()["sha256"] == sha256(b"weights") and given.json()["media_type"] == "text/plain"


def test_a_body_that_is_none_or_another_is_refused(jenkins, base):
    problem(give(jenkins, base, "card", b"x", sha256=sha256(b"y")), 400, "digest-mismatch")
    problem(give(jenkins, base, "card", b""), 400, "evidence-empty")
    assert "curl" in problem(give(jenkins, base, "card", "a=b", "application/x-www-form-urlencoded"), 415, "media-type-unsupported")
    link = jenkins.http("POST", base + "/evidence/card?fetch=true", json={"from": "https://wiki/card"})
    assert "can change" in problem(link, 400, "evidence-is-a-link")
    problem(give(jenkins, base, "..card", b"x"), 400, "parameter-invalid")
    problem(give(jenkins, base, "card", iter([bytes(1024 * 1024)] * 65)), 413, "evidence-too-large")
    assert jenkins.http("GET", base + "/evidence").json() == {"evidence": []}


def test_a_checklist_is_answered_item_by_item(ada, grace, vera, base):
    path = base + "/checklists/fairness"
    ada.http("PUT", path, json={"answers": [{"item": "bias-reviewed", "answer": "no"}, {"item": "limits", "answer": "yes"}]})
    changed = {"item": "bias-reviewed", "answer": "yes", "note": "by age and region"}
    assert grace.http("PUT", path, json={"answers": [changed]}).status_code == 200
    answers = {answer["item"]: answer for answer in vera.http("GET", path).json()["answers"]}
    assert (answers["bias-reviewed"]["answer"], answers["bias-reviewed"]["answered_by"]) == ("yes", grace.name)
    assert answers["bias-reviewed"]["note"] == "by age and region" and answers["limits"]["answered_by"] == ada.name
    problem(grace.http("PUT", path, json={"answers": [{"item": "x", "answer": "maybe"}]}), 400, "parameter-invalid")


def test_strangers_are_asked_to_sign_in(base):
    assert requests.get(SERVER + base + "/checks", timeout=30).status_code == 401
    assert requests.post(SERVER + base + "/evidence/card", data=b"x", timeout=30).status_code == 401
