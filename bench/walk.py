"""What the walk over a site's files costs in the real PowerShell engine: python -m bench.walk.

The lab's stand-ins replace the file system, so this is the payload's own cost, and how it grows. What
the disk and Windows take for each DACL comes on top of it.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from bench.table import aligned
from lab import healthy, intranet
from lab.access_control import changes
from lab.access_control.access_list import AccessList
from lab.access_control.tree import Item, Tree
from lab.facts import site_content
from lab.node_files import NodeState
from lab.windows.engine import find
from lab.windows.worker import Engine, Job, Result

NAME = "read_site_acl"
SIZES = (1000, 3000)
FILES = 19  # of each folder
FILES_TO_A_SECURED_ONE = 100  # one file of so many has explicit entries
HEADINGS = ("objects", "with explicit entries", "s", "objects a second", "KB of answer")

# The payload as it is, with a watch around it.
TIMED = """
param($Arguments, $Secrets)
$watch = [Diagnostics.Stopwatch]::StartNew()
$data = & {{
{payload}
}} $Arguments $Secrets
$watch.Stop()
@{{ seconds = $watch.Elapsed.TotalSeconds; objects = $data.objects; secured_objects = @($data.secured_objects).Count
    bytes = (ConvertTo-Json -InputObject $data -Depth 9 -Compress).Length }}
"""


@dataclass(frozen=True)
class Walk:
    """seconds: the least of all repeats. secured_objects: with explicit entries, the site's folders among them."""

    objects: int
    secured_objects: int
    seconds: float
    answer_bytes: int

    @property
    def objects_a_second(self) -> float:
        return self.objects / self.seconds


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.walk", description=__doc__)
    parser.add_argument("--objects", type=int, nargs="+", default=SIZES, help="sizes of sites (default: 1000 3000)")
    parser.add_argument("--repeat", type=int, default=3, help="how often; the least time counts (default: 3)")
    options = parser.parse_args()
    executable = find()
    if executable is None:
        print("bench: there is no pwsh on PATH, and NLB_KERBEROS_PWSH does not name one", file=sys.stderr)
        return 2
    walks = measured(executable, options.objects, options.repeat)
    print("\n".join(aligned([HEADINGS, *(_row(walk) for walk in walks)])))
    return 0


def measured(pwsh: Path, sizes: Sequence[int], repeats: int) -> list[Walk]:
    """Raises RuntimeError where the payload does not answer."""
    walks = [[_walk(pwsh, site_of(objects)) for _ in range(repeats)] for objects in sizes]
    return [min(of_size, key=lambda walk: walk.seconds) for of_size in walks]


def _walk(pwsh: Path, state: NodeState) -> Walk:
    """In its own engine: on a node every request is a new process, which compiles what it runs."""
    bootstrap, payload = scripts()["bootstrap"], scripts()[NAME]
    arguments = {"site": intranet.SITE, "objects": 1_000_000}
    call = {"payload": NAME, "script": TIMED.format(payload=payload), "arguments": arguments, "secrets": []}
    request = {"addresses": list(intranet.own_addresses(1)), "computer": "", "stop": True, "calls": [call]}
    done = asyncio.run(_done(pwsh, Job(bootstrap, json.dumps(request).encode() + b"\n", state)))
    (answer,) = json.loads(base64.b64decode(done.stdout))["answers"]
    if "data" not in answer:
        raise RuntimeError(answer["error"]["message"])
    data = answer["data"]
    return Walk(data["objects"], data["secured_objects"], data["seconds"], data["bytes"])


async def _done(pwsh: Path, job: Job) -> Result:
    engine = Engine(pwsh, size=1)
    try:
        return await engine.run(job)
    finally:
        await engine.close()


def site_of(objects: int) -> NodeState:
    """A healthy node whose site has so many files and folders, the folders of its two applications included."""
    state = healthy.node(1)
    items: list[Item] = list(_items(objects))
    items.sort(key=lambda item: str(item["path"]).lower().split("\\"))
    state["site_acl"]["objects"] = items
    tree = Tree(items, intranet.DOMAIN)
    for root in (site_content.SITE, site_content.REPORTS):
        tree.write(root, AccessList.of(site_content.DACL))
    for item in [item for item in items if not item["container"]][::FILES_TO_A_SECURED_ONE]:
        changes.add(tree, item["path"], f"(A;;FA;;;{intranet.ACCOUNT_SID})")
    return state


def _items(objects: int) -> Iterator[Item]:
    paths = [(site_content.SITE, True), (site_content.REPORTS, True)]
    for number in range(objects - len(paths)):
        folder, file = divmod(number, FILES + 1)
        path = rf"{site_content.SITE}\folder{folder:05}"
        paths.append((rf"{path}\file{file:02}.htm" if file else path, not file))
    return ({"path": path, "container": container, "sddl": f"{site_content.OWNER}D:AI"} for path, container in paths)


def _row(walk: Walk) -> tuple[str, ...]:
    return (
        str(walk.objects),
        str(walk.secured_objects),
        f"{walk.seconds:.2f}",
        f"{walk.objects_a_second:.0f}",
        f"{walk.answer_bytes / 1024:.0f}",
    )


if __name__ == "__main__":
    sys.exit(main())
