# SPDX-License-Identifier: GPL-3.0-or-later
"""A store that refuses what a key must not do: it stands before cosftp-localcos and hands on the rest."""
import contextlib
import http.client
import http.server
import threading
import urllib.parse

import fixture

DENIED = b'<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>'


def action_of(method, target, headers):
    """The CAM action of a request in path style."""
    place = urllib.parse.urlsplit(target)
    query = urllib.parse.parse_qs(place.query, keep_blank_values=True)
    is_bucket = place.path.strip('/').count('/') == 0
    if method == 'HEAD':
        return 'HeadBucket' if is_bucket else 'HeadObject'
    if method == 'GET':
        return 'GetBucket' if is_bucket and 'uploads' not in query else 'GetObject'
    if method == 'POST' and 'uploads' in query:
        return 'InitiateMultipartUpload'
    if method == 'PUT' and 'partNumber' in query:
        return 'UploadPart'
    if method == 'PUT':
        return 'CopyObject' if headers.get('x-cos-copy-source') else 'PutObject'
    if method == 'DELETE':
        return 'AbortMultipartUpload' if 'uploadId' in query else 'DeleteObject'
    return 'Other'


class RefusingStore:
    """Listens on a port of its own; `refused` are the actions without their prefix."""

    def __init__(self, store_port, refused):
        self.seen = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def answer(self):
                length = self.headers.get('Content-Length')
                body = None if length is None else self.rfile.read(int(length))
                action = action_of(self.command, self.path, self.headers)
                outer.seen.append(action)
                if action in refused:
                    return self.reply(403, [('Content-Type', 'application/xml')], DENIED)
                with contextlib.closing(http.client.HTTPConnection('127.0.0.1', store_port,
                                                                   timeout=fixture.DEADLINE_S)) as line:
                    line.request(self.command, self.path, body, dict(self.headers.items()))
                    answer = line.getresponse()
                    return self.reply(answer.status, answer.getheaders(), answer.read())

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer

            def reply(self, status, headers, body):
                self.send_response_only(status)
                for name, value in headers:
                    if name.lower() not in ('content-length', 'transfer-encoding', 'connection'):
                        self.send_header(name, value)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                if self.command != 'HEAD':
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.thread.join(fixture.DEADLINE_S)
        self.server.server_close()
