"""Webhooks by MLflow's client and by the Databricks SDK, each with what its own receivers expect."""

import hashlib
import hmac
import typing

import mlflow
import pytest
from conftest import SERVER
from databricks.sdk.errors import InvalidParameterValue, PermissionDenied, ResourceDoesNotExist
from databricks.sdk.service.ml import HttpUrlSpec, JobSpec, RegistryWebhookEvent, RegistryWebhookStatus
from mailbox import Mailbox
from mlflow import MlflowClient
from mlflow.entities.webhook import VALID_ENTITY_ACTIONS, WebhookEntity, WebhookEvent, WebhookStatus
from mlflow.exceptions import MlflowException
from mlflow.webhooks.delivery import _generate_hmac_signature
from mlflow.webhooks.types import EVENT_TO_PAYLOAD_CLASS

SECRET = "between the two of us"

OF_THE_REGISTRY = [
    WebhookEvent(entity, action)
    for entity, actions in VALID_ENTITY_ACTIONS.items()
    if entity != WebhookEntity.BUDGET_POLICY
    for action in sorted(actions)
]


@pytest.fixture
def mailbox():
    mailbox = Mailbox()
    yield mailbox
    mailbox.close()


@pytest.fixture
def chief(admin):
    """MLflow's client, used by the administrator."""
    mlflow.set_tracking_uri(SERVER)
    mlflow.set_registry_uri(SERVER)
    with admin.signed_in():
        client = MlflowClient()
        yield client
        for webhook in client.list_webhooks(max_results=1000):
            client.delete_webhook(webhook.webhook_id)


@pytest.fixture
def registry(admin):
    """The SDK's, used by the administrator."""
    registry = admin.databricks.model_registry
    yield registry
    for webhook in registry.list_webhooks():
        registry.delete_webhook(id=webhook.id)


def of_mlflow(letter):
    """The event and its data, once signature and shape are what MLflow's own server would send."""
    headers, message = letter.headers, letter.json
    signature = _generate_hmac_signature(
        SECRET, headers["x-mlflow-delivery-id"], headers["x-mlflow-timestamp"], letter.body.decode()
    )
    assert headers["x-mlflow-signature"] == signature
    assert set(message) == {"entity", "action", "timestamp", "data"}
    event = WebhookEvent(message["entity"], message["action"])
    expected = typing.get_type_hints(EVENT_TO_PAYLOAD_CLASS[event.entity, event.action])
    assert set(message["data"]) == set(expected), event
    return str(event), message["data"]


def test_mlflow_webhook_from_creation_to_deletion(chief, mailbox, unique):
    created = chief.create_webhook(
        name=f"hook-{unique}",
        url=mailbox.url,
        events=["model_version.created", "model_version_alias.created"],
        description="for the build",
        secret=SECRET,
    )
    assert created.name == f"hook-{unique}"
    assert created.description == "for the build"
    assert created.status == WebhookStatus.ACTIVE
    assert created.secret is None
    assert created.creation_timestamp == created.last_updated_timestamp
    assert [str(event) for event in created.events] == ["model_version.created", "model_version_alias.created"]

    assert chief.get_webhook(created.webhook_id).url == mailbox.url
    changed = chief.update_webhook(created.webhook_id, status="DISABLED", events=["prompt.created"])
    assert changed.status == WebhookStatus.DISABLED
    assert changed.description == "for the build"
    assert [str(event) for event in changed.events] == ["prompt.created"]

    chief.delete_webhook(created.webhook_id)
    with pytest.raises(MlflowException) as gone:
        chief.get_webhook(created.webhook_id)
    assert gone.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_mlflow_webhooks_come_in_pages(chief, mailbox):
    made = [chief.create_webhook(f"hook-{i}", mailbox.url, ["prompt.created"]).webhook_id for i in range(3)]
    first = chief.list_webhooks(max_results=2)
    second = chief.list_webhooks(max_results=2, page_token=first.token)
    assert [webhook.webhook_id for webhook in (*first, *second)] == made
    assert not second.token


def test_what_happens_to_a_model_is_told_as_mlflows_server_tells_it(chief, mailbox):
    chief.create_webhook("all", mailbox.url, OF_THE_REGISTRY, secret=SECRET)
    name = f"model-{mailbox.server.server_port}"
    chief.create_registered_model(name, tags={"team": "risk"}, description="What it is for")
    version = chief.create_model_version(name, "s3://bucket/model", tags={"a": "b"}).version
    chief.set_registered_model_tag(name, "not", "told")
    chief.set_model_version_tag(name, version, "k", "v")
    chief.delete_model_version_tag(name, version, "k")
    chief.set_registered_model_alias(name, "candidate", version)
    chief.delete_registered_model_alias(name, "candidate")

    told = [of_mlflow(letter) for letter in mailbox.wait_for(6)]
    assert told == [
        ("registered_model.created", {"name": name, "tags": {"team": "risk"}, "description": "What it is for"}),
        (
            "model_version.created",
            {
                "name": name,
                "version": "1",
                "source": "s3://bucket/model",
                "run_id": None,
                "tags": {"a": "b"},
                "description": None,
            },
        ),
        ("model_version_tag.set", {"name": name, "version": "1", "key": "k", "value": "v"}),
        ("model_version_tag.deleted", {"name": name, "version": "1", "key": "k"}),
        ("model_version_alias.created", {"name": name, "alias": "candidate", "version": "1"}),
        ("model_version_alias.deleted", {"name": name, "alias": "candidate"}),
    ]


def test_what_happens_to_a_prompt_is_told_as_mlflows_server_tells_it(chief, mailbox):
    chief.create_webhook("all", mailbox.url, OF_THE_REGISTRY, secret=SECRET)
    name = f"prompt-{mailbox.server.server_port}"
    mlflow.genai.register_prompt(name, "Hello {{name}}!", commit_message="first", tags={"a": "b"})
    chief.set_prompt_tag(name, "team", "risk")
    chief.delete_prompt_tag(name, "team")
    chief.set_prompt_version_tag(name, "1", "k", "v")
    chief.delete_prompt_version_tag(name, "1", "k")
    chief.set_prompt_alias(name, "candidate", 1)
    chief.delete_prompt_alias(name, "candidate")

    told = [of_mlflow(letter) for letter in mailbox.wait_for(9)]
    noted_by_the_client = [data for _, data in told if data.get("key", "").startswith("_mlflow")]
    assert len(noted_by_the_client) == 1
    assert [kind for kind, data in told if data not in noted_by_the_client] == [
        "prompt.created",
        "prompt_version.created",
        "prompt_tag.set",
        "prompt_tag.deleted",
        "prompt_version_tag.set",
        "prompt_version_tag.deleted",
        "prompt_alias.created",
        "prompt_alias.deleted",
    ]
    assert told[1][1]["template"] == "Hello {{name}}!"
    assert told[1][1]["tags"] == {"a": "b"}
    assert told[1][1]["description"] == "first"


@pytest.mark.parametrize("event", OF_THE_REGISTRY, ids=str)
def test_a_test_sends_a_sample_of_any_event(chief, mailbox, event):
    webhook = chief.create_webhook("trial", mailbox.url, ["prompt.created"], secret=SECRET, status="DISABLED")
    result = chief.test_webhook(webhook.webhook_id, event)
    assert (result.success, result.response_status, result.response_body) == (True, 200, "thanks")
    assert of_mlflow(mailbox.letters[0])[0] == str(event)


def test_what_cannot_be_reached_is_told_by_the_test(chief, mailbox):
    webhook = chief.create_webhook("nobody", mailbox.url, ["prompt.created"])
    mailbox.close()
    result = chief.test_webhook(webhook.webhook_id)
    assert not result.success
    assert result.response_status is None
    assert result.error_message


@pytest.mark.parametrize(
    "what",
    [
        {"name": "-x"},
        {"name": "x" * 64},
        {"url": "ftp://example.com/"},
        {"url": "http://10.0.0.1/"},
        {"url": "https://169.254.169.254/latest"},
        {"secret": "short"},
        {"events": ["budget_policy.exceeded"]},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(chief, mailbox, what):
    right = {"name": "hook", "url": mailbox.url, "events": ["prompt.created"]}
    with pytest.raises(MlflowException) as refused:
        chief.create_webhook(**right | what)
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"
    assert not chief.list_webhooks()


def test_mlflow_webhooks_are_for_administrators(ada, mailbox):
    mlflow.set_registry_uri(SERVER)
    with ada.signed_in():
        for attempt in (
            lambda: MlflowClient().create_webhook("hook", mailbox.url, ["prompt.created"]),
            lambda: MlflowClient().list_webhooks(),
            lambda: MlflowClient().get_webhook("0123456789abcdef0123456789abcdef"),
        ):
            with pytest.raises(MlflowException) as refused:
                attempt()
            assert refused.value.error_code == "PERMISSION_DENIED"


def test_databricks_webhook_from_creation_to_deletion(ada, client, model, version, mailbox):
    mine = ada.databricks.model_registry
    made = mine.create_webhook(
        events=[RegistryWebhookEvent.MODEL_VERSION_TAG_SET],
        model_name=model,
        http_url_spec=HttpUrlSpec(url=mailbox.url, secret=SECRET),
    ).webhook
    client.set_model_version_tag(model, version, "k", "v")

    letter = mailbox.wait_for(1)[0]
    signature = hmac.new(SECRET.encode(), letter.body, hashlib.sha256).hexdigest()
    assert letter.headers["x-databricks-signature"] == signature
    assert letter.json["model_name"] == model
    assert letter.json["tags"] == [{"key": "k", "value": "v"}]

    changed = mine.update_webhook(made.id, status=RegistryWebhookStatus.TEST_MODE, description="trying").webhook
    assert changed.status == RegistryWebhookStatus.TEST_MODE
    tested = mine.test_registry_webhook(made.id, event=RegistryWebhookEvent.MODEL_VERSION_CREATED)
    assert tested.status_code == 200
    assert not tested.body
    assert [webhook.id for webhook in mine.list_webhooks(model_name=model)] == [made.id]
    mine.delete_webhook(id=made.id)
    with pytest.raises(ResourceDoesNotExist):
        mine.update_webhook(made.id, description="gone")


def test_databricks_webhooks_of_the_registry_are_for_administrators(ada, registry, model, mailbox):
    what = {
        "events": [RegistryWebhookEvent.REGISTERED_MODEL_CREATED],
        "http_url_spec": HttpUrlSpec(url=mailbox.url),
    }
    with pytest.raises(PermissionDenied):
        ada.databricks.model_registry.create_webhook(**what)
    made = registry.create_webhook(**what).webhook
    assert registry.test_registry_webhook(made.id).body == "thanks"


def test_jobs_and_blind_trust_are_refused(registry, mailbox):
    events = [RegistryWebhookEvent.COMMENT_CREATED]
    with pytest.raises(InvalidParameterValue, match="jenkins"):
        registry.create_webhook(events=events, job_spec=JobSpec(job_id="1", access_token="t"))
    with pytest.raises(InvalidParameterValue, match="always verified"):
        registry.create_webhook(
            events=events, http_url_spec=HttpUrlSpec(url=mailbox.url, enable_ssl_verification=False)
        )
