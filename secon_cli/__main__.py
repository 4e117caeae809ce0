"""`python -m secon_cli` is `secon`."""

from secon_cli.app import main

main()
