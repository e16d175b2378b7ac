"""The digest by which bytes are told from others."""

import hashlib


def digest(raw: bytes) -> str:
    """The digest of some bytes."""
    return hashlib.blake2b(raw, digest_size=20).hexdigest()
