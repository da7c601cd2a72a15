"""Length-prefixed frames between processes: four bytes of length in big-endian order, then the message."""

import struct
from typing import BinaryIO

LENGTH = struct.Struct(">I")


def framed(message: bytes) -> bytes:
    """A message with its length prefix."""
    return LENGTH.pack(len(message)) + message


def write_frame(stream: BinaryIO, message: bytes) -> None:
    """Write a message and flush the stream."""
    stream.write(framed(message))
    stream.flush()


READY = b"{}"
"""First message of a process, once it accepts requests."""


def read_frame(stream: BinaryIO) -> bytes | None:
    """Read the next message; None at the end of the stream."""
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None
