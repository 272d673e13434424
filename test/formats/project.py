# ===- project.py - A small project to run the program on -----------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""What the tests of this folder share: sources with findings, and a test case
in a scratch folder of its own. The first argument of each script is the
program; main() takes it off."""

import json
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import unittest

TOCSIN = None
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SKIP = 77

OPENING = """#include <fcntl.h>
#include <unistd.h>
int openIfThere(const char *Path) {
  if (access(Path, W_OK) == 0)
    return open(Path, O_RDWR | O_CREAT, 0600);
  return -1;
}
"""
COUNTING = """#include <thread>
static long Total;
void add() { Total = Total + 1; }
int main() {
  std::thread One(add), Two(add);
  One.join();
  Two.join();
}
"""


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tocsin-test-")
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name).resolve()
        self.dir = self.top / "project"
        (self.dir / ".git").mkdir(parents=True)
        self.env = {"PATH": os.path.dirname(TOCSIN) + ":" + os.environ["PATH"],
                    "HOME": str(self.top), "LC_ALL": "C.UTF-8",
                    "TOCSIN_CACHE_DIR": str(self.top / "cache")}
        for variable in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if variable in os.environ:
                self.env[variable] = os.environ[variable]

    def put(self, name, text):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def project(self, files):
        """Writes sources and their compile database."""
        for name, text in files.items():
            self.put(name, text)
        self.database([n for n in files if not n.endswith(".h")])

    def database(self, names):
        self.put("compile_commands.json", json.dumps([
            {"directory": str(self.dir), "file": name,
             "arguments": ["clang", "-c", name]} for name in names]))

    def tocsin(self, *arguments, status=0, env=None, where=None, text=""):
        """Runs the program in the project; the status must be as said."""
        done = subprocess.run([TOCSIN, *map(str, arguments)],
                              cwd=where or self.dir, text=True, input=text,
                              env=dict(self.env, **(env or {})),
                              capture_output=True, timeout=300)
        self.assertEqual(done.returncode, status,
                         "%s\n%s%s" % (arguments, done.stdout, done.stderr))
        return done

    def findings(self, *arguments, status=1):
        """The findings of the JSON report."""
        done = self.tocsin("--quiet", "--format=json", *arguments,
                           status=status)
        return json.loads(done.stdout)["findings"]


def on_terminal(arguments, where, env, columns=80):
    """What the program writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [TOCSIN, *arguments], cwd=where, stdout=theirs,
        stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        env=dict(env, TERM="xterm-256color", COLUMNS=str(columns)))
    os.close(theirs)
    text = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        text += piece
    os.close(ours)
    process.wait()
    return text.decode().replace("\r\n", "\n")


def main():
    global TOCSIN
    if len(sys.argv) < 2:
        sys.exit("usage: %s TOCSIN [unittest arguments]" % sys.argv[0])
    TOCSIN = os.path.abspath(sys.argv.pop(1))
    # Scripts run as __main__ and import this module by its name.
    sys.modules["project"].TOCSIN = TOCSIN
    unittest.main()
