"""Who asks: HTTP Basic, Bearer, and Digest where a server wants it (RFC 7617, 6750, 7616).

Told to the address that was named and to no other, and shown nowhere.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from http.client import HTTPMessage
from pathlib import Path
from threading import Lock
from typing import Final

from ...errors import OpenSecret, UnreadableFile

_PREFIX: Final = "BACTHANG_SPARQL_"
_PART: Final = re.compile(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_HASHES: Final = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
_OTHERS: Final = 0o007


class Credentials:
    """A user with a password, or a token, or nobody.

    From BACTHANG_SPARQL_USER and BACTHANG_SPARQL_PASSWORD, or BACTHANG_SPARQL_TOKEN; password and
    token also from the file that ``…_FILE`` names.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Take them from the environment. Raises OpenSecret and UnreadableFile."""
        self._user = environment.get(f"{_PREFIX}USER", "")
        self._password = _secret(environment, "PASSWORD")
        self._token = _secret(environment, "TOKEN")
        self._challenge: Mapping[str, str] = {}
        self._count = 0
        self._lock = Lock()

    def __repr__(self) -> str:
        """Show nothing of them."""
        return "Credentials()"

    def challenged(self, headers: HTTPMessage) -> bool:
        """Take what a server wants to be answered; tell whether asking again can be of use."""
        if self._token or not self._user:
            return False
        for said in headers.get_all("WWW-Authenticate", ()):
            scheme, _, rest = said.partition(" ")
            parts = {name.lower(): text or bare for name, text, bare in _PART.findall(rest)}
            if scheme.lower() == "digest" and parts.get("algorithm", "MD5").upper() in _HASHES:
                with self._lock:
                    self._challenge, self._count = parts, 0
                return True
        return False

    def header(self, method: str, target: str) -> str:
        """Return what the header Authorization says of a request, or nothing."""
        if self._token:
            return f"Bearer {self._token}"
        if not self._user:
            return ""
        if not self._challenge:
            both = f"{self._user}:{self._password}"
            return "Basic " + base64.b64encode(both.encode()).decode()
        with self._lock:
            self._count += 1
            return self._digest(method, target, self._challenge, f"{self._count:08x}")

    def _digest(self, method: str, target: str, asked: Mapping[str, str], count: str) -> str:
        algorithm = asked.get("algorithm", "MD5")
        own = secrets.token_hex(16)
        realm, nonce = asked.get("realm", ""), asked.get("nonce", "")

        def hashed(*parts: str) -> str:
            return _HASHES[algorithm.upper()](":".join(parts).encode()).hexdigest()

        who, what = hashed(self._user, realm, self._password), hashed(method, target)
        said = {"username": self._user, "realm": realm, "nonce": nonce, "uri": target}
        if "auth" in re.split(r"\s*,\s*", asked.get("qop", "")):
            said["response"] = hashed(who, nonce, count, own, "auth", what)
            said["cnonce"] = own
            bare = f", qop=auth, nc={count}"
        else:
            said["response"] = hashed(who, nonce, what)
            bare = ""
        if "opaque" in asked:
            said["opaque"] = asked["opaque"]
        quoted = ", ".join(f'{name}="{value}"' for name, value in said.items())
        return f"Digest {quoted}, algorithm={algorithm}{bare}"


def _secret(environment: Mapping[str, str], name: str) -> str:
    """Return a secret that stands in the environment, or in the file named there.

    Raises OpenSecret for a file that everybody on the machine may read, UnreadableFile.
    """
    named = environment.get(f"{_PREFIX}{name}_FILE", "")
    if not named:
        return environment.get(f"{_PREFIX}{name}", "").strip()
    path = Path(named).expanduser()
    try:
        if path.stat().st_mode & _OTHERS:
            raise OpenSecret(path=path)
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(path=path, what=_why(error)) from None


def _why(error: OSError | UnicodeDecodeError) -> str:
    return error.reason if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
