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


    def test_verify_config_tells_every_fault_with_its_place(self):
        for name, text, where, why in (
                (".clang-tidy", "Checks: ['a\n", "1:12", "quote"),
                (".clang-tidy", "User: me\nChekcs: x\n", "2:1",
                 "unknown key 'Chekcs'"),
                (".clang-tidy", "CheckOptions:\n"
                 "  tocsin-lost-update.MinConfidence: medum\n", "2:3",
                 "'medum' is no confidence"),
                (".clang-tidy", "CheckOptions:\n"
                 "  - key: tocsin-lost-update.MinConfidence\n"
                 "    value: medum\n", "2:5", "'medum' is no confidence"),
                (".tocsin-model.yaml", "functions:\n  - fn: x\n"
                 "    role: nope\n", "3:11", "unknown role 'nope'")):
            with self.subTest(text):
                path = self.put(name, text)
                error = self.tocsin("--verify-config", status=2).stderr
                self.assertTrue(error.startswith("%s:%s: error: "
                                                 % (path, where)), error)
                self.assertIn(why, error)
                path.unlink()

    def test_a_key_of_nobody_stops_no_run(self):
        self.put(".clang-tidy", "Chekcs: x\n")
        self.assertEqual(len(self.findings()), 2)


class Mistakes(project.Case):
    """What is typed wrongly is told in one line, with status 2."""

    def setUp(self):
        super().setUp()
        self.project({"a.c": project.OPENING})

    def error(self, *arguments):
        text = self.tocsin(*arguments, status=2).stderr
        first = text.splitlines()[0]
        # Of a wrong value LLVM tells in its own words.
        self.assertRegex(first, "^tocsin: (error: |for the .* option: )")
        return first

    def test_words(self):
        for words, why in (
                (["exlpain", "temp-name"], "did you mean 'explain'?"),
                (["--quiet", "explain", "temp-name"],
                 "the command 'explain' comes first: tocsin explain"),
                (["gone.c"], "gone.c: No such file or directory"),
                (["gone/"], "gone/: No such file or directory"),
                (["-p", "gone"], "-p gone: No such file or directory"),
                (["@gone"], "@gone: No such file or directory")):
            self.assertIn(why, self.error(*words))

    def test_options(self):
        for option, why in (
                ("--bogus", "Unknown command line argument '--bogus'"),
                ("--confidence=sure", "--confidence option: Cannot find option named 'sure'"),
                ("-jx", "'x' value invalid"),
                ("-j0", "at least one process"),
                ("--timeout=soon", "'soon' value invalid"),
                ("--shard=3/2", "--shard=3/2: two numbers"),
                ("--vfsoverlay=gone", "--vfsoverlay=gone: no such file"),
                ("--checks=tocsin-nothing", "no check matches"),
                ("--baseline=gone", "--update-baseline makes it")):
            with self.subTest(option):
                self.assertIn(why, self.error(option))

    def test_output_that_cannot_be_written(self):
        for options in (["--html=gone/x.html"], ["-o", "/dev/full"],
                        ["--sarif=/dev/full"]):
            self.error(*options)
        closed = subprocess.run(
            ["bash", "-c", 'exec "$0" a.c >&-', project.TOCSIN], text=True,
            cwd=self.dir, env=self.env, stderr=subprocess.PIPE)
        self.assertEqual(closed.returncode, 2)
        self.assertIn("cannot write the standard output", closed.stderr)

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_folder_that_cannot_be_read(self):
        folder = self.dir / "shut"
        folder.mkdir(mode=0)
        self.addCleanup(folder.chmod, 0o700)
        self.assertIn("shut", self.error("shut/a.c"))


class OfClangTidy(project.Case):
    """Options that users of clang-tidy know."""

    def test_fix_notes_and_format_style(self):
        fixable = project.ROOT / "test/peers/inputs/fixable.c"
        self.project({"a.c": fixable.read_text()})
        done = self.tocsin("--fix-notes", "--format-style=llvm", status=1)
        self.assertIn("fchmod(", (self.dir / "a.c").read_text())
        self.assertIn("1 fix applied", done.stderr)
        self.assertIn("git clang-format", done.stderr)

    def test_load_is_told_and_ignored(self):
        self.project({"a.c": project.OPENING})
        done = self.tocsin("--load=some.so", status=1)
        self.assertIn("--load=some.so is ignored", done.stderr)

    def test_vfsoverlay(self):
        self.project({"a.c": '#include "virtual.h"\n' + project.OPENING})
        self.put("real.txt", "int FromOverlay;\n")
        self.put("overlay.yaml", json.dumps(
            {"version": 0, "roots": [
                {"type": "directory", "name": str(self.dir), "contents": [
                    {"type": "file", "name": "virtual.h",
                     "external-contents": str(self.dir / "real.txt")}]}]}))
        self.assertIn("virtual.h", self.tocsin(status=1).stderr)
        self.assertNotIn("incomplete", self.tocsin(
            "--vfsoverlay=overlay.yaml", status=1).stderr)


class Words(project.Case):
    """How notes put what was found."""

    def notes(self, name, text, *options):
        self.project({name: text})
        finding, = self.findings(*options)
        return {n["message"] for n in finding["notes"]}

    def test_what_was_checked_and_who_checks_it(self):
        notes = self.notes("a.c", """#include <sys/stat.h>
#include <unistd.h>
static int fine(const char *P) {
  struct stat S;
  return lstat(P, &S) == 0 && S_ISREG(S.st_mode) && S.st_uid == getuid() &&
         S.st_nlink == 1;
}
void make(const char *P) {
  if (fine(P))
    chmod(P, 0644);
}
""")
        self.assertIn("checked here: its owner, its link count and its type",
                      notes)
        self.assertIn("'fine' is called here", notes)

    def test_a_condition_before_the_check_does_not_follow_from_it(self):
        notes = self.notes("a.c", """#include <sys/stat.h>
#include <unistd.h>
int dull(const char *);
void sweep(const char **Names, int N) {
  struct stat S;
  for (int I = 0; I < N; ++I) {
    if (dull(Names[I]))
      continue;
    if (lstat(Names[I], &S) != 0)
      continue;
    if (S.st_size == 0)
      unlink(Names[I]);
  }
}
""", "--confidence=low")
        self.assertIn("the outcome decides here", notes)
        document = self.findings("--confidence=low")[0]
        self.assertEqual([n["line"] for n in document["notes"]
                          if n["message"] == "the outcome decides here"], [11])

    def test_who_else_writes(self):
        notes = self.notes("a.cpp", """#include <mutex>
#include <thread>
struct Box {
  std::mutex M;
  long N = 0;
  void add(long K) { std::lock_guard<std::mutex> L(M); N += K; }
  void twice() {
    M.lock();
    long V = N;
    M.unlock();
    std::lock_guard<std::mutex> L(M);
    N = 2 * V;
  }
};
static Box B;
int main() {
  std::thread One([] { B.twice(); }), Two([] { B.add(1); });
  One.join();
  Two.join();
}
""")
        self.assertTrue(any(re.match(
            r"'N' is written under 'Box::M' here, which is held in \d of \d "
            "places that access it$", n) for n in notes), notes)

    def test_a_weak_pointer_without_a_name(self):
        self.project({"a.cpp": """#include <memory>
#include <thread>
#include <vector>
struct Peer { void beat(); };
static std::vector<std::weak_ptr<Peer>> Peers;
void beatAll() {
  for (auto &W : Peers)
    if (!W.expired())
      W.lock()->beat();
}
int main() { std::thread One(beatAll), Two(beatAll); One.join(); Two.join(); }
"""})
        for finding in self.findings("--confidence=low"):
            self.assertNotIn("'the object'", finding["message"])


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
        return project.on_terminal(arguments, self.dir,
                                   dict(self.env, **(env or {})))

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
