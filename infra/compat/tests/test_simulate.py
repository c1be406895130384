"""Three people make some decisions, then an administrator asks what another policy would have said of them."""

import pytest
from conftest import hired

API = "/api/governance/v1"


@pytest.fixture(scope="session")
def olga():
    """Administers the server too, and so can approve."""
    return hired("olga", "admin")


@pytest.fixture
def versions(client, model):
    return [client.create_model_version(model, f"s3://bucket/{model}/{number}").version for number in range(3)]


@pytest.fixture
def decided(model, versions, ada, grace, barbara):
    """The first by grace, the second by barbara; the third was rejected."""
    for version, reviewer in zip(versions, (grace, barbara)):
        ada.databricks.model_registry.create_transition_request(model, version, "Production", comment="please")
        reviewer.databricks.model_registry.approve_transition_request(model, version, "Production", False)
    ada.databricks.model_registry.create_transition_request(model, versions[2], "Production")
    grace.databricks.model_registry.reject_transition_request(model, versions[2], "Production")
    return model


def two_reviewers(model, *rules):
    return "\n".join(
        [
            f"policy: two-for-{model}",
            f"applies-to: {{models: [{model}], changes: [{{stage: {{to: [Production]}}}}]}}",
            "requires:",
            "  approvals: {group: reviewer, count: 2, apart-from: [requester]}",
            *(f"  {rule}" for rule in rules),
        ]
    )


def simulate(person, document, expected=200, **parameters):
    answer = person.http("POST", f"{API}/policies/simulate", data=document.encode(), params=parameters)
    assert answer.status_code == expected, answer.text
    return answer.json()


def test_an_admin_sees_what_two_approvals_would_have_meant(admin, olga, decided, grace, barbara):
    answer = simulate(admin, two_reviewers(decided, "waiting-time: PT1H"), model=decided)
    totals = answer["totals"]
    assert (totals["decisions"], totals["covered"], totals["would_pass"], totals["would_fail"]) == (2, 2, 0, 2)
    assert {rule["rule"]: rule["fails"] for rule in answer["by_rule"]} == {"approvals": 2, "waiting-time": 2}
    assert [failing["change"]["version"] for failing in answer["failing"]] == ["2", "1"]
    for failing in answer["failing"]:
        assert failing["missing"] == {"reviewer": 1} and failing["waits_for_time"].startswith("PT59M")
        assert {rule["rule"] for rule in failing["rules"]} == {"approvals", "waiting-time"}

    (group,) = answer["bottlenecks"]
    assert group["group"] == "reviewer" and group["share"] == 1 and group["approvals_missing"] == 2
    waited = {person["user"]: person["decisions"] for person in group["people"]}
    assert waited[olga.name] == 2 and waited[grace.name] == waited[barbara.name] == 1
    assert {ended["outcome"]: ended["covered"] for ended in answer["requests_without_decision"]} == {"rejected": 1}


def test_it_is_compared_with_the_policy_that_it_would_replace(admin, decided):
    replaced = simulate(admin, two_reviewers(decided), model=decided, replaces="four-eyes")["replaces"]
    assert (replaced["policy"], replaced["would_pass"], replaced["newly_failing"]) == ("four-eyes", 2, 2)


def test_who_may_not_propose_policies_may_not_try_them(grace, vera, decided):
    for person in (grace, vera):
        problem = simulate(person, two_reviewers(decided), 403)
        assert problem["type"] == "urn:countersign:problem:permission-missing"


def test_a_draft_with_errors_is_refused_line_by_line(admin, decided):
    problem = simulate(admin, two_reviewers(decided, "no-vetoes: true"), 400)
    assert problem["type"] == "urn:countersign:problem:policy-invalid"
    assert [(error["line"], error["field"]) for error in problem["errors"]] == [(5, "requires.no-vetoes")]


def test_trying_a_policy_changes_nothing(admin, decided):
    before = admin.http("GET", f"{API}/policies").json()
    simulate(admin, two_reviewers(decided))
    assert admin.http("GET", f"{API}/policies").json() == before
