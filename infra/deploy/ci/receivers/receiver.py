#!/usr/bin/env python3
"""A sample receiver of Countersign's webhooks: Python's standard library and nothing else.

    WEBHOOK_SECRET=whsec_... python3 receiver.py --port 9000

It believes an event only when every signature that came with it is right: Standard Webhooks' (webhook-signature),
MLflow's (X-MLflow-Signature) or Databricks' (X-Databricks-Signature). It answers 204 to what it accepts and 401 to
anything else, and prints one line for each event, once, however often the event is sent. While a secret is replaced give
both, each on a line of its own.
"""

import argparse
import base64
import collections
import hashlib
import hmac
import http.server
import os
import sys
import threading
import time

TOLERANCE_SECONDS = 300
LONGEST_BODY = 1024 * 1024
REMEMBERED_IDS = 10_000


class Untrusted(Exception):
    """Says why an event is not believed."""


def standard_key(secret):
    """Of whsec_ what follows, decoded; of any other secret its own bytes."""
    if secret.startswith("whsec_"):
        return base64.b64decode(secret[len("whsec_"):], validate=True)
    return secret.encode()


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def require_recent(timestamp):
    """A signature holds for five minutes, so that nobody can send an old event again."""
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        raise Untrusted("the timestamp is no number")
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        raise Untrusted("the timestamp is more than five minutes off")


def require_one_of(candidates, expected, what):
    """Compares in constant time, and all of them, so that the time taken tells nothing."""
    matches = [hmac.compare_digest(one, right) for one in candidates for right in expected]
    if not any(matches):
        raise Untrusted(f"no signature in {what} is right")


def version_one(header):
    """The signatures of a list like "v1,abc v1,def"."""
    found = []
    for entry in header.split(" "):
        version, _, encoded = entry.partition(",")
        if version == "v1":
            try:
                found.append(base64.b64decode(encoded, validate=True))
            except ValueError:
                continue
    return found


def verify_timed(headers, names, keys, body):
    """What Standard Webhooks and MLflow sign alike: id.timestamp.body."""
    identifier, timestamp, signature = (headers.get(name, "") for name in names)
    if not identifier:
        raise Untrusted(f"there is no {names[0]}")
    require_recent(timestamp)
    signed = f"{identifier}.{timestamp}.".encode("latin-1")
    require_one_of(version_one(signature), [mac(key, signed, body) for key in keys], names[2])


def verify(headers, body, secrets):
    """Raises Untrusted unless the event has a signature, and all that it has are right."""
    texts = [secret.encode() for secret in secrets]
    verified = False
    if "webhook-signature" in headers:
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        verify_timed(headers, names, [standard_key(secret) for secret in secrets], body)
        verified = True
    if "X-MLflow-Signature" in headers:
        names = ("X-MLflow-Delivery-Id", "X-MLflow-Timestamp", "X-MLflow-Signature")
        verify_timed(headers, names, texts, body)
        verified = True
    if "X-Databricks-Signature" in headers:
        sent = headers["X-Databricks-Signature"].lower().encode("latin-1")
        require_one_of([sent], [mac(key, body).hex().encode() for key in texts], "X-Databricks-Signature")
        verified = True
    if not verified:
        raise Untrusted("there is no signature")


class Seen:
    """The latest ids, to tell an event that is sent again."""

    def __init__(self):
        self._lock = threading.Lock()
        self._ids = collections.OrderedDict()

    def is_new(self, identifier):
        """Always true of an event without an id, which Databricks' contract does not have."""
        if identifier is None:
            return True
        with self._lock:
            if identifier in self._ids:
                return False
            self._ids[identifier] = True
            if len(self._ids) > REMEMBERED_IDS:
                self._ids.popitem(last=False)
            return True


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    secrets = []
    seen = Seen()

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or len(length) > 9 or int(length) > LONGEST_BODY:
            self.close_connection = True
            self.answer(413)
            return
        body = self.rfile.read(int(length))
        try:
            verify(self.headers, body, self.secrets)
        except Untrusted as reason:
            print(f"refused: {reason}", file=sys.stderr, flush=True)
            self.answer(401)
            return
        identifier = self.headers.get("webhook-id") or self.headers.get("X-MLflow-Delivery-Id")
        if self.seen.is_new(identifier):
            print(f"accepted {identifier or '-'} ({len(body)} bytes)", flush=True)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """The lines about events are enough."""


def read_secrets(path):
    if path is None:
        text = os.environ.get("WEBHOOK_SECRET", "")
    else:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    secrets = [line for line in text.splitlines() if line]
    if not secrets:
        sys.exit("receiver: there is no secret; set WEBHOOK_SECRET or name a file with --secret-file.")
    try:
        for secret in secrets:
            standard_key(secret)
    except ValueError:
        sys.exit("receiver: what follows whsec_ in a secret is no Base64.")
    return secrets


def main():
    parser = argparse.ArgumentParser(description="A sample receiver of Countersign's webhooks, on loopback.")
    parser.add_argument("--port", type=int, default=9000, help="0 for any that is free (default: 9000)")
    parser.add_argument("--secret-file", help="where the secret is, one on each line (default: from WEBHOOK_SECRET)")
    arguments = parser.parse_args()
    Receiver.secrets = read_secrets(arguments.secret_file)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), Receiver)
    print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
