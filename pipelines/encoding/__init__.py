"""Bytes to text: which charset a body is written in, and its text in it."""

from pipelines.encoding.containers import MOST_UNPACKED, unpacked
from pipelines.encoding.decode import decode, plain_charset

__all__ = ["MOST_UNPACKED", "decode", "plain_charset", "unpacked"]
