"""Null models of shared clients: how many two programs, funds or agencies would share by chance."""
