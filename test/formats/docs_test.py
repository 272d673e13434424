#!/usr/bin/env python3
# ===- docs_test.py - What the pages say works ----------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""docs_test.py TOCSIN: runs every command of the README and the pages in a small
project, or knows where else it is run or why it cannot be; reads their
configuration, compares the README's findings with what the program prints, and
has what `tocsin init` writes read by those it is for."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import pages  # noqa: E402
import project  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
INIT = {"--pre-commit": ".pre-commit-config.yaml", "--clangd": ".clangd",
        "--github": ".github/workflows/tocsin.yml",
        "--gitlab": ".gitlab-ci.yml", "--cmake": "cmake/TocsinCheck.cmake"}

PACKAGE = "test/package makes it and installs it into a clean system"
HOUSE = "test/house/rules_test.py runs it on a tree of its own"
FRAGMENT = "no whole command"
NOT_RUN = {
    "scripts/run.sh": "builds the program that is tested here",
    "scripts/run.sh ARGUMENTS": "builds the program that is tested here",
    "scripts/test.sh": "runs this test",
    "scripts/install-deps.sh build tests sanitizers": "installs packages",
    "scripts/install-deps.sh build package": "installs packages",
    "cmake --preset asan && ninja -C build-asan && ctest --preset asan":
        "builds and tests everything once more",
    "ninja -C build && cpack --config build/CPackConfig.cmake -G DEB": PACKAGE,
    "cpack --config build/CPackConfig.cmake": PACKAGE,
    "apt-get install ./tocsin_0.1.0_amd64.deb": PACKAGE,
    "tocsin -p build --watch": "does not end; test/formats/watch_test.py",
    "clang-tidy-19 -load": FRAGMENT,
    "clang-19 -fsyntax-only -w": FRAGMENT,
    "tocsin -p": FRAGMENT,
    "tocsin unit 3": "the first line of a form",
    "test/bench/speed.py -p build": "test/bench/speed_test.py",
    "test/bench/speed.py --record NAME": "measures packages of others",
    "bin/tocsin-bench --benchmark_filter=Link": "measures for minutes",
    "scripts/new-check tocsin-lost-update --family rmw --cwe 362 --summary "
    "'finds a value that is read and written back under two locks'": HOUSE,
    "scripts/generate": HOUSE,
    "python3 $(llvm-config-19 --prefix)/build/utils/lit/lit.py -v "
    "test/lit/<family>": "test/lit is run so",
    "test/dynamic/run.py": "needs minutes and luck",
    "test/dynamic/run.py --tsan wrong-lock": "needs minutes and luck",
    "ninja -C build format": "changes sources; test/house asks whether it would",
    "ninja -C build tidy": "needs an hour",
    "meson setup build": "Docs.test_meson",
    "ninja -C build race-check": "Docs.test_meson",
    "test/bench/compare.py --filter '^(rmw-e|version-d|cleanup-d|c)-p0'":
        "needs a quarter of an hour",
}
# What stands for something, and what is put there.
WORDS = (("--validate FILE", "--validate models.yaml"), ("@FILE", "@args"),
         ("FILE", "src/a.c"), ("FLAGS", "-Isrc"), ("CHECK", "lost-update"),
         ("bear -- make", "bear --output bear.json -- make"),
         ("SHELL", "bash"), ("NAME", "access"), ("/path/to/", "build/bin/"),
         ("-load ...", "-load build/lib/tocsin-clang-tidy.so"))
WHERE_TO = re.compile(r"^cmake (?!-S)(.*?)( \.\.\.)?$")


def blocks(page, language):
    return re.findall(r"^```%s\n(.*?)^```" % language,
                      (DOCS / page).read_text(), re.M | re.S)


def all_pages():
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


class Commands(project.Case):
    def setUp(self):
        super().setUp()
        self.env.update(CC="clang-19", CXX="clang++-19", GIT_AUTHOR_NAME="A",
                        GIT_AUTHOR_EMAIL="a@example.org",
                        GIT_COMMITTER_NAME="A",
                        GIT_COMMITTER_EMAIL="a@example.org")
        sources = {"src/a.c": project.OPENING, "lib/b.cpp": project.COUNTING,
                   "src/store/c.c": "int C;\n", "file.c": "int F;\n",
                   "server.cc": "int S;\n", "a.cc": "int A;\n"}
        self.project(sources)
        self.put("CMakeLists.txt", "cmake_minimum_required(VERSION 3.16)\n"
                 "project(P C CXX)\nadd_library(p %s)\n" % " ".join(sources))
        self.put("Makefile", "all:\n\tclang-19 -c file.c -o file.o\n")
        self.put("args", "--quiet\nsrc\n")
        shutil.copy(ROOT / "models/abseil.yaml", self.dir / "models.yaml")
        build = self.dir / "build"
        build.mkdir()
        (self.dir / "compile_commands.json").rename(
            build / "compile_commands.json")
        # The pages speak of programs in a build of Tocsin and of a build of
        # the project; here they are one folder.
        ours = pathlib.Path(project.TOCSIN).parent.parent
        for folder in ("bin", "lib"):
            (build / folder).symlink_to(ours / folder)
        self.tocsin("--baseline=.tocsin-baseline", "--update-baseline")
        (self.dir / ".git").rmdir()
        self.shell("git init -q -b main && git add src lib && "
                   "git commit -q -m Start")

    def shell(self, line):
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], cwd=self.dir, text=True,
            capture_output=True, env=self.env, timeout=300,
            stdin=subprocess.DEVNULL)

    def lacks(self, line):
        """A program or plugin that the command needs and that is not there."""
        needs = [w for w in line.split() if w.startswith("build/lib/")]
        needs = [self.dir / w for w in needs if not (self.dir / w).exists()]
        first = line.split()[0]
        path = str(self.dir / "build/bin") + ":" + self.env["PATH"]
        words = [first] + re.findall(r"build/bin/\S*?(?=[; '])|"
                                     r"[\w-]*clang-tidy[\w.-]*(?= )", line)
        return needs or [w for w in words if not (self.dir / w).exists()
                         and not shutil.which(w, path=path)]

    def test_every_command(self):
        seen = set()
        for page in all_pages():
            for shown in pages.commands(page.read_text()):
                if shown in NOT_RUN:
                    seen.add(shown)
                    continue
                line = shown
                for word, what in WORDS:
                    line = line.replace(word, what)
                line = WHERE_TO.sub(r"cmake \1 -S . -B other", line)
                if not line.startswith("tocsin") and self.lacks(line):
                    continue
                with self.subTest(page=page.name, line=shown):
                    done = self.shell(line.replace("tocsin-cc", str(self.cc())))
                    # A page may show findings, never an error.
                    said = "%s\n%s%s" % (line, done.stdout, done.stderr)
                    self.assertIn(done.returncode, (0, 1), said)
                    self.assertNotIn("error:", done.stderr, said)
        self.assertEqual(set(NOT_RUN) - seen, set(), "no page shows these")

    def cc(self):
        link = self.dir / "tocsin-cc"
        if not link.exists():
            link.symlink_to(project.TOCSIN)
        return link


class Docs(project.Case):
    def setUp(self):
        super().setUp()
        self.project({"src/a.c": project.OPENING,
                      "lib/b.cpp": project.COUNTING})

    def test_readme_shows_what_is_printed(self):
        self.put("compile_commands.json", json.dumps([
            {"directory": str(ROOT / "examples"), "file": p.name,
             "arguments": ["clang++" if p.suffix == ".cpp" else "clang",
                           *(["-std=c++17"] if p.suffix == ".cpp" else []),
                           "-c", p.name]}
            for p in sorted((ROOT / "examples").glob("*.c*"))]))
        options = ("-p", str(self.dir), "--run-config=", "--no-cache")
        plain = self.tocsin(*options, status=1, where=ROOT).stdout
        drawn = project.on_terminal([*options, "--color=never"], ROOT, self.env,
                                    columns=80)
        found = re.findall(r"^```\n(examples/.*?)^```",
                           (ROOT / "README.md").read_text(), re.M | re.S)
        self.assertEqual(len(found), 2)
        for block, printed in zip(found, (plain, drawn)):
            lines = [l.rstrip() for l in
                     printed.replace(str(ROOT) + "/", "").splitlines()]
            for line in block.splitlines():
                if "... [" not in line:  # cut short
                    self.assertIn(line.rstrip(), lines)

    @unittest.skipUnless(shutil.which("meson") and shutil.which("ninja"),
                         "no meson")
    def test_meson(self):
        target, = blocks("ci.md", "meson")
        self.put("meson.build", "project('p', 'c')\n"
                 "library('p', 'src/a.c')\n" + target)
        for command, status in (("meson setup build", 0),
                                ("ninja -C build race-check", 1)):
            self.assertIn(command, "".join(blocks("ci.md", "sh")))
            done = subprocess.run(command.split(), cwd=self.dir, text=True,
                                  capture_output=True,
                                  env=dict(self.env, CC="clang-19"))
            self.assertEqual(done.returncode, status,
                             done.stdout + done.stderr)
        self.assertIn("a.c:5:12: warning: ", done.stdout)

    def test_links(self):
        for page in all_pages():
            for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
                self.assertTrue((page.parent / link).exists(),
                                "%s: %s" % (page, link))

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

    def test_github(self):
        validator = pathlib.Path(project.TOCSIN).parent.parent / (
            "peers/node_modules/.bin/action-validator")
        if not validator.exists():
            self.skipTest("no action-validator (scripts/install-deps.sh peers "
                          "installs it where npm is)")
        self.tocsin("init", "--github")
        workflow = self.dir / ".github/workflows/tocsin.yml"
        for text, status in ((workflow.read_text(), 0),
                             (workflow.read_text().replace("steps:", "stps:"),
                              1)):
            workflow.write_text(text)
            done = subprocess.run([validator, workflow], text=True,
                                  capture_output=True)
            self.assertEqual(done.returncode, status,
                             done.stdout + done.stderr)

    @unittest.skipUnless(shutil.which("pre-commit"), "no pre-commit")
    def test_pre_commit(self):
        self.tocsin("init", "--pre-commit")
        subprocess.run(["pre-commit", "validate-config",
                        ".pre-commit-config.yaml"], cwd=self.dir, check=True,
                       capture_output=True)


if __name__ == "__main__":
    project.main()
