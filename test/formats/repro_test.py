#!/usr/bin/env python3
# ===- repro_test.py - tocsin repro, unpacked somewhere else -------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""repro_test.py TOCSIN: the archive stands for the run, without the tree."""

import json
import shutil
import sys
import tarfile

sys.dont_write_bytecode = True
import project  # noqa: E402

HEADER = """#pragma once
#include <fcntl.h>
#include <unistd.h>
#define REASON W_OK
extern int attempts;
"""
SOURCE = """#include "deep/names.h"
#include "made.h"
int attempts = LIMIT;
int openIfThere(const char *Path) {
  if (access(Path, REASON) == 0)
    return open(Path, O_RDWR | O_CREAT, 0600);
  return -1;
}
int make(const char *Path) {
  if (access(Path, F_OK) != 0)
    return open(Path, O_RDWR | O_CREAT | O_EXCL, 0600);
  return -1;
}
"""


class Repro(project.Case):
    def setUp(self):
        super().setUp()
        self.put("src/open.c", SOURCE)
        self.put("include/deep/names.h", HEADER)
        self.put("made/made.h", "#ifndef LIMIT\n#error LIMIT\n#endif\n")
        self.put("compile_commands.json", json.dumps([
            {"directory": str(self.dir / "src"), "file": "open.c",
             "arguments": ["cc", "-I../include", "-isystem", "../made",
                           "-include", "stdio.h", "-DLIMIT=3", "-std=c11",
                           "-o", "open.o", "-c", "open.c"]}]))

    def unpacked(self, name):
        where = self.top / "elsewhere"
        with tarfile.open(self.dir / name) as tar:
            for member in tar:
                self.assertTrue(member.isfile())
            tar.extractall(where)
        folders = list(where.iterdir())
        self.assertEqual(len(folders), 1)
        shutil.rmtree(self.dir)
        self.dir.mkdir()
        return folders[0]

    def findings(self, where, *options):
        done = self.tocsin("-p", ".", "--format=json", *options, where=where,
                           status=1)
        return [(f["check"], f["message"])
                for f in json.loads(done.stdout)["findings"]]

    def test_same_findings_without_the_tree(self):
        before = self.findings(self.dir)
        self.assertEqual(len(before), 1)
        done = self.tocsin("repro", "src/open.c")
        self.assertIn("open.repro.tar: 1 source; 1 finding, as the original",
                      done.stdout)
        folder = self.unpacked("open.repro.tar")
        self.assertEqual(folder.name, "open.repro")
        self.assertIn("tocsin -p .\n", (folder / "README.txt").read_text())
        source = (folder / "open.c").read_text()
        self.assertIn("#define REASON W_OK", source)
        self.assertEqual(self.findings(folder), before)

    def test_configuration_and_models_go_along(self):
        self.put(".clang-tidy", "Checks: '-*,tocsin-file-toctou'\n"
                 "CheckOptions: {tocsin-file-toctou.MinConfidence: low}\n")
        self.put("own.yaml", "format: 1\nlibrary: own\nsummary: ours\n"
                 "cite: own.h\nfunctions:\n"
                 "  - {fn: probe, role: path.check, args: {path: 0}, what: "
                 "access}\n")
        self.put("src/open.c", SOURCE.replace("access(Path, REASON)",
                                              "probe(Path)")
                 .replace("int attempts", "int probe(const char *);\n"
                          "int attempts"))
        done = self.tocsin("repro", "--model=own.yaml", "src/open.c", "-o",
                           "r.tar")
        self.assertIn("as the original", done.stdout)
        folder = self.unpacked("r.tar")
        self.assertIn("--model=own.yaml", (folder / "README.txt").read_text())
        self.assertIn("MinConfidence", (folder / ".clang-tidy").read_text())
        found = self.findings(folder, "--model=own.yaml")
        self.assertEqual([check for check, _ in found], ["tocsin-file-toctou"])

    def test_model_that_the_configuration_names(self):
        self.put("conf/own.yaml", "format: 1\nlibrary: own\nsummary: ours\n"
                 "cite: own.h\nfunctions:\n"
                 "  - {fn: probe, role: path.check, args: {path: 0}, what: "
                 "access}\n")
        self.put(".clang-tidy", "CheckOptions: {tocsin-model.File: "
                 "conf/own.yaml}\n")
        self.put("src/open.c", SOURCE.replace("access(Path, REASON)",
                                              "probe(Path)")
                 .replace("int attempts", "int probe(const char *);\n"
                          "int attempts"))
        done = self.tocsin("repro", "src/open.c")
        self.assertIn("1 finding, as the original", done.stdout)
        folder = self.unpacked("open.repro.tar")
        self.assertEqual(len(self.findings(folder)), 1)

    def test_reports_of_the_project_are_left_alone(self):
        self.put(".tocsin.yaml", "Formats: {json: out.json}\n")
        self.put("out.json", "mine\n")
        self.tocsin("repro", "src/open.c")
        self.assertEqual((self.dir / "out.json").read_text(), "mine\n")

    def test_several_sources_are_one_program(self):
        self.project({"a/user.c": "int isThere(const char *);\n"
                      "#include <fcntl.h>\n"
                      "int use(const char *p) {\n"
                      "  return isThere(p) ? open(p, O_RDWR | O_CREAT, 0600)"
                      " : -1;\n}\n",
                      "b/user.c": "#include <unistd.h>\n"
                      "int isThere(const char *p) {"
                      " return access(p, W_OK) == 0; }\n"})
        done = self.tocsin("repro", "a/user.c", "b/user.c", "-o", "two.tar")
        self.assertIn("2 sources; 1 finding, as the original", done.stdout)
        folder = self.unpacked("two.tar")
        self.assertTrue((folder / "user-2.c").exists())
        self.assertEqual(len(self.findings(folder)), 1)

    def test_missing_header_stays_missing(self):
        shutil.rmtree(self.dir / "made")
        done = self.tocsin("repro", "src/open.c")
        self.assertIn("1 source;", done.stdout)
        folder = self.unpacked("open.repro.tar")
        self.assertIn('#include "made.h"', (folder / "open.c").read_text())

    def test_bad_input(self):
        done = self.tocsin("repro", status=2)
        self.assertIn("repro needs a source", done.stderr)
        done = self.tocsin("repro", "none.c", status=2)
        self.assertIn("none.c", done.stderr)
        done = self.tocsin("repro", "src/open.c", "-o", "no/such/x.tar",
                           status=2)
        self.assertIn("cannot write no/such/x.tar", done.stderr)


if __name__ == "__main__":
    project.main()
