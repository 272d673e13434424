# ===- lsp.py - A small client of a language server -----------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Starts a server, opens and edits files, waits for what it publishes."""

import json
import queue
import subprocess
import threading
import time

PATIENCE = 60  # seconds; a loaded machine is slow


class Client:
    def __init__(self, command, folder, env):
        self.server = subprocess.Popen(
            command, cwd=folder, env=env, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.messages = queue.Queue()
        self.log = []
        self.readers = [threading.Thread(target=self._read, daemon=True),
                        threading.Thread(target=self._read_log, daemon=True)]
        for reader in self.readers:
            reader.start()
        self.ended = False
        self.versions = {}
        self.next_id = 0
        self.request("initialize", {
            "processId": None, "rootUri": "file://" + folder,
            "capabilities": {"textDocument": {"publishDiagnostics": {
                "relatedInformation": True, "codeActionsInline": True}}}})
        self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            if not self.ended:
                self.request("shutdown", None)
                self.notify("exit", None)
                self.server.wait(PATIENCE)
        finally:
            self.server.kill()
            self.server.wait()
            for reader in self.readers:
                reader.join()
            for stream in (self.server.stdin, self.server.stdout,
                           self.server.stderr):
                stream.close()

    def _read(self):
        out = self.server.stdout
        while True:
            length = 0
            while line := out.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                break
            self.messages.put(json.loads(out.read(length)))
        self.messages.put(None)

    def _read_log(self):
        for line in self.server.stderr:
            self.log.append(line.decode(errors="replace"))

    def _wait(self, wanted):
        """The first message that `wanted` says yes to."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                message = self.messages.get(
                    timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError("no answer in %d s:\n%s"
                                     % (PATIENCE, "".join(self.log))) from None
            if message is None:
                self.ended = True
                raise AssertionError("the server ended:\n" + "".join(self.log))
            if wanted(message):
                return message

    def _send(self, message):
        text = json.dumps(dict(message, jsonrpc="2.0")).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s"
                                % (len(text), text))
        self.server.stdin.flush()

    def request(self, method, params):
        self.next_id += 1
        self._send({"id": self.next_id, "method": method, "params": params})
        return self._wait(lambda m: m.get("id") == self.next_id
                          and "method" not in m)

    def notify(self, method, params):
        self._send({"method": method, "params": params})

    def _diagnostics(self, path):
        uri, version = "file://" + path, self.versions[path]
        return self._wait(
            lambda m: m.get("method") == "textDocument/publishDiagnostics"
            and m["params"]["uri"] == uri
            and m["params"].get("version") == version
        )["params"]["diagnostics"]

    def _open(self, path, text):
        self.versions[path] = 1
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": "file://" + path, "version": 1, "text": text,
            "languageId": "cpp" if path.endswith("pp") else "c"}})

    def open(self, path, text):
        """Opens a file with this text; gives the diagnostics."""
        self._open(path, text)
        return self._diagnostics(path)

    def open_all(self, paths):
        """Opens files before any answer; gives the diagnostics of each."""
        for path in paths:
            with open(path, encoding="utf-8") as f:
                self._open(path, f.read())
        found = {}
        while len(found) < len(paths):
            params = self._wait(lambda m: m.get("method") ==
                                "textDocument/publishDiagnostics")["params"]
            found[params["uri"].removeprefix("file://")] = params["diagnostics"]
        return found

    def edit(self, path, text):
        """Replaces the text of an open file; gives the diagnostics."""
        self.versions[path] += 1
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": "file://" + path,
                             "version": self.versions[path]},
            "contentChanges": [{"text": text}]})
        return self._diagnostics(path)
