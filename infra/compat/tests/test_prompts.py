"""Prompts: they ride on the registry, and stay out of the way of models."""

import mlflow
import pytest
from mlflow.exceptions import MlflowException


@pytest.fixture
def prompt(client, unique):
    """A prompt with two versions."""
    name = f"prompt-{unique}"
    mlflow.genai.register_prompt(name, "Hello {{name}}", commit_message="first", tags={"tone": "kind"})
    mlflow.genai.register_prompt(name, "Hi {{name}}")
    return name


def test_prompts_are_loaded_by_version_alias_and_latest(prompt):
    first = mlflow.genai.load_prompt(prompt, version=1)
    assert (first.template, first.commit_message, first.tags) == ("Hello {{name}}", "first", {"tone": "kind"})
    assert mlflow.genai.load_prompt(f"prompts:/{prompt}/2").format(name="Ada") == "Hi Ada"
    mlflow.genai.set_prompt_alias(prompt, "prod", 1)
    assert mlflow.genai.load_prompt(f"prompts:/{prompt}@prod").version == 1
    assert mlflow.genai.load_prompt(f"prompts:/{prompt}@latest").version == 2
    mlflow.genai.delete_prompt_alias(prompt, "prod")
    with pytest.raises(MlflowException, match="alias prod not found"):
        mlflow.genai.load_prompt(f"prompts:/{prompt}@prod")


def test_prompts_are_found_and_models_are_not_among_them(client, model, prompt):
    found = [each.name for each in mlflow.genai.search_prompts()]
    assert prompt in found and model not in found
    assert [each.version for each in client.search_prompt_versions(prompt)] == [2, 1]
    assert [each.name for each in mlflow.genai.search_prompts(f"name = '{prompt}'")] == [prompt]


def test_searches_for_models_find_no_prompts(client, prompt):
    assert client.search_registered_models(f"name = '{prompt}'") == []
    assert client.search_model_versions(f"name = '{prompt}'") == []
    marked = client.search_registered_models(f"name = '{prompt}' AND tags.`mlflow.prompt.is_prompt` = 'true'")
    assert [each.name for each in marked] == [prompt]


def test_prompts_are_tagged(prompt):
    mlflow.genai.set_prompt_tag(prompt, "team", "risk")
    assert mlflow.genai.get_prompt_tags(prompt)["team"] == "risk"
    mlflow.genai.delete_prompt_tag(prompt, "team")
    assert "team" not in mlflow.genai.get_prompt_tags(prompt)
    mlflow.genai.set_prompt_version_tag(prompt, 2, "team", "risk")
    assert mlflow.genai.load_prompt(prompt, version=2).tags["team"] == "risk"
    mlflow.genai.delete_prompt_version_tag(prompt, 2, "team")
    assert "team" not in mlflow.genai.load_prompt(prompt, version=2).tags


def test_prompts_are_deleted(client, prompt):
    client.delete_prompt_version(prompt, "2")
    assert mlflow.genai.load_prompt(prompt, version=2, allow_missing=True) is None
    client.delete_prompt_version(prompt, "1")
    client.delete_prompt(prompt)
    assert client.get_prompt(prompt) is None


def test_conversations_are_prompts_too(client, unique):
    turns = [{"role": "system", "content": "Speak {{language}}."}]
    mlflow.genai.register_prompt(f"chat-{unique}", turns, model_config={"temperature": 0.1})
    assert mlflow.genai.load_prompt(f"chat-{unique}", version=1).template == turns


def test_a_prompt_is_neither_a_model_nor_the_source_of_one(client, model, prompt, ada):
    with pytest.raises(MlflowException, match="exists with the same name"):
        mlflow.genai.register_prompt(model, "text")
    with pytest.raises(MlflowException, match="Prompt versions cannot be used as model version sources"):
        client.create_model_version(model, f"models:/{prompt}/1")
    with pytest.raises(MlflowException, match="Prompts cannot be registered as models"):
        client.create_model_version(prompt, "s3://bucket/x", tags={"mlflow.prompt.is_prompt": "true"})
    answer = ada.http(
        "POST",
        "/api/2.0/mlflow/model-versions/create",
        json={
            "name": prompt,
            "source": "s3://bucket/x",
            "tags": [{"key": "mlflow.prompt.is_prompt", "value": "true"}],
        },
    )
    assert answer.status_code == 400
    assert "Prompt sources must use an MLflow placeholder" in answer.json()["message"]
