# ===- cases.py - The table of broken inputs ------------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""One row per broken input; badinput.py runs them.

RACY is a source with one sure finding: rows that must not lose the other files
put it beside the broken one and look for FOUND.
"""

import json
import os
import pathlib
import shutil
import subprocess

RACY = """#include <fcntl.h>
#include <unistd.h>
int openIfThere(const char *Path) {
  if (access(Path, W_OK) == 0)
    return open(Path, O_RDWR | O_CREAT, 0600);
  return -1;
}
"""
FOUND = r"racy\.c:5:\d+: warning: .*\[tocsin-file-toctou\]"
CLEAN = "int f(int X) { return X + 1; }\n"


class Case:
    def __init__(self, name, args, code, err=(), out=(), never=(), files=None,
                 database=None, make=None, env=None, cwd=".", stdout=None,
                 interrupt=0, limited=False):
        self.name, self.args, self.code = name, args, code
        self.err, self.out, self.never = err, out, never
        self.files = files or {}
        self.database = database
        self.prepare = make
        self.env = env or {}
        self.cwd = cwd
        self.stdout = stdout
        self.interrupt = interrupt
        self.limited = limited  # needs a memory limit that holds

    def make(self, work):
        """Makes the files; a reason if the row cannot run here."""
        for name, text in self.files.items():
            path = pathlib.Path(work, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(text, bytes):
                path.write_bytes(text)
            else:
                path.write_text(text)
        if self.database is not None:
            path = pathlib.Path(work, "compile_commands.json")
            path.write_text(self.database if isinstance(self.database, str)
                            else json.dumps(entries(work, self.database)))
        return self.prepare(work) if self.prepare else None


def entries(work, rows):
    """Rows are a file name, or (file name, flags), or a whole entry."""
    found = []
    for row in rows:
        if isinstance(row, dict):
            found.append(row)
            continue
        name, flags = (row, []) if isinstance(row, str) else row
        found.append({"directory": work, "file": name,
                      "arguments": ["cc", "-c"] + flags + [name]})
    return found


def lock(name):
    """Takes the rights from a directory; root may read it all the same."""
    def prepare(work):
        if os.geteuid() == 0:
            return "root reads every directory"
        os.chmod(os.path.join(work, name), 0)
        return None
    return prepare


def need(path):
    return lambda work: None if os.path.exists(path) else "no " + path


def repository(work):
    if not shutil.which("git"):
        return "no git"
    subprocess.run(["git", "init", "-q", work], check=True)
    return None


def header_by_two_names(work):
    os.symlink("real", os.path.join(work, "link"))


def parentheses(depth):
    return "int f(int X) { return %sX%s; }\n" % ("(" * depth, ")" * depth)


def blocks(depth):
    return "void f(void) { %s%s }\n" % ("{" * depth, "}" * depth)


def sums(count):
    return "int f(int X) { return X%s; }\n" % (" + X" * count)


def elses(count):
    return ("int f(int X) {\n" + "".join(
        "  if (X == %d) return %d; else\n" % (i, i) for i in range(count)) +
        "  return 0;\n}\n")


RECURSIVE = """template <int N> struct Tower { typedef typename Tower<N + 1>::T T; };
Tower<0>::T X;
"""
DOUBLING = """template <int N> struct Tree { Tree<N - 1> A; Tree<N - 1> B[2]; };
template <> struct Tree<0> { char C; };
template <class... T> struct List {};
template <int N, class... T> struct Make : Make<N - 1, T..., T..., int> {};
template <class... T> struct Make<0, T...> {};
Make<40> M;
"""
SLOW = """constexpr int f(int N) { return N < 2 ? 1 : f(N - 1) + f(N - 2); }
static_assert(f(60), "");
"""
STEPS = "-fconstexpr-steps=4294967295"
MODEL_BAD = """format: 1
library: mine
functions:
  - fn: mine_open
    role: path.nonsense
"""
LOOP = "#include \"self.h\"\n"

CASES = [
    # ---- the compile database
    Case("no-database", [], 2, [r"no compile_commands\.json", r"-p"]),
    Case("no-database-for-a-file", ["racy.c"], 2,
         [r"no compile_commands\.json", r"tocsin FILE -- FLAGS"],
         files={"racy.c": RACY}),
    Case("no-database-in-a-hook", ["racy.c"], 0,
         [r"^tocsin: not run: no compile_commands\.json"],
         files={"racy.c": RACY}, env={"PRE_COMMIT": "1"}),
    Case("no-database-in-a-strict-hook", ["--strict", "racy.c"], 2,
         [r"no compile_commands\.json"], files={"racy.c": RACY},
         env={"PRE_COMMIT": "1"}),
    Case("p-of-nothing", ["-p", "nowhere"], 2,
         [r"-p nowhere: No such file or directory"]),
    Case("p-without-database", ["-p", "build"], 2,
         [r"-p build: no compile_commands\.json",
          r"CMAKE_EXPORT_COMPILE_COMMANDS"],
         files={"build/x": ""}),
    Case("p-twice", ["-p", ".", "-p", "nowhere"], 2,
         [r"-p nowhere: No such file"],
         files={"racy.c": RACY}, database=["racy.c"]),
    Case("database-cut-off", [], 2,
         [r"compile_commands\.json: error: malformed JSON: .*2:\d+"],
         database='[\n{"directory": "/", "file": "a.c", "comm'),
    Case("database-is-text", [], 2,
         [r"compile_commands\.json: error: malformed JSON: .*1:\d+"],
         database="hello\n"),
    Case("database-is-a-map", [], 2, [r"compile_commands\.json: error: .*list"],
         database="{}"),
    Case("database-entry-without-file", [], 2,
         [r"compile_commands\.json: error: entry 2 .*\"file\""],
         database='[{"directory":"/","file":"a.c","command":"cc a.c"},{}]'),
    Case("database-empty", [], 2, [r"the database has no entries"],
         database="[]"),
    Case("database-no-bytes", [], 2, [r"compile_commands\.json: error: "],
         database=""),
    Case("database-with-trailing-comma", [], 1, out=[FOUND],
         files={"racy.c": RACY},
         database='[{"directory":".","file":"racy.c","command":"cc racy.c"},]'),
    Case("database-file-is-gone", [], 1, [r"gone\.c: No such file"], [FOUND],
         files={"racy.c": RACY}, database=["gone.c", "racy.c"]),
    Case("database-directory-is-gone", [], 1,
         [r"racy2\.c: its directory .* does not exist: /nowhere/at/all"],
         [FOUND], files={"racy.c": RACY, "racy2.c": CLEAN},
         make=lambda work: pathlib.Path(work, "compile_commands.json")
         .write_text(json.dumps(entries(work, [
             "racy.c", {"directory": "/nowhere/at/all",
                        "file": work + "/racy2.c",
                        "command": "cc racy2.c"}]))) and None),
    Case("database-of-other-languages", [], 2, [r"names no C or C\+\+ file"],
         files={"a.S": "nop\n", "b.cu": ""}, database=["a.S", "b.cu"]),
    Case("database-lists-a-file-twice", ["--verbose"], 1,
         [r"1 translation unit$"], [FOUND], files={"racy.c": RACY},
         database=["racy.c", "racy.c"]),

    # ---- commands
    Case("gcc-only-flags", ["--verbose"], 1, [r"dropped .*-fno-gcse-nonsense"],
         [FOUND], files={"racy.c": RACY},
         database=[("racy.c", ["-fno-gcse-nonsense", "-fvar-tracking-magic",
                               "-Wno-gcc-thing", "-Werror", "-fplugin=x.so",
                               "-include-pch", "none.pch", "-MD", "-MF",
                               "x.d", "-o", "x.o"])]),
    Case("unknown-std", ["--verbose"], 1,
         [r"note: .*racy\.c: dropped -std=c3000, which Clang refuses"],
         [FOUND], files={"racy.c": RACY},
         database=[("racy.c", ["-std=c3000"])]),
    Case("unknown-cpu", [], 1, [], [FOUND], files={"racy.c": RACY},
         database=[("racy.c", ["-march=abacus"])]),
    Case("unknown-target", [], 1, [], [FOUND], files={"racy.c": RACY},
         database=[("racy.c", ["--target=abacus-none-none"])]),
    Case("flag-without-its-value", [], 1, [], [FOUND], files={"racy.c": RACY},
         make=lambda work: pathlib.Path(work, "compile_commands.json")
         .write_text(json.dumps([{"directory": work, "file": "racy.c",
                                  "command": "cc racy.c -I"}])) and None),
    Case("response-file-is-gone", [], 1,
         [r"b\.c: response file 'flags\.rsp' cannot be read"], [FOUND],
         files={"racy.c": RACY, "b.c": CLEAN},
         database=["racy.c", ("b.c", ["@flags.rsp"])]),
    Case("command-without-words", [], 1, [], [FOUND], files={"racy.c": RACY},
         make=lambda work: pathlib.Path(work, "compile_commands.json")
         .write_text(json.dumps([{"directory": work, "file": "racy.c",
                                  "command": ""}])) and None),
    Case("launcher", [], 1, [], [FOUND], files={"racy.c": RACY},
         make=lambda work: pathlib.Path(work, "compile_commands.json")
         .write_text(json.dumps([{"directory": work, "file": "racy.c",
                                  "command": "ccache cc -c racy.c"}])) and
         None),

    # ---- sources
    Case("header-by-two-names", ["a.c", "b.c", "--"], 1,
         [r"1 finding in 2"], [r"real/racy\.c:5:"], never=[r"link/racy\.c"],
         files={"a.c": '#include "real/racy.c"\n', "real/racy.c": RACY,
                "b.c": '#include "link/racy.c"\n'},
         make=header_by_two_names),
    Case("file-is-gone", ["nofile.c", "racy.c", "--"], 2,
         [r"nofile\.c: No such file or directory"], [FOUND],
         files={"racy.c": RACY}),
    Case("file-is-a-directory", ["d", "--"], 2, [r"d: a directory"],
         files={"d/x.c": CLEAN}),
    Case("directory-without-sources", ["d"], 2,
         [r"d: no file of the compile database"],
         files={"racy.c": RACY, "d/x.c": CLEAN}, database=["racy.c"]),
    Case("file-is-not-c", ["notes.txt", "--"], 2,
         [r"notes\.txt: not C or C\+\+ by its name"],
         files={"notes.txt": "hello\n"}),
    Case("file-is-binary", ["b.c", "racy.c", "--"], 1,
         [r"1 of 2 translation units incomplete", r"b\.c: .*error"], [FOUND],
         files={"b.c": bytes(range(256)) * 64, "racy.c": RACY}),
    Case("file-is-prose", ["b.c", "--"], 3,
         [r"incomplete", r"b\.c:1:1: error: "],
         files={"b.c": "This is not a program.\n"}),
    Case("file-is-empty", ["e.c", "--"], 0, files={"e.c": ""}),
    Case("file-without-last-newline", ["racy.c", "--"], 1, out=[FOUND],
         files={"racy.c": RACY.rstrip()}),
    Case("file-is-a-fifo", ["f.c", "--"], 3, [r"f\.c: not a regular file"],
         make=lambda work: os.mkfifo(os.path.join(work, "f.c"))),
    Case("header-is-gone", ["racy.c", "b.c", "--"], 1,
         [r"b\.c:1:10: error: 'no\.h' file not found"], [FOUND],
         files={"racy.c": RACY, "b.c": '#include "no.h"\n' + CLEAN}),
    Case("finding-after-a-missing-header", ["b.c", "--"], 1,
         [r"incomplete"], [r"b\.c:6:\d+: warning: .*tocsin-file-toctou"],
         files={"b.c": '#include "no.h"\n' + RACY}),
    Case("header-includes-itself", ["l.c", "--"], 3,
         [r"include nested too deeply"],
         files={"l.c": '#include "self.h"\n', "self.h": LOOP}),
    Case("call-of-an-undeclared-function", ["racy.c", "--"], 1, [], [FOUND],
         files={"racy.c": RACY + "int g(void) { return undeclared(3); }\n"},
         never=[r"incomplete"]),
    Case("line-of-ten-megabytes", ["long.c", "--"], 0,
         files={"long.c": "int a[] = {%s0};\n" % ("0," * 5000000)}),
    Case("string-of-ten-megabytes", ["long.c", "--"], 0,
         files={"long.c": 'const char *S = "%s";\n' % ("x" * 10000000)}),
    Case("parentheses-too-deep", ["p.c", "--"], 3,
         [r"p\.c:1:\d+: error: bracket nesting level"],
         files={"p.c": parentheses(5000)}),
    Case("parentheses-very-deep-allowed",
         ["p.c", "--", "-fbracket-depth=100000"], 0,
         files={"p.c": parentheses(3000)}),
    Case("blocks-too-deep", ["p.c", "--"], 3, [r"bracket nesting level"],
         files={"p.c": blocks(3000)}),
    Case("sum-of-many", ["p.c", "--"], 0, files={"p.c": sums(5000)}),
    Case("chain-of-else", ["p.c", "--"], 0, files={"p.c": elses(2000)}),
    Case("template-without-end", ["t.cpp", "racy.c", "--"], 1,
         [r"t\.cpp:1:\d+: error: recursive template instantiation"], [FOUND],
         files={"t.cpp": RECURSIVE, "racy.c": RACY}),
    Case("template-that-eats-memory",
         ["--memory-limit=600", "--timeout=60", "t.cpp", "racy.c", "--"], 1,
         [r"t\.cpp: (needs more than 600 MB \(--memory-limit\)|"
          r"took longer than 60 s|.*error)"], [FOUND],
         files={"t.cpp": DOUBLING, "racy.c": RACY}, limited=True),
    Case("template-that-takes-long",
         ["--timeout=1", "--memory-limit=0", "t.cpp", "racy.c", "--", STEPS],
         1, [r"t\.cpp: took longer than 1 s \(--timeout\)"], [FOUND],
         files={"racy.c": RACY, "t.cpp": SLOW}),
    Case("directory-not-readable", ["d/racy.c", "racy.c", "--"], 2,
         [r"d/racy\.c: Permission denied"], [FOUND],
         files={"racy.c": RACY, "d/racy.c": RACY}, make=lock("d")),

    # ---- options
    Case("unknown-option", ["--chekcs=*", "racy.c", "--"], 2,
         [r"Unknown command line argument '--chekcs=\*'",
          r"Did you mean '--checks=\*'"]),
    Case("option-of-llvm", ["--debug-pass-manager", "racy.c", "--"], 2,
         [r"Unknown command line argument"]),
    Case("unknown-check", ["--checks=tocsin-flie-toctou", "racy.c", "--"], 2,
         [r"no check matches 'tocsin-flie-toctou'", r"tocsin rules"],
         files={"racy.c": RACY}),
    Case("no-check-left", ["--checks=-*", "racy.c", "--"], 2,
         [r"no checks are enabled"], files={"racy.c": RACY}),
    Case("list-no-check", ["--list-checks", "--checks=-*"], 1,
         [r"No checks enabled\."], never=[r"Enabled checks"]),
    Case("explain-unknown-check", ["explain", "tocsin-flie-toctou"], 2,
         [r"no check 'tocsin-flie-toctou'; did you mean tocsin-file-toctou\?"]),
    Case("number-is-text", ["-j", "many"], 2, [r"'many' value invalid"]),
    Case("no-processes", ["-j0"], 2, [r"-j: at least one"]),
    Case("unknown-format", ["--format=xml"], 2,
         [r"--format=xml: not a format; there are text, sarif, json"]),
    Case("line-filter-cut-off", ["--line-filter=[{", "racy.c", "--"], 2,
         [r"--line-filter: \[1:\d+", r"expected \[\{\"name\""],
         files={"racy.c": RACY}),
    Case("line-filter-of-words",
         ['--line-filter=[{"name":"a.c","lines":["all"]}]', "racy.c", "--"], 2,
         [r"--line-filter: a range of a\.c is not \[FIRST,LAST\]"],
         files={"racy.c": RACY}),
    Case("bad-regex", ["--header-filter=(", "racy.c", "--"], 2,
         [r"--header-filter: '\(' is no regular expression: "],
         files={"racy.c": RACY}),
    Case("bad-exclude-regex", ["--exclude-header-filter=*", "racy.c", "--"], 2,
         [r"--exclude-header-filter: '\*' is no regular expression: "],
         files={"racy.c": RACY}),
    Case("resource-dir-is-wrong", ["--resource-dir=/nowhere", "racy.c", "--"],
         2, [r"--resource-dir=/nowhere holds no include/stddef\.h"],
         files={"racy.c": RACY}),
    Case("diff-of-nothing", ["--diff=nowhere", "racy.c", "--"], 2,
         [r"--diff=nowhere: no such revision"], files={"racy.c": RACY},
         make=repository),
    Case("diff-before-the-first-commit", ["--diff=HEAD", "racy.c", "--"], 1,
         [r"no commit yet; everything is analysed"], [FOUND],
         files={"racy.c": RACY}, make=repository),
    Case("diff-without-repository", ["--diff=HEAD", "racy.c", "--"], 2,
         [r"--diff: git rev-parse: "], files={"racy.c": RACY},
         env={"GIT_CEILING_DIRECTORIES": "/"}),

    # ---- configuration and models
    Case("config-file-is-gone", ["--config-file=none.yaml", "racy.c", "--"], 2,
         [r"none\.yaml: error: No such file"], files={"racy.c": RACY}),
    Case("config-malformed", ["racy.c", "--"], 2,
         [r"\.clang-tidy:3:\d+: error: "],
         files={"racy.c": RACY, ".clang-tidy": "Checks: 'x'\nCheckOptions: [\n"
                                               "  key: }\n"}),
    Case("config-of-the-wrong-shape", ["racy.c", "--"], 2,
         [r"\.clang-tidy:1:\d+: error: Checks must be text"],
         files={"racy.c": RACY, ".clang-tidy": "Checks: {a: b}\n"}),
    Case("config-with-keys-of-others", ["racy.c", "--"], 1, out=[FOUND],
         files={"racy.c": RACY,
                ".clang-tidy": "Checks: '-*'\nCustomChecks: [{Name: x}]\n"}),
    Case("config-of-one-folder-malformed", ["clean.c", "d/racy.c", "--"], 2,
         [r"d/\.clang-tidy:1:\d+: error: "],
         files={"clean.c": CLEAN, "d/racy.c": RACY,
                "d/.clang-tidy": "Checks: {a: b}\n"}),
    Case("confidence-is-no-word", ["racy.c", "--"], 2,
         [r"tocsin-file-toctou\.MinConfidence: 'hgih' is no confidence; "
          r"there are low, medium, high"],
         files={"racy.c": RACY, ".clang-tidy": "CheckOptions: "
                "{tocsin-file-toctou.MinConfidence: hgih}\n"}),
    Case("config-names-unknown-check", ["--verify-config"], 2,
         [r"unknown check 'tocsin-flie-toctou'; did you mean "
          r"tocsin-file-toctou\?"],
         files={".clang-tidy": "Checks: 'tocsin-flie-toctou'\n"}),
    Case("model-is-gone", ["--model=none.yaml", "racy.c", "--"], 2,
         [r"model file none\.yaml: No such file"], files={"racy.c": RACY}),
    Case("model-malformed", ["--model=m.yaml", "racy.c", "--"], 2,
         [r"m\.yaml:5:\d+: error: "],
         files={"racy.c": RACY, "m.yaml": MODEL_BAD}),
    Case("model-found-beside-malformed", ["racy.c", "--"], 2,
         [r"\.tocsin-model\.yaml:5:\d+: error: "],
         files={"racy.c": RACY, ".tocsin-model.yaml": MODEL_BAD}),
    Case("models-validate", ["models", "--validate=m.yaml"], 2,
         out=[r"m\.yaml:5:\d+: error: "], files={"m.yaml": MODEL_BAD}),
    Case("models-without-question", ["models"], 2, [r"--list, --validate"]),
    Case("models-explain-unknown", ["models", "--explain=opne"], 1,
         out=[r"nothing is known of 'opne'"]),

    # ---- output
    Case("stdout-full", ["racy.c", "--"], 2,
         [r"cannot write the standard output: No space left"],
         files={"racy.c": RACY}, stdout="/dev/full", make=need("/dev/full")),
    Case("sarif-full", ["--sarif=/dev/full", "racy.c", "--"], 2,
         [r"cannot write /dev/full: No space left"], [FOUND],
         files={"racy.c": RACY}, make=need("/dev/full")),
    Case("output-directory-is-gone", ["--json=no/such/o.json", "racy.c", "--"],
         2, [r"cannot write no/such/o\.json: No such file"], [FOUND],
         files={"racy.c": RACY}),
    Case("output-is-a-directory", ["-o", ".", "racy.c", "--"], 2,
         [r"cannot write \.: Is a directory"], files={"racy.c": RACY}),
    Case("dump-of-two", ["dump", "racy.c", "b.c", "--"], 2,
         [r"dump takes one file"], files={"racy.c": RACY, "b.c": CLEAN}),
    Case("dump-of-nothing", ["dump", "none.c", "--"], 2,
         [r"none\.c: No such file"]),
    Case("dump-full", ["dump", "racy.c", "--"], 2,
         [r"cannot write the standard output: No space left"],
         files={"racy.c": RACY}, stdout="/dev/full", make=need("/dev/full")),

    # ---- interruption
    Case("interrupted", ["--timeout=0", "t.cpp", "--", STEPS], 130,
         [r"tocsin: interrupted"], interrupt=1.0, files={"t.cpp": SLOW}),
]
