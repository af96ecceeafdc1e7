"""A web site of the lab that accepts Negotiate with real tickets, on as many addresses as the farm has.

What answers at an address is read at each request, so that the state of a simulated node can decide it; see state.py.
Needs the package gssapi, and imports nothing of the product.
"""
