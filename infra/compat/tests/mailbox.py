"""A receiver of webhooks on loopback, which keeps what it is sent."""

import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Letter:
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Mailbox:
    def __init__(self):
        self.letters = []
        mailbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                mailbox.letters.append(Letter({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(200)
                self.send_header("Content-Length", "6")
                self.end_headers()
                self.wfile.write(b"thanks")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/hook"

    def wait_for(self, count):
        deadline = time.monotonic() + 30
        while len(self.letters) < count:
            assert time.monotonic() < deadline, f"{len(self.letters)} of {count} messages arrived: {self.letters}"
            time.sleep(0.02)
        return self.letters

    def close(self):
        self.server.shutdown()
        self.server.server_close()
