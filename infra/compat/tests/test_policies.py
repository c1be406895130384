"""One administrator proposes a policy, another agrees: plain requests to Countersign's own API."""

import json

import pytest
from conftest import hired

API = "/api/governance/v1"


@pytest.fixture(scope="session")
def olga():
    """Administers the server too."""
    return hired("olga", "admin")


@pytest.fixture(scope="session")
def ci():
    """Reports checks."""
    return hired("ci", "contributor")


@pytest.fixture
def name(unique):
    return f"policy-{unique}"


def document(name, *rules):
    """A policy for models that no other test has."""
    lines = [
        f"policy: {name}",
        "applies-to:",
        f"  models: [only-{name}-*]",
        "  changes: [{stage: {to: [Production]}}]",
        "requires:",
        *(f"  {rule}" for rule in rules or ("approvals: {group: reviewer}",)),
    ]
    return "\n".join(lines) + "\n"


def call(person, method, path, expected=200, **arguments):
    answer = person.http(method, API + path, **arguments)
    assert answer.status_code == expected, answer.text
    return answer.json()


def propose(person, text, expected=201, **parameters):
    return call(person, "POST", "/policies", expected, data=text.encode(), params=parameters)


def decide(person, proposal, what, expected=200, comment=None):
    path = f"/policy-proposals/{proposal['proposal_id']}/{what}"
    return call(person, "POST", path, expected, json={"comment": comment} if comment else {})


def revision(person, name, number=1):
    return call(person, "GET", f"/policies/{name}/revisions/{number}")


def test_one_admin_proposes_and_another_agrees(admin, olga, vera, name):
    text = document(name)
    proposal = propose(admin, text, comment="for the auditors")
    assert (proposal["kind"], proposal["state"], proposal["policy"]) == ("publish", "open", name)
    assert proposal["proposed_by"] == admin.name and proposal["comment"] == "for the auditors"
    assert proposal in call(vera, "GET", "/policy-proposals")["proposals"]
    assert revision(vera, name)["state"] == "proposed"

    own = decide(admin, proposal, "agree", 403)
    assert own["type"] == "urn:countersign:problem:own-proposal"
    agreed = decide(olga, proposal, "agree", comment="fine")
    assert (agreed["state"], agreed["closed_by"], agreed["answer"]) == ("agreed", olga.name, "fine")

    kept = revision(vera, name)
    assert kept["state"] == "in-force" and kept["source"] == text
    assert name in [policy["policy"] for policy in call(vera, "GET", "/policies")["policies"]]
    assert decide(olga, proposal, "agree", 404)["type"] == "urn:countersign:problem:proposal-not-found"


def test_a_revision_replaces_the_one_before_and_can_be_retired(admin, olga, vera, name):
    decide(olga, propose(admin, document(name)), "agree")
    decide(admin, propose(olga, document(name, "no-veto: true")), "agree")
    assert [revision(vera, name, number)["state"] for number in (1, 2)] == ["superseded", "in-force"]

    retirement = call(admin, "DELETE", f"/policies/{name}")
    assert retirement["kind"] == "retire" and revision(vera, name, 2)["state"] == "in-force"
    decide(admin, retirement, "agree", 403)
    decide(olga, retirement, "agree")
    assert revision(vera, name, 2)["state"] == "retired"
    call(admin, "DELETE", f"/policies/{name}", 404)


def test_a_proposal_is_rejected_or_taken_back(admin, olga, vera, name):
    decide(olga, propose(admin, document(name)), "reject", comment="not now")
    second = propose(admin, document(name))
    assert second["revision"] == 2
    assert decide(olga, second, "withdraw", 403)["type"] == "urn:countersign:problem:not-the-proposer"
    decide(admin, second, "withdraw")
    assert [revision(vera, name, number)["state"] for number in (1, 2)] == ["rejected", "withdrawn"]


def test_a_viewer_reads_and_does_nothing_else(admin, vera, name):
    propose(vera, document(name), 403)
    proposal = propose(admin, document(name))
    decide(vera, proposal, "agree", 403)
    decide(vera, proposal, "reject", 403)
    call(vera, "DELETE", f"/policies/{name}", 403)
    decide(admin, proposal, "withdraw")


def test_json_will_do(admin, olga, name):
    policy = {
        "policy": name,
        "applies-to": {"models": [f"only-{name}-*"], "changes": ["deletion"]},
        "requires": {"approvals": {"group": "reviewer"}},
    }
    decide(olga, propose(admin, json.dumps(policy)), "agree")


def test_everything_wrong_is_told_with_its_line_and_field(admin, vera, name):
    text = document(
        name,
        "approvals: {all: [{group: reviewer, count: 0}, {group: nobody-is-here}]}",
        "waiting-time: soon",
        "conditions:",
        "  - {label: typo, expression: version.tgas.doc == 'yes'}",
        "  - label: long",
        "    expression: |",
        "      has(version.tags.doc)",
        "      && versoin.number > 1",
        "colour: red",
    )
    problem = propose(admin, text, 400)
    assert problem["type"] == "urn:countersign:problem:policy-invalid"
    assert {(error["line"], error["field"]) for error in problem["errors"]} == {
        (6, "requires.approvals.all[0].count"),
        (7, "requires.waiting-time"),
        (9, "requires.conditions[0].expression"),
        (13, "requires.conditions[1].expression"),
        (14, "requires.colour"),
    }
    assert "undefined field 'tgas'" in problem["detail"] and "line 7, requires.waiting-time" in problem["detail"]
    call(vera, "GET", f"/policies/{name}", 404)


@pytest.mark.parametrize(
    ("rules", "field", "message"),
    [
        ("approvals: {group: reviewer, count: 20}", "requires.approvals.count", "It takes 20 of the group reviewer"),
        ("approvals: {group: nobody-is-here}", "requires.approvals.group", "Nobody is in the group nobody-is-here"),
        ("checks: [{name: bias, reporter: no-such-user}]", "requires.checks[0].reporter", "There is no user"),
        ("evidence: [{slot: card, producers: no-group}]", "requires.evidence[0].producers", "Nobody is in the group"),
        ("metrics: [{metric: auc, at-least: 0.9, at-most: 0.8}]", "requires.metrics[0]", "No value is at least 0.9"),
        (
            "freezes: [{from: 2020-01-01T00:00:00Z, until: 2999-01-01T00:00:00Z}]",
            "requires.freezes",
            "no moment in the next ten years",
        ),
        ("conditions: [{label: bomb, expression: \"'x'.matches('((a{1000}){1000}){1000}')\"}]",
         "requires.conditions[0].expression", "the pattern repeats too much"),
    ],
)
def test_what_nobody_can_satisfy_is_refused(admin, olga, name, rules, field, message):
    (error,) = propose(admin, document(name, rules), 400)["errors"]
    assert error["line"] == 6 and error["field"] == field and message in error["message"]


def test_a_reporter_is_named_or_given_by_id(admin, olga, ci, name):
    subject = admin.http("GET", f"{API}/users/{ci.name}").json()["subject_id"]
    for reporter in (ci.name, subject):
        propose(admin, document(name, f"checks: [{{name: bias, reporter: {reporter}}}]"))


def test_the_schema_is_published(vera):
    answer = vera.http("GET", f"{API}/policies/schema")
    assert answer.headers["Content-Type"].startswith("application/schema+json")
    assert answer.json()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_group_cannot_have_the_name_of_a_role(admin, ci):
    answer = admin.http("PUT", f"{API}/users/{ci.name}", json={"groups": ["Reviewer"]})
    assert answer.status_code == 400 and "'Reviewer' is the name of a role" in answer.json()["detail"]
