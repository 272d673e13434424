# ===- project.py - A small project to run Tocsin on ----------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""A folder with sources and a compile database, and runs over it."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

# A check and a use of one name, in two files.
LOOK = """#include "look.h"
#include <unistd.h>
int isThere(const char *Path) { return access(Path, F_OK) == 0; }
"""
USE = """#include "look.h"
#include "flags.h"
#include <fcntl.h>
int openIt(const char *Path) {
  if (!isThere(Path))
    return open(Path, FLAGS, 0600);
  return -1;
}
"""
OTHER = """#include "flags.h"
int other(int X) { return X + FLAGS; }
"""
FILES = {
    "look.h": "int isThere(const char *Path);\n",
    "flags.h": "#define FLAGS (02 | 0100)\n",
    "look.c": LOOK,
    "use.c": USE,
    "other.c": OTHER,
}
FOUND = re.compile(r"use\.c:6:\d+: warning: .*\[tocsin-file-toctou\]")


def program():
    """The program under test: the first word of the command line."""
    return PROGRAM


PROGRAM = None


def main():
    global PROGRAM
    module = sys.modules["project"]
    module.PROGRAM = os.path.abspath(sys.argv.pop(1))
    if not os.access(module.PROGRAM, os.X_OK):
        sys.exit("no program " + module.PROGRAM)
    unittest.main(module="__main__")


class Project(unittest.TestCase):
    def setUp(self):
        self.folder = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, True)
        for name, text in FILES.items():
            self.write(name, text)
        self.database(["look.c", "use.c", "other.c"])

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w") as f:
            f.write(text)

    def read(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def database(self, names, flags=()):
        self.write("compile_commands.json", json.dumps(
            [{"directory": self.folder, "file": n,
              "arguments": ["cc", *flags, "-c", n]} for n in names]))

    def start(self, *args, **env):
        environment = dict(os.environ, **env)
        for name in ("TOCSIN_CACHE_DIR", "PRE_COMMIT"):
            if name not in env:
                environment.pop(name, None)
        return subprocess.Popen(
            [PROGRAM, *args], cwd=self.folder, env=environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=True)

    def run_it(self, *args, code=None, **env):
        """Exit code, standard output, standard error."""
        process = self.start(*args, **env)
        out, err = process.communicate(timeout=300)
        if code is not None:
            self.assertEqual(process.returncode, code, out + err)
        return process.returncode, out, err

    def captured(self, *args, **env):
        """How many units a run has captured, not reused."""
        _, out, err = self.run_it("--stats", *args, **env)
        units, reused = map(int, re.search(
            r"units (\d+) \((\d+) from the cache\)", err).groups())
        return units - reused
