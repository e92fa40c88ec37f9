"""What the manifests say of services, settings, streams, ports and images is so."""

import re
from pathlib import Path

import pytest
import yaml

from services.console.settings_table import every_setting
from services.wire.delivery.settings import DeliverySettings
from services.wire.streams import INPUT

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
CLOSING = 15
"""Seconds that a service may take after the batch in hand: the same that compose.yaml allows."""


def pod(deployment):
    return deployment["spec"]["template"]["spec"]


def test_each_service_has_a_deployment_that_is_scaled_and_kept_up(of_kind):
    assert set(INPUT) == of_kind("Deployment").keys() == of_kind("ScaledObject").keys()
    assert of_kind("PodDisruptionBudget").keys() == set(INPUT)


def test_each_is_scaled_by_the_lag_of_its_own_group_on_its_own_stream(of_kind):
    for name, scaled in of_kind("ScaledObject").items():
        (trigger,) = scaled["spec"]["triggers"]
        assert scaled["spec"]["scaleTargetRef"]["name"] == name
        assert (trigger["metadata"]["stream"], trigger["metadata"]["consumerGroup"]) == (INPUT[name], name)


def test_workers_are_added_before_those_ahead_have_to_wait(of_kind):
    for scaled in of_kind("ScaledObject").values():
        spec = scaled["spec"]
        (trigger,) = spec["triggers"]
        assert spec["minReplicaCount"] * int(trigger["metadata"]["lagCount"]) < DeliverySettings().high_water


def test_the_number_of_workers_is_keda_s_to_set(of_kind):
    assert not any("replicas" in deployment["spec"] for deployment in of_kind("Deployment").values())


def test_every_setting_is_one(of_kind, containers):
    given = {each["name"] for container in containers.values() for each in container["env"]}
    given |= {key for config in of_kind("ConfigMap").values() for key in config["data"]}
    assert given <= {setting.name for setting in every_setting()}


def test_only_the_store_is_told_of_the_database(containers):
    told = {name for name, each in containers.items() if "DATELINE_DATABASE_URL" in str(each["env"])}
    assert told == {"store"}


def test_every_name_of_a_secret_or_configuration_is_that_of_one(built, of_kind):
    """kustomize gives them names with a hash, so that workers are replaced when one changes."""
    secrets, configs = of_kind("Secret"), of_kind("ConfigMap")
    named = re.findall(r"'secretKeyRef': {'key': '(\w+)', 'name': '([\w-]+)'}", str(built))
    authentications = of_kind("TriggerAuthentication").values()
    named += [(each["key"], each["name"]) for found in authentications for each in found["spec"]["secretTargetRef"]]
    assert named
    if secrets:  # the base has none
        assert {name for _, name in named} == secrets.keys()
        (secret,) = secrets.values()
        assert {key for key, _ in named} == secret["data"].keys()
    else:
        assert {name for _, name in named} == {"dateline"}
    for deployment in of_kind("Deployment").values():
        (container,) = pod(deployment)["containers"]
        assert [each["configMapRef"]["name"] for each in container["envFrom"]] == list(configs)


def test_a_service_has_the_memory_that_compose_gives_it(containers):
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    for name, container in containers.items():
        assert container["resources"]["limits"]["memory"] == compose[name]["mem_limit"].upper() + "i"


def test_probes_ask_the_port_that_is_set(containers, of_kind):
    for container in containers.values():
        values = {each["name"]: each.get("value") for each in container["env"]}
        (port,) = container["ports"]
        assert values["DATELINE_HEALTH_PORT"] == str(port["containerPort"])
        probes = [container[name]["httpGet"] for name in ("startupProbe", "livenessProbe", "readinessProbe")]
        assert probes == [{"path": path, "port": port["name"]} for path in ("/livez", "/livez", "/readyz")]
    (service,) = of_kind("Service").values()
    assert [each["targetPort"] for each in service["spec"]["ports"]] == ["health"]


def test_a_stop_has_the_time_that_it_takes(of_kind):
    for deployment in of_kind("Deployment").values():
        assert pod(deployment)["terminationGracePeriodSeconds"] >= DeliverySettings().drain + CLOSING


def test_containers_are_those_of_the_dockerfile(containers, of_kind):
    for name, container in containers.items():
        assert re.search(rf"^FROM \w+ AS {name}$", DOCKERFILE, re.MULTILINE)
        assert f"dateline/{name}" in container["image"]
    (user,) = re.findall(r"^USER (\d+):(\d+)$", DOCKERFILE, re.MULTILINE)
    for deployment in of_kind("Deployment").values():
        context = pod(deployment)["securityContext"]
        assert (str(context["runAsUser"]), str(context["runAsGroup"])) == user


def test_no_container_may_do_more_than_it_needs(containers, of_kind):
    for container in containers.values():
        context = container["securityContext"]
        assert context["readOnlyRootFilesystem"] is True
        assert context["allowPrivilegeEscalation"] is False
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"].keys() == container["resources"]["requests"].keys() == {"cpu", "memory"}
    for deployment in of_kind("Deployment").values():
        assert pod(deployment)["securityContext"]["runAsNonRoot"] is True
        assert pod(deployment)["automountServiceAccountToken"] is False


@pytest.mark.parametrize("kind", ["Deployment", "PodDisruptionBudget"])
def test_what_selects_pods_selects_those_of_one_service(of_kind, kind):
    for name, resource in of_kind(kind).items():
        assert resource["spec"]["selector"]["matchLabels"] == {"app.kubernetes.io/name": name}
