#!/usr/bin/env python3
# ===- tidy_dropin.py - tocsin-clang-tidy where clang-tidy is expected ----=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""CMake, run-clang-tidy and clang-tidy-diff call the drop-in as they call
clang-tidy, and it finds Clang's own headers wherever it lies."""

import os
import shutil
import unittest

import peer

OURS = "-checks=-*,tocsin-*"


class BuildTools(peer.Case):
    def test_cmake(self):
        for name in ("window.c", "window.cpp", "clean.c"):
            self.put(name)
        self.put("CMakeLists.txt", """\
cmake_minimum_required(VERSION 3.20)
project(peer C CXX)
add_library(windows OBJECT window.c window.cpp clean.c)
""")
        def build(folder, tidy, status):
            self.run_in("cmake", "-G", "Ninja", "-S", ".", "-B", folder,
                        "-DCMAKE_C_COMPILER=clang-19",
                        "-DCMAKE_CXX_COMPILER=clang++-19",
                        "-DCMAKE_C_CLANG_TIDY=" + tidy,
                        "-DCMAKE_CXX_CLANG_TIDY=" + tidy)
            return self.run_in("ninja", "-k0", "-C", folder,
                               status=status).stdout

        self.assert_found(build("b", peer.TIDY + ";" + OURS, 0),
                          "window.c", "window.cpp")
        out = build("e", peer.TIDY + ";" + OURS
                    + ";-warnings-as-errors=tocsin-*", 1)
        self.assert_found(out, "window.c", "window.cpp", level="error")

    def test_run_clang_tidy(self):
        for name in ("window.c", "window.cpp", "clean.c"):
            self.put(name)
        self.database("window.c", "window.cpp", "clean.c")
        out = self.run_in("run-clang-tidy-19", "-clang-tidy-binary", peer.TIDY,
                          OURS, "-p", ".", "-quiet", "-export-fixes",
                          "all.yaml").stdout
        self.assert_found(out, "window.c", "window.cpp")
        self.assertEqual(self.get("all.yaml").count("DiagnosticName:"), 2)

    def test_clang_tidy_diff(self):
        self.put("window.c")
        self.put("window.cpp")
        self.database("window.c", "window.cpp")
        hunk = """\
--- a/%s
+++ b/%s
@@ -%d,0 +%d,1 @@
+x
"""
        def said(name, line):
            return self.run_in(
                "clang-tidy-diff-19.py", "-p1", "-clang-tidy-binary", peer.TIDY,
                OURS, "-path", ".", "-quiet",
                text=hunk % (name, name, line - 1, line)).stdout

        self.assert_found(said("window.c", 8), "window.c")
        self.assert_found(said("window.c", 2))
        self.assert_found(said("window.cpp", 10), "window.cpp")

    def test_is_a_whole_clang_tidy(self):
        theirs = self.run_in("clang-tidy-19", "-checks=*",
                             "-list-checks").stdout
        ours = self.run_in(peer.TIDY, "-checks=*", "-list-checks").stdout
        self.assertEqual([n for n in ours.split() if "tocsin-" not in n],
                         theirs.split())
        self.assertIn(peer.CHECK, ours.split())

    @unittest.skipUnless(os.path.exists(peer.PLUGIN), "built without plugin")
    def test_loads_plugins(self):
        self.put("window.c")
        done = self.run_in(peer.TIDY, "-load", peer.PLUGIN, OURS, "window.c",
                           "--")
        self.assert_found(done.stdout, "window.c")
        self.assertNotIn(peer.PLUGIN, done.stderr)  # why it was not loaded

    def test_configuration_file(self):
        self.put("window.c")
        self.put("window.cpp")
        self.put(".clang-tidy", "Checks: '-*,tocsin-*'\n"
                                "WarningsAsErrors: tocsin-file-toctou\n")
        out = self.run_in(peer.TIDY, "window.c", "--", status=1).stdout
        self.assert_found(out, "window.c", level="error")


class OwnHeaders(peer.Case):
    """stddef.h is Clang's: the drop-in must know where it lies."""

    def setUp(self):
        super().setUp()
        self.put("needs.cpp", "#include <stddef.h>\nsize_t n;\n")

    def tidy(self, *flags, program=peer.TIDY, status=0, **env):
        return self.run_in(program, OURS, "needs.cpp", "--", *flags,
                           status=status, env=env)

    def headers(self, name, text='#error "these headers"\n'):
        self.put(name + "/include/stddef.h", text)
        return os.path.join(self.dir, name)

    def test_found_where_it_was_built(self):
        self.tidy()
        self.tidy("-nostdinc++", "-ffreestanding")

    def test_found_from_another_folder(self):
        moved = os.path.join(self.dir, "opt", "bin", "tocsin-clang-tidy")
        os.makedirs(os.path.dirname(moved))
        shutil.copy(peer.TIDY, moved)
        self.tidy(program=moved)
        # Headers that lie beside the program come first.
        self.headers("opt/lib/clang/19")
        self.assertIn("these headers",
                      self.tidy(program=moved, status=1).stdout)

    def test_variable(self):
        given = self.headers("given")
        out = self.tidy(status=1, TOCSIN_RESOURCE_DIR=given).stdout
        self.assertIn("these headers", out)

    def test_variable_that_is_wrong(self):
        done = self.tidy(status=2, TOCSIN_RESOURCE_DIR=self.dir)
        self.assertIn("tocsin-clang-tidy: error: TOCSIN_RESOURCE_DIR="
                      + self.dir, done.stderr)

    def test_flag_of_the_command_wins(self):
        given = self.headers("given")
        self.assertIn("these headers",
                      self.tidy("-resource-dir=" + given, status=1).stdout)
        self.database("needs.cpp")
        base = [peer.TIDY, OURS, "-p", ".", "needs.cpp"]
        self.run_in(*base)
        out = self.run_in(*base, "--extra-arg=-resource-dir=" + given, status=1)
        self.assertIn("these headers", out.stdout)
        out = self.run_in(*base, "--extra-arg-before=-resource-dir=" + given,
                          status=1)
        self.assertIn("these headers", out.stdout)


if __name__ == "__main__":
    peer.main("clang-19", "cmake", "ninja", "clang-tidy-19",
              "run-clang-tidy-19", "clang-tidy-diff-19.py")
