"""A chat endpoint that says the same words at once, whatever it is asked: what the rest of an answer costs shows."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = "有关要求见所列条款。[1]"


class _Reply(BaseHTTPRequestHandler):
    """Server-sent events as OpenAI's, a character each."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for character in WORDS:
            self._say({"content": character}, None)
        self._say({}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _say(self, delta: dict[str, str], reason: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        head = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
        self.wfile.write(f"data: {json.dumps(head | {'choices': [choice]})}\n\n".encode())


@contextmanager
def scripted_model() -> Iterator[str]:
    """Its address, as WENCE_LLM_BASE_URL takes it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Reply)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
