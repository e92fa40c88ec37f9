"""`python -m services.console` is `dateline`."""

from services.console.app import main

main()
