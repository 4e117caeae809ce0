"""The `secon` command, also as `python -m secon_cli`."""

import sys


def main() -> None:
    """Run the program; Ctrl-C while it is still being loaded, a tenth of a second, ends as it does later."""
    try:
        from secon_cli.app import main as run

        run()
    except KeyboardInterrupt:
        print("secon: interrupted", file=sys.stderr)
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
