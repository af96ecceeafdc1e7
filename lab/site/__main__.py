"""python -m lab.site CONFIG.json: a site of the lab, until stdin ends. It prints a line when it serves.

CONFIG.json: {"realm": "EXAMPLE.COM", "listen": [{"address": "10.0.0.11", "port": 80}, {"address": "10.0.0.50",
"port": 443, "certificate": PATH, "key": PATH}], "addresses": {"10.0.0.11": {"negotiate": {"keytab": PATH}}}}

"addresses" is read anew at each request (state.py), all else once. The addresses must be the computer's.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lab.site.site import Site
from lab.site.state import in_file


def main(path: Path) -> None:
    given = json.loads(path.read_text(encoding="utf-8"))
    site = Site(given["listen"], in_file(path), given["realm"])
    try:
        print("serving", flush=True)
        sys.stdin.read()
    finally:
        site.close()


main(Path(sys.argv[1]))
