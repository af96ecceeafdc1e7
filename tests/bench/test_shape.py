"""The shapes of farms as the command line has them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench.farm import Farms, folder
from bench.shape import DEFAULT, Shape


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("10", Shape(10)),
        ("7x32", Shape(32, farms=7)),
        ("7x32@3s", Shape(32, farms=7, delay=3.0)),
        ("7x32@0.5s/50", Shape(32, farms=7, delay=0.5, forks=50)),
        ("50x20+10faulty+365runs", Shape(20, farms=50, faulty=10, runs=365)),
        ("50x20/50+0faulty+1runs", Shape(20, farms=50, forks=50, runs=1)),
    ],
)
def test_a_shape_is_written_as_it_is_read(text: str, shape: Shape) -> None:
    assert Shape.parse(text) == shape
    assert str(shape) == text


@pytest.mark.parametrize("text", ["", "0", "7x", "7x32@3", "ten", "7x32+1faulty", "7x32+1faulty+0runs"])
def test_what_is_no_shape_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=f"found '{re.escape(text)}', expected .* 7x32@3s/50"):
        Shape.parse(text)


def test_no_measured_farm_is_larger_than_a_cluster_can_be() -> None:
    assert max(shape.nodes for shape in DEFAULT) == 32


def test_each_farm_has_a_description_of_its_own_with_its_own_nodes(tmp_path: Path) -> None:
    for farm in (1, 2):
        folder(tmp_path, farm).mkdir()
        (folder(tmp_path, farm) / "password").write_text("-", encoding="utf-8")
    inventory = tmp_path / "hosts.yml"
    Farms(Shape(2, farms=2), tmp_path, [5986, 5987]).write_inventory(inventory)
    groups = json.loads(inventory.read_text(encoding="utf-8"))["kerberos"]["children"]
    descriptions = {group["vars"]["kerberos_farm"]["name"]: group for group in groups.values()}
    assert list(descriptions) == ["intranet1", "intranet2"]
    for group in descriptions.values():
        assert list(group["hosts"]) == list(group["vars"]["kerberos_farm"]["nodes"])
    hosts = [name for group in groups.values() for name in group["hosts"]]
    assert len(set(hosts)) == 4
