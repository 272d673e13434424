#!/usr/bin/env python3
# ===- docs_test.py - What the pages say works ----------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""docs_test.py TOCSIN: runs, in a small project, each line of the `sh` blocks
of the pages on use, reads their configuration, and has what `tocsin init`
writes read by those it is for."""

import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import project  # noqa: E402

DOCS = pathlib.Path(__file__).resolve().parent.parent.parent / "docs"
PAGES = ("configuration.md", "ci.md")
INIT = {"--pre-commit": ".pre-commit-config.yaml", "--clangd": ".clangd",
        "--github": ".github/workflows/tocsin.yml",
        "--gitlab": ".gitlab-ci.yml", "--cmake": "cmake/TocsinCheck.cmake"}


def blocks(page, language):
    return re.findall(r"^```%s\n(.*?)^```" % language,
                      (DOCS / page).read_text(), re.M | re.S)


class Docs(project.Case):
    def setUp(self):
        super().setUp()
        self.project({"src/a.c": project.OPENING,
                      "lib/b.cpp": project.COUNTING})
        (self.dir / "build").mkdir()
        (self.dir / "compile_commands.json").rename(
            self.dir / "build/compile_commands.json")

    def test_every_command(self):
        for page in PAGES:
            lines = "".join(blocks(page, "sh")).splitlines()
            self.assertTrue(lines)
            for line in lines:
                with self.subTest(page=page, line=line):
                    command = shlex.split(line)
                    self.assertEqual(command.pop(0), "tocsin")
                    done = subprocess.run(
                        [project.TOCSIN, *command], cwd=self.dir, text=True,
                        capture_output=True, env=self.env)
                    # A page may show findings, never an error.
                    self.assertIn(done.returncode, (0, 1), done.stderr)
                    self.assertNotIn("error:", done.stderr)

    def test_configuration(self):
        text, = blocks("configuration.md", "yaml")
        self.put(".tocsin.yaml", text)
        self.tocsin("--verify-config")
        # Every key is told.
        known = re.findall(r'mapOptional\("([A-Z]\w*)"', (
            DOCS.parent / "tool/tocsin/RunConfig.cpp").read_text())
        self.assertEqual(set(re.findall(r"(?m)^(\w+):", text)), set(known))


class Init(project.Case):
    def test_writes_what_is_asked_for(self):
        self.tocsin("init")
        self.assertEqual([p.name for p in self.dir.iterdir()
                          if p.is_file()], [".tocsin.yaml"])
        for option, name in INIT.items():
            self.tocsin("init", option)
            self.assertTrue((self.dir / name).is_file(), name)
        self.project({"a.c": "int X;\n"})
        self.tocsin("--verify-config")

    def test_overwrites_nothing(self):
        self.put(".clangd", "mine\n")
        done = self.tocsin("init", "--clangd")
        self.assertIn(".clangd is there already", done.stderr)
        self.assertEqual((self.dir / ".clangd").read_text(), "mine\n")

    def test_yaml(self):
        try:
            import yaml
        except ImportError:
            self.skipTest("no python3-yaml")
        self.tocsin("init", *INIT)
        for name in INIT.values():
            if name.endswith((".yaml", ".yml", ".clangd")):
                self.assertTrue(yaml.safe_load((self.dir / name).read_text()))
        job = yaml.safe_load((self.dir / ".github/workflows/tocsin.yml")
                             .read_text())["jobs"]["tocsin"]
        self.assertTrue(all("run" in s or "uses" in s for s in job["steps"]))

    @unittest.skipUnless(shutil.which("pre-commit"), "no pre-commit")
    def test_pre_commit(self):
        self.tocsin("init", "--pre-commit")
        subprocess.run(["pre-commit", "validate-config",
                        ".pre-commit-config.yaml"], cwd=self.dir, check=True,
                       capture_output=True)


if __name__ == "__main__":
    project.main()
