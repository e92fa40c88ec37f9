"""The manifests are what Kubernetes and KEDA take. No cluster ever had them: that is all that is known of them."""

from pathlib import Path

import kubernetes_validate
import pytest
import yaml
from cloudcoil.models.keda.v1alpha1 import ScaledObject, TriggerAuthentication
from pydantic import ValidationError

KEDA = {"ScaledObject": ScaledObject, "TriggerAuthentication": TriggerAuthentication}  # made from its CRDs
MANIFESTS = Path(__file__).parents[2] / "kubernetes"

# The CRDs say of a trigger's metadata no more than that they are texts. KEDA's page on Redis Streams names these.
STREAMS = {
    *("address", "host", "port", "usernameFromEnv", "passwordFromEnv", "databaseIndex", "enableTLS", "unsafeSsl"),
    *("stream", "consumerGroup", "pendingEntriesCount", "streamLength", "lagCount", "activationLagCount"),
}
PARAMETERS = {"address", "host", "port", "username", "password", "tls", "ca", "cert", "key"}


@pytest.mark.parametrize("version", ["1.29", "1.33", "1.37"])
def test_kubernetes_resources_have_the_schema_of_their_version(built, version):
    for resource in (each for each in built if each["kind"] not in KEDA):
        assert kubernetes_validate.validate(resource, version, strict=True) == version


def test_a_field_that_kubernetes_does_not_know_would_be_noticed(of_kind):
    deployment = of_kind("Deployment")["ingest"]
    wrong = {**deployment, "spec": {**deployment["spec"], "gracePeriod": 60}}
    with pytest.raises(kubernetes_validate.ValidationError, match="gracePeriod"):
        kubernetes_validate.validate(wrong, "1.37", strict=True)


def test_resources_of_keda_have_its_schema_and_no_field_besides(built):
    for resource in (each for each in built if each["kind"] in KEDA):
        read = KEDA[resource["kind"]].model_validate(resource)
        assert read.model_dump(mode="json", by_alias=True, exclude_unset=True) == resource


def test_a_field_that_keda_does_not_know_would_be_noticed(of_kind):
    scaled = of_kind("ScaledObject")["ingest"]
    wrong = {**scaled, "spec": {**scaled["spec"], "maxReplicas": 4}}
    assert ScaledObject.model_validate(wrong).model_dump(mode="json", by_alias=True, exclude_unset=True) == scaled


def test_a_wrong_type_in_a_resource_of_keda_would_be_noticed(of_kind):
    scaled = of_kind("ScaledObject")["ingest"]
    with pytest.raises(ValidationError, match="maxReplicaCount"):
        ScaledObject.model_validate({**scaled, "spec": {**scaled["spec"], "maxReplicaCount": "many"}})


def test_triggers_say_what_keda_reads(of_kind):
    for scaled in of_kind("ScaledObject").values():
        (trigger,) = scaled["spec"]["triggers"]
        assert trigger["type"] == "redis-streams"
        assert {"stream", "consumerGroup", "lagCount"} <= trigger["metadata"].keys() <= STREAMS
    (authentication,) = of_kind("TriggerAuthentication").values()
    assert {each["parameter"] for each in authentication["spec"]["secretTargetRef"]} <= PARAMETERS


@pytest.mark.parametrize("folder", ["base", "overlays/team"])
def test_every_file_is_built(folder):
    kustomization = yaml.safe_load((MANIFESTS / folder / "kustomization.yaml").read_text("utf-8"))
    patches = [patch["path"] for patch in kustomization.get("patches", ()) if "path" in patch]
    named = {*kustomization["resources"], *patches, *kustomization.get("configurations", ()), "kustomization.yaml"}
    assert {file.name for file in (MANIFESTS / folder).glob("*.yaml")} == {name for name in named if "/" not in name}
