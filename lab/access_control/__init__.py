"""Access control lists of the lab's nodes: SDDL, the order .NET keeps, and inheritance as Windows does it.

Written from Microsoft's documents alone. Nothing of the product is used here, so that the two cannot agree by a
mistake they share.
"""
