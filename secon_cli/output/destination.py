"""Where output goes: standard output, or a file that is written whole or not at all."""

import errno
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TextIO


def write(text: str, to: Path | None) -> None:
    """Write to a file, or to standard output; OSError, with the name of what cannot be written, where it cannot be.

    Text is UTF-8 wherever it goes, but for a terminal that shows another encoding.
    """
    try:
        if to is None:
            _write_stdout(text)
        else:
            _write_file(text.encode(), to)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(to or "standard output")) from None


def _write_stdout(text: str) -> None:
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    encoding = sys.stdout.encoding if is_terminal(sys.stdout) else "utf-8"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "replace"))
    sys.stdout.buffer.flush()


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sees what is written there; a stream that was closed is None."""
    return stream is not None and stream.isatty()


def tell(text: str) -> None:
    """Say something beside the data, on stderr; a stderr that is gone is no reason to fail."""
    if sys.stderr is None:
        return
    with suppress(OSError, ValueError):
        sys.stderr.write(text if text.endswith("\n") else f"{text}\n")
        sys.stderr.flush()


def _write_file(data: bytes, to: Path) -> None:
    """Replace a file in one step, through a link if it is one, keeping its mode; devices and pipes are written to."""
    target = to.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(data)
            temporary.flush()
            os.fsync(temporary.fileno())
        os.chmod(name, target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
