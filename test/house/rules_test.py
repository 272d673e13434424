#!/usr/bin/env python3
# ===- rules_test.py - Shows that each rule of the house can fail ----------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Builds small trees, sound but for one fault, and looks for the complaint."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import rules  # noqa: E402

TOP = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))


def source(name, body="", job="// The one job.\n"):
    first = "//===- %s - A file " % name
    first += "-" * (75 - len(first)) + "===//\n"
    return (first + rules.LICENCE + "//\n" + job + "//\n//===" + "-" * 70
            + "===//\n\n" + body)


class RulesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = os.path.realpath(folder.name)
        self.write("checks/checks.yaml", "checks:\n")
        self.write(".clang-format", "BasedOnStyle: LLVM\n")

    def write(self, name, text):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def include(self, path, name):
        self.write(path, source(os.path.basename(path),
                                '#include "%s"\n' % name))
        return rules.one_way(self.root)

    def test_header_packages(self):
        self.write("test/model/a.c", "// PACKAGE: libacl1-dev zlib1g-dev\n")
        self.write("test/model/b.cpp", "// PACKAGE:\n// A sentence.\n")
        self.assertEqual(rules.header_packages(self.root), [])
        self.write("test/model/b.cpp", "// PACKAGE: none; see API\n")
        self.assertEqual(len(rules.header_packages(self.root)), 3)

    def test_downward_includes_pass(self):
        for path, name in (("lib/IR/A.h", "Support/B.h"),
                           ("lib/Link/A.h", "IR/Unit.h"),
                           ("lib/Report/A.h", "checks/Checks.h"),
                           ("checks/toctou/A.h", "Window/Finding.h"),
                           ("lib/Lower/A.h", "clang/AST/Decl.h"),
                           ("lib/Lower/B.h", "IR/Unit.h"),
                           ("tool/plugin/A.h", "clang-tidy/ClangTidy.h"),
                           ("tool/tocsin/A.h", "Lower/Lower.h")):
            self.assertEqual(self.include(path, name), [], path + name)

    def test_upward_includes_fail(self):
        for path, name in (("lib/Support/A.h", "IR/Unit.h"),
                           ("lib/IR/A.h", "Model/Model.h"),
                           ("lib/Window/A.h", "checks/Checks.h"),
                           ("checks/A.h", "Report/Report.h"),
                           ("lib/Report/A.h", "tool/tocsin/A.h"),
                           ("lib/Lower/A.h", "Model/Model.h"),
                           ("lib/Flow/A.h", "Lower/Lower.h")):
            self.assertEqual(len(self.include(path, name)), 1, path + name)
            os.remove(os.path.join(self.root, path))

    def test_clang_stays_in_its_rooms(self):
        for path in ("lib/IR/A.h", "checks/toctou/A.cpp", "lib/Report/A.h",
                     "tool/other/A.h"):
            self.assertEqual(len(self.include(path, "clang/AST/Decl.h")), 1)
            os.remove(os.path.join(self.root, path))

    def test_header_comment(self):
        self.write("lib/IR/A.h", source("A.h"))
        self.assertEqual(rules.header_comment(self.root), [])
        for bad in (source("B.h"), "int X;\n", source("A.h", job=""),
                    source("A.h").replace("SPDX", "SPDY")):
            self.write("lib/IR/A.h", bad)
            self.assertEqual(len(rules.header_comment(self.root)), 1, bad)
        self.write("lib/IR/A.h", source("A.h"))
        # The job of a source file stands in its header, if it has one.
        for path, count in (("lib/IR/A.cpp", 0), ("test/unit/IR/T.cpp", 0),
                            ("lib/IR/B.cpp", 1)):
            name = os.path.basename(path)
            self.write(path, source(name, job=""))
            self.assertEqual(len(rules.header_comment(self.root)), count, name)

    def test_length(self):
        self.write("lib/IR/A.h", "\n" * rules.MAX_LINES)
        self.assertEqual(rules.length(self.root), [])
        self.write("lib/IR/A.h", "\n" * (rules.MAX_LINES + 1))
        self.assertEqual(len(rules.length(self.root)), 1)

    def test_machine_paths(self):
        here = "/place/of/tree"
        self.write("docs/a.md", "see /tmp/x, ${HOME}/tree, lib" + here + "\n")
        self.assertEqual(rules.machine_paths(self.root, own=here), [])
        for bad in (here + "/x", "cd '" + here + "'", os.path.expanduser("~/x"),
                    "'/" + "root/x'"):
            self.write("docs/a.md", bad + "\n")
            self.assertEqual(len(rules.machine_paths(self.root, own=here)), 1,
                             bad)

    def test_pages_and_tests(self):
        self.write("checks/checks.yaml", "checks:\n  - id: tocsin-aa\n")
        self.write("docs/checks/tocsin-aa.md", "# tocsin-aa\n")
        self.write("test/lit/a.c", "f(); // EXPECT: aa\n")
        self.assertEqual(rules.pages_and_tests(self.root), [])
        # A longer name, or a known miss, is no test of the check.
        for label in ("EXPECT: aa-bb", "EXPECT-MISS: aa"):
            self.write("test/lit/a.c", "f(); // %s\n" % label)
            self.assertEqual(len(rules.pages_and_tests(self.root)), 1, label)
        self.write("docs/checks/tocsin-aa.md", "# something else\n")
        self.assertEqual(len(rules.pages_and_tests(self.root)), 2)
        os.remove(os.path.join(self.root, "docs/checks/tocsin-aa.md"))
        self.assertEqual(len(rules.pages_and_tests(self.root)), 2)

    def run_script(self, name, *arguments):
        return subprocess.run(
            [sys.executable, os.path.join(TOP, "scripts", name), "--root",
             self.root, *arguments], text=True, capture_output=True)

    def test_generated(self):
        self.assertTrue(rules.generated(self.root))
        self.assertEqual(self.run_script("generate").returncode, 0)
        self.assertEqual(rules.generated(self.root), [])
        self.write("checks/Manifest.inc", "edited by hand\n")
        self.assertIn("checks/Manifest.inc", rules.generated(self.root)[0])

    def test_precision_may_be_left_out(self):
        row = ("checks:\n  - id: tocsin-aa\n    family: toctou\n"
               "    severity: warning\n%s    cwe: [1]\n    cert: []\n"
               "    summary: finds a\n")
        for given, written in (("", "medium"), ("    precision: low\n", "low")):
            self.write("checks/checks.yaml", row % given)
            self.assertEqual(self.run_script("generate").returncode, 0)
            with open(os.path.join(self.root, "checks/Manifest.inc")) as f:
                self.assertIn('{}, "%s"},' % written, f.read())

    def test_generate_names_the_line_of_a_fault(self):
        row = ("checks:\n  - id: tocsin-aa\n    family: toctou\n"
               "    severity: warning\n    cwe: [1]\n    cert: []\n"
               "    summary: finds a\n")
        self.write("checks/checks.yaml", row)
        self.assertEqual(self.run_script("generate").returncode, 0)
        for old, new, line in (("cwe", "cve", 5), ("toctou", "tuctou", 2),
                               ("    cert: []\n", "", 2), ("[1]", "1", 5),
                               ("    cert", "    precision: sure\n    cert", 2),
                               ("  - id", "id", 2)):
            self.write("checks/checks.yaml", row.replace(old, new))
            done = self.run_script("generate")
            self.assertEqual(done.returncode, 2, new)
            self.assertIn("checks.yaml:%d: error: " % line, done.stderr)

    def test_new_check_makes_a_tree_that_passes(self):
        arguments = ("tocsin-some-bug", "--family", "rmw", "--summary",
                     "finds some bug", "--cwe", "362", "--cert", "CON43-C")
        done = self.run_script("new-check", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(rules.generated(self.root), [])
        self.assertEqual(rules.pages_and_tests(self.root), [])
        self.assertEqual(rules.check_ids(self.root), ["tocsin-some-bug"])
        # A second one with the same name must not overwrite the first.
        self.assertEqual(self.run_script("new-check", *arguments).returncode, 2)

    @unittest.skipUnless(shutil.which("clang-format-19"), "no clang-format-19")
    def test_layout(self):
        self.write("lib/IR/A.h", source("A.h", "int A;\n"))
        self.assertEqual(rules.layout(self.root), [])
        self.write("lib/IR/A.h", source("A.h", "int   A ;\n"))
        self.assertEqual(len(rules.layout(self.root)), 1)


if __name__ == "__main__":
    unittest.main()
