#!/usr/bin/env python3
# ===- speed_test.py - Tests of speed.py ----------------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Both sides must get the same flags, and the numbers must be the right ones."""

import json
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import speed  # noqa: E402

STATS = """units 12, functions 3, instructions 4, expressions 5, errors 0
analysed 1 of 2 functions, gave up on 0, events 3, windows 4, findings 5
seconds: capture 2.50 CPU, analysis 0.25, wall 9.00
slowest file 1.00 s: /a.c
peak memory: capture 80 MB (/b.c), analysis 70 MB
"""


class Speed(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.dir = folder.name

    def test_outputs_go_and_flags_stay(self):
        self.assertEqual(
            speed.clean(["cc", "-DX=1", "-MD", "-MT", "a.o", "-MFa.d", "-I",
                         "inc", "-Werror=format", "-Wall", "-oa.o", "-o",
                         "a.o", "-O2", "-c", "a.c"], "a.c"),
            ["-DX=1", "-I", "inc", "-Wall", "-O2"])

    def test_equal_entries_count_once(self):
        rows = [{"directory": "/d", "file": "a.c",
                 "command": "ccache cc -DX -c a.c -o 1.o"},
                {"directory": "/d", "file": "a.c",
                 "arguments": ["cc", "-DX", "-c", "a.c", "-o", "2.o"]},
                {"directory": "/d", "file": "a.c", "command": "cc -c a.c"},
                {"directory": "/d", "file": "b.cpp", "command": "c++ b.cpp"},
                {"directory": "/d", "file": "c.s", "command": "cc -c c.s"}]
        with open(os.path.join(self.dir, "compile_commands.json"), "w") as f:
            json.dump(rows, f)
        self.assertEqual(speed.read_database(self.dir),
                         [("/d", "/d/a.c", False, ["-DX"]),
                          ("/d", "/d/a.c", False, []),
                          ("/d", "/d/b.cpp", True, [])])

    def test_unreadable_database(self):
        with self.assertRaises(speed.BenchError):
            speed.read_database(self.dir)

    def test_stats(self):
        self.assertEqual(speed.read_stats(STATS),
                         (2.5, 0.25, 80 * 1024, 70 * 1024, 12))
        with self.assertRaises(speed.BenchError):
            speed.read_stats("units 12\n")

    def test_row_is_of_medians(self):
        rounds = [speed.Round(1, 2, 4, 1, 1024, 2048, 3072),
                  speed.Round(2, 3, 4, 1, 1024, 2048, 3072),
                  speed.Round(9, 9, 4, 1, 1024, 2048, 3072)]
        self.assertEqual(speed.row_of("x", 7, rounds),
                         ("x", "7", "2.00", "3.00", "1.50", "25.0 %", "1", "2",
                          "3"))

    def test_a_row_replaces_its_like(self):
        path = os.path.join(self.dir, "p.md")
        cells = ["1"] * (len(speed.COLUMNS) - 1)
        for name, last in (("b", "1"), ("a", "1"), ("b", "2")):
            speed.record(path, [name] + cells[:-1] + [last])
        with open(path) as f:
            rows = f.read().split("\n")[-3:-1]
        self.assertEqual([r[:3] + r[-3:] for r in rows], ["| a1 |", "| b2 |"])

    def test_cost_counts_children(self):
        burn = "x = 0\nfor i in range(3000000): x += i"
        child = [sys.executable, "-c", burn]
        alone = speed.run([sys.executable, "-c", "pass"], self.dir)
        both = speed.run([sys.executable, "-c", "import subprocess\n"
                          "subprocess.run(%r)" % child], self.dir)
        self.assertEqual((alone.status, both.status), (0, 0))
        self.assertGreater(both.seconds, alone.seconds + 0.05)
        self.assertGreater(alone.peak, 1000)


if __name__ == "__main__":
    unittest.main()
