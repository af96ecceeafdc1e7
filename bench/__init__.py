"""What an audit and a fix cost the controller and the nodes, measured beside Ansible's own modules and bare pywinrm."""

import sys
from pathlib import Path

# Where Ansible finds the collection of this checkout; every part of the bench may be started by itself.
COLLECTIONS = str(Path(__file__).parent.parent / "collections")
if COLLECTIONS not in sys.path:
    sys.path.insert(0, COLLECTIONS)
