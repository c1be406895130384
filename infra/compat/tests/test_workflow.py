"""Three people and a CI job take a version through a policy of two groups: the MLflow client beside plain requests."""

import hashlib
import uuid

import pytest
from conftest import ADMIN, hired
from databricks.sdk.errors import PermissionDenied
from mlflow.exceptions import MlflowException
from test_policies import call, decide, propose

CARD = b"# Model card\n\nWho it is for, and who it is not for.\n"


def member(name, group, role="reviewer"):
    person = hired(name, role)
    answer = ADMIN.http("PUT", f"/api/governance/v1/users/{person.name}", json={"roles": [role], "groups": [group]})
    assert answer.status_code == 200, answer.text
    return person


@pytest.fixture(scope="module")
def groups():
    tag = uuid.uuid4().hex[:6]
    return f"risk-{tag}", f"science-{tag}"


@pytest.fixture(scope="module")
def rita(groups):
    return member("rita", groups[0])


@pytest.fixture(scope="module")
def rob(groups):
    return member("rob", groups[0])


@pytest.fixture(scope="module")
def sven(groups):
    return member("sven", groups[1])


@pytest.fixture(scope="module")
def olga():
    return hired("olga", "admin")


@pytest.fixture(scope="module")
def ci():
    return hired("ci", "contributor")


@pytest.fixture
def credit(client, unique):
    """A model under a policy of its own."""
    name = f"credit-{unique}"
    client.create_registered_model(name)
    return name


def publish(olga, name, text):
    decide(olga, propose(ADMIN, text.format(name=name)), "agree")


POLICY = """
policy: {name}
description: Credit models reach Production by risk and science, with a model card and passed tests.
applies-to:
  models: [{name}]
  changes:
    - stage: {{to: [Production]}}
    - alias: champion
    - tag: validated
    - deletion
requires:
  approvals:
    all:
      - {{group: RISK, count: 2}}
      - {{group: SCIENCE}}
    apart-from: [requester, version creator, run owner]
  no-veto: true
  evidence:
    - {{slot: model-card, type: text/markdown}}
  checks:
    - {{name: tests, reporter: CI}}
  metrics:
    - {{metric: auc, at-least: 0.8}}
subject:
  tags: [dataset]
"""


@pytest.fixture
def governed(credit, olga, groups, rita, rob, sven, ci):
    publish(olga, credit, POLICY.replace("RISK", groups[0]).replace("SCIENCE", groups[1]).replace("CI", ci.name))
    return credit


@pytest.fixture
def candidate(client, governed, run):
    client.log_metric(run.info.run_id, "auc", 0.91)
    return client.create_model_version(governed, f"runs:/{run.info.run_id}/model", run.info.run_id).version


def ask(person, model, change, expected=201):
    return call(person, "POST", f"/models/{model}/requests", expected, json={"change": change, "comment": "please"})


def production(version):
    return {"kind": "stage", "version": version, "stage": "Production"}


def act(person, request, what, expected=200, **message):
    return call(person, "POST", f"/requests/{request['request_id']}/{what}", expected, json=message)


def rules(detail):
    """Those of the model's own policy, beside which the one that ships must hold too."""
    (own,) = [policy for policy in detail["policies"] if policy["policy"] == detail["request"]["model"]]
    assert len(detail["policies"]) == 2
    return {rule["rule"]: rule["status"] for rule in own["rules"]}


def with_card(person, model, version):
    path = f"/api/governance/v1/models/{model}/versions/{version}/evidence/model-card"
    answer = person.http("POST", path, data=CARD, headers={"Content-Type": "text/markdown"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["sha256"] == hashlib.sha256(CARD).hexdigest()


def with_tests(ci, model, version, state="passed"):
    report = {"check": "tests", "external_id": uuid.uuid4().hex, "state": state}
    call(ci, "POST", f"/models/{model}/versions/{version}/checks", 201, json=report)


def stage_of(client, model, version):
    return client.get_model_version(model, version).current_stage


def test_risk_science_and_ci_take_a_version_to_production(client, governed, candidate, ada, rita, rob, sven, ci, vera):
    request = ask(ada, governed, production(candidate))
    assert request["state"] == "open" and not request["outdated"]
    path = f"/requests/{request['request_id']}"
    assert rules(call(vera, "GET", path)) == {
        "approvals": "unsatisfied",
        "no-veto": "satisfied",
        "evidence:model-card": "unsatisfied",
        "check:tests": "unsatisfied",
        "metric:auc": "satisfied",
    }
    for person in (rita, rob, sven):
        (waiting,) = call(person, "GET", f"/inbox/to-decide?model={governed}")["requests"]
        assert waiting["request"]["request_id"] == request["request_id"]

    act(rita, request, "approve", meaning="reviewed", comment="The scorecard holds.")
    act(sven, request, "approve")
    with_card(ada, governed, candidate)
    with_tests(ci, governed, candidate, "running")
    still = act(rob, request, "approve")
    assert still["request"]["state"] == "open" and not still["ready"]
    assert rules(still)["approvals"] == "satisfied" and rules(still)["check:tests"] == "unsatisfied"
    assert stage_of(client, governed, candidate) == "None"

    with_tests(ci, governed, candidate)
    ready = call(vera, "GET", path)
    assert ready["ready"] and {status for status in rules(ready).values()} == {"satisfied"}
    done = act(rob, request, "approve")
    assert done["request"]["state"] == "approved" and done["closed_by"] == rob.name
    assert done["request"]["change"] == request["change"] and request["change"]["from"] == "None"
    assert stage_of(client, governed, candidate) == "Production"
    said = {voice["by"]: voice for voice in done["approvals"]}
    assert said.keys() == {rita.name, sven.name, rob.name}
    assert said[rita.name]["meaning"] == "reviewed" and said[rita.name]["comment"] == "The scorecard holds."
    assert set(rules(done).values()) == {"satisfied"}


def test_who_has_a_part_in_it_does_not_decide(governed, candidate, ada, rita, ci):
    request = ask(rita, governed, production(candidate))
    assert act(rita, request, "approve", 403)["type"].endswith("own-request")
    assert act(ada, request, "approve", 403)["type"].endswith("not-a-reviewer")
    refused = act(ci, request, "approve", 403)
    assert "reviewer, risk-" in refused["detail"] and "science-" in refused["detail"]


def test_two_who_ask_for_the_same_do_not_approve_each_other(governed, candidate, rita, rob):
    mine, yours = ask(rita, governed, production(candidate)), ask(rob, governed, production(candidate))
    for person, request in ((rita, yours), (rob, mine)):
        assert act(person, request, "approve", 403)["type"].endswith("own-request")


def test_what_changes_after_an_approval_ends_it(client, governed, candidate, run, ada, rita, rob):
    request = ask(ada, governed, production(candidate))
    act(rita, request, "approve")
    client.log_metric(run.info.run_id, "auc", 0.95, step=1)
    after = act(rob, request, "approve")
    states = {voice["by"]: (voice["state"], voice.get("changed", [])) for voice in after["approvals"]}
    assert states == {rita.name: ("stale", ["metrics"]), rob.name: ("stands", [])}
    client.set_model_version_tag(governed, candidate, "dataset", "may")
    after = act(rita, request, "approve")
    states = {(voice["by"], voice["state"], *voice.get("changed", [])) for voice in after["approvals"]}
    assert (rob.name, "stale", "tag dataset") in states and (rita.name, "stands") in states


def test_a_veto_holds_until_it_is_lifted(governed, candidate, ada, rita, rob, admin):
    request = ask(ada, governed, production(candidate))
    vetoed = act(rita, request, "veto", comment="The sample is too small.")
    assert rules(vetoed)["no-veto"] == "unsatisfied"
    assert act(rob, request, "lift-veto", 403, author=rita.name, comment="no")["type"].endswith("not-the-vetoer")
    assert act(admin, request, "lift-veto", 400, author=rita.name)["type"].endswith("parameter-missing")
    lifted = act(admin, request, "lift-veto", author=rita.name, comment="It was enlarged.")
    assert rules(lifted)["no-veto"] == "overridden"
    assert [(veto["by"], veto["state"], veto["ended_by"]) for veto in lifted["vetoes"]] == [
        (rita.name, "dismissed", admin.name)
    ]


def test_approvals_are_withdrawn_and_requests_cancelled(governed, candidate, ada, rita):
    request = ask(ada, governed, production(candidate))
    act(rita, request, "approve")
    gone = act(rita, request, "withdraw-approval", comment="I looked again.")
    assert [(voice["by"], voice["state"]) for voice in gone["approvals"]] == [(rita.name, "withdrawn")]
    assert act(rita, request, "withdraw-approval", 404)["type"].endswith("approval-not-found")
    closed = act(ada, request, "cancel", comment="not now")
    assert closed["request"]["state"] == "cancelled" and closed["answer"] == "not now"
    assert "cancelled by" in act(rita, request, "approve", 404)["detail"]


def test_no_door_stays_open(client, governed, candidate, admin, grace):
    """With the MLflow and Databricks clients, in the widest role that there is."""
    with admin.signed_in():
        for attempt in (
            lambda: client.set_registered_model_alias(governed, "champion", candidate),
            lambda: client.transition_model_version_stage(governed, candidate, "Production"),
            lambda: client.set_model_version_tag(governed, candidate, "validated", "yes"),
            lambda: client.set_registered_model_tag(governed, "validated", "yes"),
            lambda: client.create_model_version(governed, "s3://b/m", tags={"validated": "yes"}),
            lambda: client.delete_model_version(governed, candidate),
            lambda: client.delete_registered_model(governed),
            lambda: client.rename_registered_model(governed, governed + "-free"),
        ):
            with pytest.raises(MlflowException) as refused:
                attempt()
            assert "open a request for it" in str(refused.value)
    with pytest.raises(PermissionDenied):
        admin.databricks.model_registry.transition_stage(governed, candidate, "Production", False)
    assert client.get_registered_model(governed).tags == {}


def test_what_was_asked_for_is_done(client, governed, candidate, ada, rita, rob, sven, ci):
    with_card(ada, governed, candidate)
    with_tests(ci, governed, candidate)

    def approved(change):
        request = ask(ada, governed, change)
        act(rita, request, "approve")
        act(rob, request, "approve")
        assert act(sven, request, "approve")["request"]["state"] == "approved"

    approved({"kind": "alias", "alias": "champion", "version": candidate})
    assert client.get_model_version_by_alias(governed, "champion").version == candidate
    approved({"kind": "tag", "version": candidate, "key": "validated", "value": "yes"})
    assert client.get_model_version(governed, candidate).tags == {"validated": "yes"}
    approved({"kind": "alias", "alias": "champion"})
    with pytest.raises(MlflowException):
        client.get_model_version_by_alias(governed, "champion")
    approved({"kind": "version-deletion", "version": candidate})
    with pytest.raises(MlflowException):
        client.get_model_version(governed, candidate)


def test_a_request_keeps_the_policies_of_its_time(client, credit, olga, ada, grace, barbara, run):
    strict = "policy: {name}\napplies-to: {{models: [{name}], changes: [alias: blue]}}\nrequires:\n  approvals: "
    publish(olga, credit, strict + "{{group: reviewer, apart-from: [requester]}}\n")
    version = client.create_model_version(credit, "s3://b/m").version
    request = ask(ada, credit, {"kind": "alias", "alias": "blue", "version": version})
    publish(olga, credit, strict + "{{group: admin, apart-from: [requester]}}\n")
    seen = call(ada, "GET", f"/requests/{request['request_id']}")["request"]
    assert seen["outdated"] and {"policy": credit, "revision": 1} in seen["policies"]
    assert act(grace, request, "approve")["request"]["state"] == "approved"
    again = ask(ada, credit, {"kind": "alias", "alias": "blue"})
    assert act(grace, again, "approve", 403)["type"].endswith("not-a-reviewer")


def test_accounts_that_people_make_for_themselves_are_theirs(credit, client, olga, admin):
    """Two people with ten accounts are still two people."""
    publish(
        olga,
        credit,
        "policy: {name}\napplies-to: {{models: [{name}], changes: [alias: blue]}}\nrequires:\n"
        "  approvals: {{group: reviewer, count: 2, apart-from: [requester, account maker]}}\n",
    )
    version = client.create_model_version(credit, "s3://b/m").version
    puppets = [hired("puppet", "reviewer") for _ in range(2)]  # made by admin, as all that tests hire
    request = ask(admin, credit, {"kind": "alias", "alias": "blue", "version": version})
    for puppet in puppets:
        assert act(puppet, request, "approve", 403)["type"].endswith(("own-request", "not-independent"))
    answer = act(olga, request, "approve", 403)
    assert "account" in answer["detail"] or "yourself" in answer["detail"]


def test_a_signature_states_what_the_policy_asks(credit, client, olga, ada, grace):
    publish(
        olga,
        credit,
        "policy: {name}\napplies-to: {{models: [{name}], changes: [alias: blue]}}\nrequires:\n"
        "  approvals: {{group: reviewer, apart-from: [requester]}}\n"
        "signing: {{meaning: [validated], reason: required, reauthentication: required, within: PT5M}}\n",
    )
    version = client.create_model_version(credit, "s3://b/m").version
    request = ask(ada, credit, {"kind": "alias", "alias": "blue", "version": version})
    signed = {"meaning": "validated", "comment": "by the book", "password": grace.password}
    for missing in signed:
        some = {key: value for key, value in signed.items() if key != missing}
        assert act(grace, request, "approve", 400, **some)["type"].endswith("signature-incomplete")
    wrong = {**signed, "password": "not this one, surely"}
    assert act(grace, request, "approve", 403, **wrong)["type"].endswith("password-wrong")
    assert act(grace, request, "approve", **signed)["request"]["state"] == "approved"


@pytest.mark.parametrize(
    "change, part",
    [
        (None, "change.kind"),
        ({"kind": "stages"}, "change.kind"),
        ({"kind": "stage", "version": "1"}, "change.stage"),
        ({"kind": "stage", "version": "1", "stage": "Prod"}, "Prod"),
        ({"kind": "alias", "version": "1"}, "change.alias"),
        ({"kind": "alias", "alias": "v1", "version": "1"}, "alias"),
        ({"kind": "tag", "value": "x"}, "change.key"),
        ({"kind": "renaming"}, "change.name"),
        ({"kind": "version-deletion", "version": "x"}, "version"),
    ],
)
def test_a_change_that_is_none_is_told(client, credit, ada, change, part):
    assert part in ask(ada, credit, change, 400)["detail"]


def test_what_does_not_exist_is_told(ada, credit):
    assert call(ada, "GET", "/requests/nowhere", 404)["type"].endswith("request-not-found")
    ask(ada, credit, {"kind": "version-deletion", "version": "9"}, 404)
    ask(ada, "no-such-model", {"kind": "model-deletion"}, 404)
    call(ada, "GET", "/requests", 400, params={"limit": 0})
