"""The forest that the lab's farm is in: two domains behind real LDAP, over one state in the shape of a directory."""
