"""DNS of the lab's farm: each domain controller answers for the zones that it holds in its directory."""
