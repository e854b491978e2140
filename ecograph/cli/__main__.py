"""`python -m ecograph.cli`."""

from ecograph.cli import main

main()
