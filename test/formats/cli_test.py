#!/usr/bin/env python3
# ===- cli_test.py - Configuration, help, completion, the terminal --------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""cli_test.py TOCSIN: the command line as a person meets it."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import project  # noqa: E402


def needs(program):
    return unittest.skipUnless(shutil.which(program), "no " + program)


class Matches(project.Case):
    """models --explain NAME over sources: the calls that rows fit."""

    def test_calls_and_what_could_not_be_read(self):
        self.project({"a.c": project.OPENING, "b.c": project.OPENING})
        said = self.tocsin("models", "--explain=access", "-p", ".").stdout
        self.assertEqual([line.split("/project/")[1] for line in
                          said.splitlines()[:-1]],
                         ["a.c:4:7: access: path.check",
                          "b.c:4:7: access: path.check"])
        self.assertEqual(said.splitlines()[-1], "2 calls in 2 files")
        self.assertIn("0 calls in 2 files", self.tocsin(
            "models", "--explain=mkstemp", "-p", ".", status=1).stdout)
        self.put("b.c", "#include \"gone.h\"\n" + project.OPENING)
        done = self.tocsin("models", "--explain=access", "-p", ".")
        self.assertIn("b.c: incomplete: ", done.stderr)
        self.assertIn("gone.h", done.stderr)
        self.assertIn("b.c:5:7", done.stdout)


class RunConfig(project.Case):
    def setUp(self):
        super().setUp()
        self.project({"a.c": project.OPENING, "gen/b.c": project.OPENING,
                      "imported/c.c": project.OPENING})

    def files(self, *options, status=1):
        return sorted({f["file"].split("/project/")[1]
                       for f in self.findings(*options, status=status)})

    def test_exclude_and_third_party(self):
        self.put(".tocsin.yaml", "Exclude: [gen/]\nThirdParty: [imported]\n")
        self.assertEqual(self.files(), ["a.c"])
        self.put(".tocsin.yaml", "Exclude: ['*.c']\n")
        self.assertEqual(self.files(status=0), [])
        self.assertEqual(self.files("--run-config="),
                         ["a.c", "gen/b.c", "imported/c.c"])

    def test_flags_win(self):
        self.put(".tocsin.yaml", "FailOn: never\nJobs: 1\nTimeout: 100\n")
        self.tocsin()
        self.tocsin("--fail-on=warning", status=1)
        self.tocsin("check", "--fail-on=warning", status=1)
        self.put("other.yaml", "FailOn: error\n")
        self.tocsin("--run-config=other.yaml")

    def test_build_dir_formats_baseline(self):
        (self.dir / "out").mkdir()
        (self.dir / "compile_commands.json").rename(
            self.dir / "out/compile_commands.json")
        self.put(".tocsin.yaml", "BuildDir: out\nBaseline: known.txt\n"
                                 "Formats: {sarif: out/r.sarif, html: r.html}\n")
        self.tocsin("--update-baseline", where=self.dir / "gen")
        self.assertTrue((self.dir / "known.txt").exists())
        self.assertTrue((self.dir / "out/r.sarif").exists())
        self.assertTrue((self.dir / "r.html").exists())
        self.tocsin()

    def test_faults_have_line_and_caret(self):
        for text, line, why, caret in (
                ("Jobs: 2\nJbs: 3\n", 2, "unknown key 'Jbs'", "^~~"),
                ("FailOn: bad\n", 1, "unknown enumerated scalar", "^~~"),
                ("Jobs: many\n", 1, "invalid number", "^~~~"),
                ("Formats: {xml: a}\n", 1, "unknown key 'xml'", "^~~")):
            self.put(".tocsin.yaml", text)
            for option in ("--verify-config", "--quiet"):
                error = self.tocsin(option, status=2).stderr
                self.assertRegex(error, r"\.tocsin\.yaml:%d:\d+: error: %s"
                                 % (line, re.escape(why)))
                self.assertIn(text.splitlines()[line - 1], error)
                self.assertIn(caret, error)

    def test_empty_is_fine(self):
        self.put(".tocsin.yaml", "# nothing\n")
        self.assertIn("No config errors",
                      self.tocsin("--verify-config").stdout)


class CheckConfig(project.Case):
    def setUp(self):
        super().setUp()
        self.project({"a.c": project.OPENING, "src/b.c": project.OPENING})

    def test_explain_config(self):
        self.put(".clang-tidy", "Checks: '-*,bugprone-*,-tocsin-temp-name'\n")
        out = self.tocsin("--explain-config", "a.c").stdout
        self.assertIn("'tocsin-file-toctou' is enabled in the default.", out)
        self.assertIn("'tocsin-temp-name' is disabled in the %s/.clang-tidy."
                      % self.dir, out)
        out = self.tocsin("--explain-config", "--checks=tocsin-temp-name").stdout
        self.assertIn("'tocsin-temp-name' is enabled in the command-line "
                      "option '--checks'.", out)

    def test_dump_config_is_read_back(self):
        self.put(".clang-tidy", "Checks: '-tocsin-temp-name'\n")
        dumped = self.tocsin("--dump-config").stdout
        self.put("again.yaml", dumped)
        self.assertEqual(
            self.tocsin("--dump-config", "--config-file=again.yaml").stdout,
            dumped.replace("'tocsin-*,", "'tocsin-*,tocsin-*,"))

    def test_show_files(self):
        self.assertEqual(self.tocsin("--show-files").stdout.splitlines(),
                         [str(self.dir / "a.c"), str(self.dir / "src/b.c")])
        self.assertEqual(self.tocsin("--show-files", "src").stdout.splitlines(),
                         [str(self.dir / "src/b.c")])

    def test_response_file(self):
        self.put("args", "--quiet --format=json\nsrc")
        found = json.loads(self.tocsin("@args", status=1).stdout)["findings"]
        self.assertEqual(len(found), 1)


class Rules(project.Case):
    def test_rules(self):
        rules = json.loads(self.tocsin("rules", "--format=json").stdout)
        lines = self.tocsin("rules").stdout.splitlines()
        self.assertEqual([r["id"] for r in rules],
                         [line.split()[0] for line in lines])
        self.tocsin("rules", "--format=xml", status=2)

    def test_explain(self):
        for rule in json.loads(self.tocsin("rules", "--format=json").stdout):
            page = self.tocsin("explain", rule["id"]).stdout
            self.assertIn("Why it is a bug\n", page)
            self.assertNotIn("```", page)
            markdown = self.tocsin("explain", "--format=markdown",
                                   rule["id"]).stdout
            self.assertTrue(markdown.startswith("# " + rule["id"]))
        one, = json.loads(self.tocsin("explain", "--format=json",
                                      "temp-name").stdout)
        self.assertEqual(one["id"], "tocsin-temp-name")
        error = self.tocsin("explain", "tmp-name", status=2).stderr
        self.assertIn("did you mean tocsin-temp-name?", error)


class Shells(project.Case):
    def script(self, shell):
        return self.put("completion." + shell,
                        self.tocsin("completion", shell).stdout)

    def test_unknown_shell(self):
        self.tocsin("completion", "tcsh", status=2)
        self.tocsin("completion", status=2)

    def bash(self, *words):
        done = subprocess.run(
            ["bash", "--norc", "-c", 'source "$0"; COMP_WORDS=("$@"); '
             'COMP_CWORD=$(($# - 1)); _tocsin; printf "%s\\n" "${COMPREPLY[@]}"',
             str(self.script("bash")), *words], text=True, capture_output=True,
            cwd=self.dir)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    @needs("bash")
    def test_bash(self):
        self.assertEqual(self.bash("tocsin", "--base"), ["--baseline"])
        self.assertIn("explain", self.bash("tocsin", "expl"))
        self.assertEqual(self.bash("tocsin", "explain", "tocsin-temp"),
                         ["tocsin-temp-name"])
        self.assertEqual(self.bash("tocsin", "models", "--val"),
                         ["--validate"])
        self.put("abc.c", "")
        self.assertEqual(self.bash("tocsin", "check", "ab"), ["abc.c"])

    @needs("fish")
    def test_fish(self):
        def complete(line):
            done = subprocess.run(
                ["fish", "--no-config", "-c", "source %s; complete -C '%s'"
                 % (self.script("fish"), line)], text=True,
                capture_output=True, env=self.env, cwd=self.dir)
            self.assertEqual(done.stderr, "")
            return [l.split("\t")[0] for l in done.stdout.splitlines()]
        self.assertEqual(complete("tocsin --base"), ["--baseline"])
        self.assertIn("explain", complete("tocsin ex"))
        self.assertEqual(complete("tocsin explain tocsin-temp"),
                         ["tocsin-temp-name"])

    @needs("zsh")
    def test_zsh(self):
        script = self.script("zsh")
        done = subprocess.run(
            ["zsh", "-f", "-c", "autoload -U compinit; compinit -u -D; "
             "_arguments() { print -l -- $*; }; compadd() { print -l -- $*; }; "
             "_describe() { print -l -- $commands; }; "
             "words=(tocsin x); CURRENT=2; source %s" % script],
            text=True, capture_output=True, env=self.env, cwd=self.dir)
        self.assertEqual(done.stderr, "")
        self.assertIn("--baseline=[", done.stdout)
        self.assertIn("explain:print the page", done.stdout)

    @needs("man")
    def test_man_page(self):
        page = self.put("tocsin.1", self.tocsin("man").stdout)
        done = subprocess.run(["man", "--warnings", "-l", str(page)], text=True,
                              capture_output=True,
                              env=dict(self.env, MANROFFSEQ="", MANWIDTH="80"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for word in ("--baseline=file", "EXIT STATUS", ".tocsin.yaml",
                     "explain"):
            self.assertIn(word, re.sub(".\b", "", done.stdout))


class Terminal(project.Case):
    def on_terminal(self, *arguments, env=None):
        """What the program writes to a terminal of 80 columns."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [project.TOCSIN, *arguments], cwd=self.dir, stdout=theirs,
            stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            env=dict(self.env, TERM="xterm-256color", COLUMNS="80",
                     **(env or {})))
        os.close(theirs)
        text = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            text += piece
        os.close(ours)
        process.wait()
        return text.decode().replace("\r\n", "\n")

    def test_window_and_columns(self):
        self.project({"count.cpp": project.COUNTING})
        text = self.on_terminal("--color=never")
        for part in ("count.cpp:3:14: warning: 'Total' is updated",
                     "      --> | count.cpp\n",
                     "    3 | void add() { Total = Total + 1; }\n",
                     "^ writes what follows from the old value\n",
                     "this thread", "another thread", "  fix:   ",
                     "  more:  tocsin explain tocsin-lost-update\n"):
            self.assertIn(part, text)
        self.assertLessEqual(max(len(line) for line in text.splitlines()[1:]),
                             80)

    def test_colours(self):
        self.project({"a.c": project.OPENING})
        self.assertIn("\033[", self.on_terminal())
        self.assertNotIn("\033[", self.on_terminal(env={"NO_COLOR": "1"}))
        self.assertIn("\033[", self.on_terminal("--color=always",
                                                env={"NO_COLOR": "1"}))
        self.assertNotIn("\033[", self.tocsin(status=1).stdout)

    def test_quiet_is_for_programs(self):
        self.project({"a.c": project.OPENING})
        self.assertEqual(self.on_terminal("--quiet", "--color=never"),
                         self.tocsin("--quiet", status=1).stdout)


if __name__ == "__main__":
    project.main()
