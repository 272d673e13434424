#!/usr/bin/env python3
# ===- bazel_test.py - The aspect under a real Bazel ----------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Sandbox, cut-off and disk cache: bazel_test.py TOCSIN. Exit code 77 (a
skipped test) if Bazel, as Debian has it, is not installed."""

import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
import project  # noqa: E402
from project import Project, main  # noqa: E402

DEBIAN = "/usr/share/bazel"
OVERRIDES = {
    "platforms": DEBIAN + "/tools/platforms",
    "rules_java": DEBIAN + "/rules/java",
    "bazel_skylib": DEBIAN + "/tools/skylib",
    "rules_proto": DEBIAN + "/rules/proto",
}
CONTRIB = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..",
                       "contrib", "bazel")
BUILD = """load("@tocsin//:tocsin.bzl", "tocsin_report")
cc_library(name = "look", srcs = ["look.c"], hdrs = ["look.h"])
cc_binary(name = "use", srcs = ["use.c", "flags.h"], deps = [":look"])
cc_library(name = "other", srcs = ["other.c", "flags.h"])
tocsin_report(name = "races", deps = [":use", ":other"])
"""
# What Bazel's own files load from rules_cc; Debian's is of another version.
RULES_CC = """cc_library = native.cc_library
cc_binary = native.cc_binary
cc_test = native.cc_test
cc_import = native.cc_import
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite
cc_proto_library = native.cc_proto_library
objc_library = native.objc_library
fdo_profile = native.fdo_profile
fdo_prefetch_hints = native.fdo_prefetch_hints
cc_flags_supplier = None
compiler_flag = None
"""


class BazelTest(Project):
    def setUp(self):
        super().setUp()
        os.remove(self.path("compile_commands.json"))
        self.write("BUILD", BUILD)
        self.write("cc/WORKSPACE", "workspace(name = \"rules_cc\")\n")
        self.write("cc/BUILD", "")
        self.write("cc/cc/BUILD", "")
        self.write("cc/cc/defs.bzl", RULES_CC)
        self.write("tool/WORKSPACE", "workspace(name = \"tocsin\")\n")
        self.write("tool/BUILD", "exports_files([\"tocsin\"])\n")
        os.symlink(project.PROGRAM, self.path("tool/tocsin"))
        shutil.copy(os.path.join(CONTRIB, "tocsin.bzl"), self.path("tool"))
        self.write("WORKSPACE",
                   "local_repository(name = \"tocsin\", path = \"tool\")\n")
        self.write(".bazelignore", "tool\ncc\n")
        self.addCleanup(self.bazel, "shutdown")

    def bazel(self, *args):
        done = subprocess.run(
            ["bazel", "--output_user_root=" + self.path(".bazel"),
             "--batch_cpu_scheduling", "--max_idle_secs=60", *args],
            cwd=self.folder, text=True, capture_output=True)
        return done.returncode, done.stdout + done.stderr

    def build(self):
        """Captures and links that were run, and the report."""
        code, out = self.bazel(
            "build", "//:races", "-s", "--color=no", "--curses=no",
            "--spawn_strategy=sandboxed", "--disk_cache=" + self.path(".disk"),
            "--override_repository=rules_cc=" + self.path("cc"),
            *("--override_repository=%s=%s" % row
              for row in OVERRIDES.items()))
        self.assertEqual(code, 0, out[-3000:])
        hits = re.search(r"(\d+) (?:disk|remote) cache hit", out)
        ran = re.search(r"(\d+) linux-sandbox", out)
        with open(self.path("bazel-bin/races.txt")) as f:
            report = f.read()
        return (int(ran.group(1)) if ran else 0,
                int(hits.group(1)) if hits else 0, report)

    def test_build(self):
        ran, hits, report = self.build()
        self.assertEqual((ran, hits), (4, 0))
        self.assertRegex(report, r"use\.c:6:\d+: .*\[tocsin-file-toctou\]")
        with open(self.path("bazel-bin/races.sarif")) as f:
            self.assertIn("tocsin-file-toctou", f.read())
        self.assertEqual(self.build()[:2], (0, 0))
        # A comment changes no unit: no link.
        self.write("look.c", project.LOOK.rstrip() + " /* a comment */\n")
        self.assertEqual(self.build()[0], 1)
        self.write("flags.h", "#define FLAGS (02 | 0100 | 0200)\n")
        ran, hits, report = self.build()
        self.assertEqual((ran, report), (3, ""))
        self.bazel("clean")
        self.assertEqual(self.build()[:2], (0, 4))


if __name__ == "__main__":
    if not shutil.which("bazel") or not all(
            map(os.path.isdir, OVERRIDES.values())):
        print("skipped: Debian's bazel is not installed")
        sys.exit(77)
    main()
