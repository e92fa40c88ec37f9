"""`python -m services.console` is `dateline`."""

import signal


def main() -> None:
    """Run `dateline`. Ctrl-C while it loads ends it at once, without a traceback out of some import."""
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not so after & in a script
    if heeded:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from services.console import app  # noqa: PLC0415 - it takes a second, for which the line above is

    if heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    app.main()


if __name__ == "__main__":
    main()
