"""Messages between processes: the number of bytes in four, then the bytes."""

import struct
from typing import BinaryIO

LENGTH = struct.Struct(">I")


def framed(message: bytes) -> bytes:
    """A message with its length before it."""
    return LENGTH.pack(len(message)) + message


def write_frame(stream: BinaryIO, message: bytes) -> None:
    """Write a message and see that it leaves."""
    stream.write(framed(message))
    stream.flush()


READY = b"{}"
"""What a process says first, once it can be asked."""


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message; None where there are no more."""
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None
