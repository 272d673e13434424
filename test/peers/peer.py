# ===- peer.py - What the tests with other programs share -----------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Each script of this folder runs Tocsin in one program of others for real. It
calls main() with the programs that it needs; without them the test is skipped
(status 77) with the reason. Tests run without network where the system allows
it, in a scratch folder each, with nobody's configuration."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
INPUTS = os.path.join(HERE, "inputs")
BUILD = os.path.abspath(os.environ.get(
    "TOCSIN_BUILD", os.path.join(HERE, "..", "..", "build")))
TOCSIN = os.path.join(BUILD, "bin", "tocsin")
TIDY = os.path.join(BUILD, "bin", "tocsin-clang-tidy")
CLANGD = os.path.join(BUILD, "bin", "tocsin-clangd")
PLUGIN = os.path.join(BUILD, "lib", "tocsin-clang-tidy.so")

CHECK = "tocsin-file-toctou"
# Line and column of the act in each input.
PLACE = {"window.c": (8, 13), "window.cpp": (10, 10)}
SKIP = 77

LINE = re.compile(r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):(?P<col>\d+): "
                  r"(?P<level>warning|error|note): (?P<text>.*?)"
                  r"(?: \[(?P<check>[\w.,-]+)\])?$")


def source(name):
    with open(os.path.join(INPUTS, name), encoding="utf-8") as f:
        return f.read()


class Case(unittest.TestCase):
    """A test in a scratch folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tocsin-peer-")
        self.addCleanup(folder.cleanup)
        self.top = os.path.realpath(folder.name)
        self.dir = os.path.join(self.top, "project")
        os.mkdir(self.dir)
        home = os.path.join(self.top, "home")
        os.mkdir(home)
        self.env = {"PATH": os.path.join(BUILD, "bin") + os.pathsep
                    + os.environ["PATH"],
                    "HOME": home, "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
                    "TOCSIN_CACHE_DIR": os.path.join(home, "cache"),
                    "GIT_CONFIG_NOSYSTEM": "1"}
        for variable in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if variable in os.environ:
                self.env[variable] = os.environ[variable]

    def put(self, name, text=None):
        """Copies an input, or writes a file; returns its path."""
        path = os.path.join(self.dir, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if text is None:
            shutil.copy(os.path.join(INPUTS, name), path)
        else:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        return path

    def get(self, name):
        with open(os.path.join(self.dir, name), encoding="utf-8") as f:
            return f.read()

    def run_in(self, *command, status=0, env=None, text=""):
        """Runs in the project's folder with `text` as input; the status must be
        as said, None is any."""
        done = subprocess.run(command, cwd=self.dir, text=True, input=text,
                              env=dict(self.env, **(env or {})), timeout=240,
                              capture_output=True)
        if status is not None and done.returncode != status:
            self.fail("status %d, not %d: %s\n%s%s" % (
                done.returncode, status, " ".join(command), done.stdout,
                done.stderr))
        return done

    def diagnostics(self, text):
        """(file, line, column, level, text, check) of clang-tidy's layout."""
        return [(os.path.basename(m["file"]), int(m["line"]), int(m["col"]),
                 m["level"], m["text"], m["check"])
                for m in map(LINE.match, text.splitlines()) if m]

    def assert_found(self, text, *inputs, level="warning"):
        """Our check reports these inputs and nothing else is said of it."""
        found = [(d[0], d[1], d[2], d[3]) for d in self.diagnostics(text)
                 if d[5] and CHECK in d[5].split(",")]
        self.assertEqual(sorted(found),
                         sorted((name,) + PLACE[name] + (level,)
                                for name in inputs), text)

    def database(self, *names):
        """A compile_commands.json for the files."""
        entries = ['{"directory": "%s", "file": "%s", "command": '
                   '"%s -c %s"}' % (self.dir, name, "clang++" if
                                    name.endswith(".cpp") else "clang", name)
                   for name in names]
        return self.put("compile_commands.json",
                        "[" + ",\n".join(entries) + "]\n")


def without_network():
    """Runs this script again in a network namespace of its own."""
    if os.environ.get("TOCSIN_PEERS_ALONE"):
        return
    os.environ["TOCSIN_PEERS_ALONE"] = "1"
    for unshare in (["unshare", "-n"], ["unshare", "-rn"]):
        if shutil.which("unshare") and subprocess.run(
                unshare + ["true"], capture_output=True).returncode == 0:
            os.execvp(unshare[0], unshare + [sys.executable] + sys.argv)


def main(*needs):
    for product in (TOCSIN, TIDY, CLANGD):
        if not os.path.exists(product):
            sys.exit("error: %s is not built" % product)
    missing = [n for n in needs if not shutil.which(n) and not os.path.isdir(n)]
    if missing:
        print("skipped: not installed: %s (scripts/install-deps.sh peers)"
              % ", ".join(missing))
        sys.exit(SKIP)
    without_network()
    unittest.main(verbosity=2)
