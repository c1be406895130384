"""What cannot wait, what is approved on condition, and requests that take the place of others."""

import time

import pytest
from test_gate import gate, said
from test_policies import call
from test_workflow import act, ask, member, olga, production, publish, stage_of  # noqa: F401

FROZEN = """
policy: {name}
description: Nothing of this model moves while the books are closed.
applies-to:
  models: [{name}]
  changes: [stage: {{to: [Production]}}]
requires:
  approvals: {{group: reviewer, apart-from: [requester]}}
  freezes: [{{from: "2020-01-01T00:00:00Z", until: "2030-01-01T00:00:00Z"}}]
break-glass: {{group: reviewer, for-at-most: PT4H}}
"""


@pytest.fixture(scope="module")
def rita():
    return member("rita", "books")


@pytest.fixture(scope="module")
def rob():
    return member("rob", "books")


@pytest.fixture
def frozen(model, olga):  # noqa: F811
    publish(olga, model, FROZEN)
    return model


def test_two_people_break_the_glass_and_a_third_reviews_it(client, frozen, version, ada, rita, rob, grace, vera):
    request = ask(ada, frozen, production(version))
    still = act(rita, request, "approve")
    assert still["request"]["state"] == "open"
    refused = act(ada, request, "break-glass", 403, reason="customers are locked out")
    assert "You are not in it" in refused["detail"]

    proposed = act(rita, request, "break-glass", reason="customers are locked out")
    assert [(voice["by"], voice["comment"]) for voice in proposed["break_glass"]] == [
        (rita.name, "customers are locked out")
    ]
    assert stage_of(client, frozen, version) == "None"
    assert act(rita, request, "break-glass", reason="once more")["request"]["state"] == "open"
    done = act(rob, request, "break-glass", reason="so they are")
    assert done["request"]["state"] == "approved" and done["bypass"]["by"] == [rita.name, rob.name]
    assert stage_of(client, frozen, version) == "Production"
    assert said(gate(vera, model=frozen)) == ("warn", ["glass-broken"])

    open_reviews = call(vera, "GET", "/bypasses?open=true")["bypasses"]
    assert request["request_id"] in [bypass["request_id"] for bypass in open_reviews]
    assert request["request_id"] in [review["request_id"] for review in call(grace, "GET", "/inbox")["reviews"]]
    assert "had a part in it" in act(rob, request, "review", 403, conclusion="fine")["detail"]
    assert "conclusion" in act(grace, request, "review", 400)["detail"]
    reviewed = act(grace, request, "review", conclusion="It was right.")
    assert (reviewed["reviewed_by"], reviewed["conclusion"]) == (grace.name, "It was right.")
    assert "waits for a review" in act(grace, request, "review", 404, conclusion="again")["detail"]


def test_no_glass_is_broken_where_a_policy_does_not_say_so(model, version, ada, rita):
    request = ask(ada, model, production(version))
    refused = act(rita, request, "break-glass", 403, reason="now")
    assert refused["detail"] == "Policy four-eyes lets nobody past its rules."


def test_an_approval_on_condition_ends_when_it_is_not_met(model, version, ada, grace, vera):
    request = ask(ada, model, production(version))
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3))
    finding = {"severity": "high", "owner": ada.name, "due": soon, "text": "Watch the drift."}
    for wrong, parameter in (
        ({"severity": "grave"}, "findings[0].severity"),
        ({"owner": "nobody-here"}, "findings[0].owner"),
        ({"due": "soon"}, "findings[0].due"),
        ({"due": "2020-01-01T00:00:00Z"}, "findings.due"),
        ({"text": ""}, "findings[0].text"),
    ):
        told = act(grace, request, "approve", 400, findings=[{**finding, **wrong}])
        assert parameter in told["detail"], told
    done = act(grace, request, "approve", findings=[finding])
    assert done["request"]["state"] == "approved"
    assert [(each["state"], each["owner"]) for each in done["findings"]] == [("open", ada.name)]
    assert done["findings"][0] in call(ada, "GET", "/inbox")["findings"]

    deadline = time.monotonic() + 60
    while said(gate(vera, model=model))[0] == "allow" and time.monotonic() < deadline:
        time.sleep(0.2)
    answer = gate(vera, model=model)
    assert said(answer) == ("deny", ["approval-revoked"]) and len(answer["events"]) == 2
    (overdue,) = call(vera, "GET", f"/findings?model={model}&state=overdue")["findings"]
    assert overdue["finding_id"] == done["findings"][0]["finding_id"]


def test_what_was_found_is_resolved_by_who_found_it(model, version, ada, grace, vera):
    request = ask(ada, model, production(version))
    finding = {"severity": "low", "owner": ada.name, "due": "2099-01-01T00:00:00Z", "text": "Say more in the card."}
    (found,) = act(grace, request, "approve", findings=[finding])["findings"]
    path = f"/findings/{found['finding_id']}"
    assert "who found it" in call(ada, "POST", f"{path}/resolve", 403, json={})["detail"]
    assert call(grace, "POST", f"{path}/resolve", json={"comment": "It does."})["state"] == "resolved"
    assert call(vera, "GET", path)["answer"] == "It does."
    assert "There is no finding" in call(grace, "POST", f"{path}/resolve", 404, json={})["detail"]


def test_a_newer_request_takes_the_place_of_an_older_one(client, model, version, ada, grace):
    first = ask(ada, model, production(version))
    newer = client.create_model_version(model, "s3://b/newer").version
    message = {"change": production(newer), "supersedes": first["request_id"]}
    assert "not yours" in call(grace, "POST", f"/models/{model}/requests", 403, json=message)["detail"]
    second = call(ada, "POST", f"/models/{model}/requests", 201, json=message)
    closed = call(ada, "GET", f"/requests/{first['request_id']}")
    assert (closed["request"]["state"], closed["superseded_by"]) == ("superseded", second["request_id"])
    assert "superseded" in act(grace, first, "approve", 404)["detail"]
    assert [r["request_id"] for r in call(ada, "GET", f"/requests?model={model}")["requests"]] == [second["request_id"]]


def test_what_was_rejected_is_asked_for_once_more(model, version, ada, grace):
    first = ask(ada, model, production(version))
    assert "only what was closed without" in act(ada, first, "reopen", 409)["detail"]
    act(grace, first, "reject", comment="not yet")
    again = act(ada, first, "reopen", 201, comment="now?")
    detail = call(ada, "GET", f"/requests/{again['request_id']}")
    assert detail["reopens"] == first["request_id"] and detail.get("approvals", []) == []
    assert call(ada, "GET", f"/requests/{first['request_id']}")["request"]["state"] == "rejected"
    act(grace, again, "approve")
    assert "only what was closed without" in act(ada, again, "reopen", 409)["detail"]


def test_the_inbox_is_filtered_and_paged(client, model, ada, grace):
    versions = [client.create_model_version(model, "s3://b/m").version for _ in range(3)]
    asked = [ask(ada, model, production(version))["request_id"] for version in versions]
    paged, token = [], None
    while True:
        query = f"/inbox/to-decide?model={model}&limit=1" + (f"&page_token={token}" if token else "")
        page = call(grace, "GET", query)
        paged += [waiting["request"]["request_id"] for waiting in page.get("requests", [])]
        token = page.get("next_page_token")
        if token is None:
            break
    assert paged == asked
    (first, *_) = call(grace, "GET", f"/inbox/to-decide?model={model}&group=reviewer")["requests"]
    assert first["waits_for"] == ["1 more approval by reviewer"]
    assert call(grace, "GET", f"/inbox/to-decide?model={model}&group=risk").get("requests", []) == []
    assert call(grace, "GET", f"/inbox/to-decide?model={model}&kind=alias").get("requests", []) == []
    assert call(ada, "GET", f"/inbox/to-decide?model={model}").get("requests", []) == []
    mine = call(ada, "GET", f"/inbox/asked?model={model}&limit=2")
    assert [request["request_id"] for request in mine["requests"]] == asked[:0:-1]
    assert "use one of stage" in call(grace, "GET", "/inbox/to-decide?kind=coup", 400)["detail"]
    assert "from 1 to 200" in call(grace, "GET", "/inbox?limit=0", 400)["detail"]
