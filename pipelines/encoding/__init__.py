"""Bytes to text: which charset a body is written in, and its text in it."""

from pipelines.encoding.decode import MOST_UNPACKED, decode, plain_charset, unpacked

__all__ = ["MOST_UNPACKED", "decode", "plain_charset", "unpacked"]
