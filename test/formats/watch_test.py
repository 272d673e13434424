#!/usr/bin/env python3
# ===- watch_test.py - tocsin --watch while somebody edits ---------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""watch_test.py TOCSIN: what is new and what is gone after each save."""

import os
import queue
import signal
import subprocess
import sys
import threading

sys.dont_write_bytecode = True
import project  # noqa: E402

FILES = {"src/open.c": project.OPENING, "src/count.cpp": project.COUNTING}
MENDED = project.OPENING.replace("if (access(Path, W_OK) == 0)\n    return",
                                 "return").replace("  return -1;\n", "")
SECONDS = 120


class Watch(project.Case):
    def setUp(self):
        super().setUp()
        self.project(FILES)
        self.temporary = self.top / "tmp"
        self.temporary.mkdir()
        self.env["TMPDIR"] = str(self.temporary)

    def start(self, *options):
        self.process = subprocess.Popen(
            [project.TOCSIN, "--watch", *options], cwd=self.dir, text=True,
            env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True)
        self.addCleanup(self.end)
        self.lines = queue.Queue()

        def read(stream, into):
            for line in stream:
                into.put(line)
            into.put(None)
        threading.Thread(target=read, args=(self.process.stdout, self.lines),
                         daemon=True).start()

    def end(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def round(self):
        """The lines of one run."""
        said = []
        while True:
            line = self.lines.get(timeout=SECONDS)
            self.assertIsNotNone(line, "".join(said))
            if line.startswith("tocsin: watching"):
                return "".join(said)
            said.append(line)

    def test_new_and_gone(self):
        self.start()
        first = self.round()
        self.assertIn("open.c:5:12: warning:", first)
        self.assertIn("count.cpp:3:", first)
        self.put("src/open.c", MENDED)
        second = self.round()
        self.assertIn("gone: src/open.c: 'open'", second)
        self.assertIn("[tocsin-file-toctou]", second)
        self.assertNotIn("warning:", second)
        # A blank line moves a finding, which stays the one that was told.
        self.put("src/count.cpp", "\n" + project.COUNTING)
        third = self.round()
        self.assertNotIn("warning:", third)
        self.assertNotIn("gone:", third)
        self.put("src/open.c", project.OPENING)
        fourth = self.round()
        self.assertIn("open.c:5:12: warning:", fourth)
        self.assertNotIn("count.cpp", fourth)

    def test_saved_by_renaming(self):
        self.start()
        self.round()
        fresh = self.put("src/open.c.new", MENDED)
        os.replace(fresh, self.dir / "src/open.c")
        self.assertIn("gone: src/open.c:", self.round())

    def test_broken_source_takes_nothing_away(self):
        self.start()
        self.round()
        self.put("src/open.c", project.OPENING.replace("int openIfThere(",
                                                       "int openIfThere[("))
        second = self.round()
        self.assertIn("incomplete", second)
        self.assertNotIn("gone:", second)
        self.put("src/open.c", MENDED)
        self.assertIn("gone: src/open.c:", self.round())

    def test_configuration_counts(self):
        self.start()
        self.round()
        self.put("src/.clang-tidy", "Checks: '-tocsin-file-toctou'\n")
        self.assertIn("gone: src/open.c:", self.round())

    def test_folder_that_comes_back(self):
        self.start()
        self.round()
        os.rename(self.dir / "src", self.dir / "away")
        self.put("src/count.cpp", project.COUNTING)
        self.put("src/open.c", project.OPENING)
        self.put("compile_commands.json",
                 self.dir.joinpath("compile_commands.json").read_text() + "\n")
        self.round()
        self.put("src/open.c", MENDED)
        self.assertIn("gone: src/open.c:", self.round())

    def test_configuration_may_turn_up_above(self):
        self.start()
        self.round()
        self.put(".clang-tidy", "Checks: '-tocsin-file-toctou'\n")
        self.assertIn("gone: src/open.c:", self.round())

    def test_a_document_on_the_output_stays_one(self):
        self.start("--format=json")
        self.round()
        self.put("src/open.c", MENDED)
        said = self.round()
        self.assertIn("gone: src/open.c:", said)  # on the standard error

    def test_documents_hold_everything(self):
        self.start("--json=out.json", "-o", "out.txt")
        self.round()
        self.put("src/count.cpp", "\n" + project.COUNTING)
        self.round()
        for name in ("out.json", "out.txt"):
            text = (self.dir / name).read_text()
            self.assertIn("open.c", text)
            self.assertIn("count.cpp", text)

    def test_interrupt_ends_it(self):
        self.start()
        self.round()
        os.killpg(self.process.pid, signal.SIGINT)
        self.assertEqual(self.process.wait(timeout=SECONDS), -signal.SIGINT)
        self.assertEqual(list(self.temporary.iterdir()), [])

    def test_what_cannot_start_ends(self):
        done = self.tocsin("--watch", "--checks=-*,tocsin-no-such", status=2)
        self.assertIn("no check matches", done.stderr)
        done = self.tocsin("--watch", "--fix", status=2)
        self.assertIn("exclude each other", done.stderr)


if __name__ == "__main__":
    project.main()
