"""Three people talk a request over before it is decided, and once more afterwards."""

import pytest
from conftest import hired

API = "/api/governance/v1"


@pytest.fixture(scope="session")
def olga():
    """Administers the server too."""
    return hired("olga", "admin")


def call(person, method, path, expected=200, **body):
    answer = person.http(method, API + path, json=body)
    assert answer.status_code == expected, answer.text
    return answer.json()


@pytest.fixture
def request_id(model, version, ada):
    change = {"kind": "stage", "version": str(version), "stage": "Production"}
    return call(ada, "POST", f"/models/{model}/requests", 201, change=change)["request_id"]


def begun(person, request_id, text):
    return call(person, "POST", f"/requests/{request_id}/threads", 201, text=text)


def waiting(person, thread):
    mentions = call(person, "GET", "/inbox").get("mentions", [])
    return [mention for mention in mentions if mention["thread_id"] == thread["thread_id"]]


def test_a_mention_waits_in_the_inbox_until_it_is_answered(model, request_id, ada, grace):
    thread = begun(grace, request_id, f"@{ada.name.upper()}, why is recall lower?")
    (mention,) = waiting(ada, thread)
    assert mention["by"] == grace.name and mention["model"] == model and mention["request_id"] == request_id
    assert mention["text"] == f"@{ada.name.upper()}, why is recall lower?"
    replied = call(ada, "POST", f"/threads/{thread['thread_id']}/replies", 201, text="Fewer positives.")
    assert [comment["text"] for comment in replied["comments"]] == [mention["text"], "Fewer positives."]
    assert waiting(ada, thread) == []


def test_a_change_waits_until_its_threads_are_resolved(model, request_id, ada, grace, admin, olga, client, unique):
    policy = (
        f"policy: talked-over-{unique}\napplies-to: {{models: [{model}], changes: [{{stage: {{to: [Production]}}}}]}}\n"
        "requires: {approvals: {group: reviewer}, threads: resolved}\n"
    )
    call(ada, "POST", f"/requests/{request_id}/cancel")
    proposed = admin.http("POST", API + "/policies", data=policy.encode())
    assert proposed.status_code == 201, proposed.text
    call(olga, "POST", f"/policy-proposals/{proposed.json()['proposal_id']}/agree")
    change = {"kind": "stage", "version": "1", "stage": "Production"}
    request_id = call(ada, "POST", f"/models/{model}/requests", 201, change=change)["request_id"]

    thread = begun(grace, request_id, "Who monitors it?")
    held = call(grace, "POST", f"/requests/{request_id}/approve")
    assert held["request"]["state"] == "open" and held["open_threads"] == 1
    rules = {rule["rule"]: rule for status in held["policies"] for rule in status["rules"]}
    assert rules["threads"]["status"] == "unsatisfied" and rules["threads"]["says"] == "1 thread is open."

    call(ada, "POST", f"/threads/{thread['thread_id']}/resolve")
    done = call(grace, "POST", f"/requests/{request_id}/approve")
    assert done["request"]["state"] == "approved"
    assert client.get_model_version(model, "1").current_stage == "Production"

    asked = begun(olga, request_id, f"@{grace.name} Did you see the drift report?")
    assert waiting(grace, asked)
    call(grace, "POST", f"/threads/{asked['thread_id']}/resolve")
    assert not waiting(grace, asked)


def test_who_looks_on_writes_nothing(request_id, grace, vera):
    thread = begun(grace, request_id, "Who monitors it?")
    refused = call(vera, "POST", f"/threads/{thread['thread_id']}/replies", 403, text="I do.")
    assert "discuss requests" in refused["detail"]
    assert [one["thread_id"] for one in call(vera, "GET", f"/requests/{request_id}/threads")["threads"]] == [
        thread["thread_id"]
    ]
