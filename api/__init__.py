"""The read API: what the ecosystem holds and what analyses find, over HTTP."""
