# ===- rules.py - What the source tree promises ---------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Each rule takes the top of a tree and returns complaints, one line each,
`FILE:LINE: why`. rules_test.py shows that each rule can fail."""

import os
import re
import subprocess
import sys

# Lowest first. A folder may include itself and what stands before it.
ORDER = ["lib/Support", "lib/IR", "lib/Model", "lib/Flow", "lib/Link",
         "lib/Window", "checks", "lib/Report", "tool"]
CLANG_USERS = ("lib/Lower/", "tool/plugin/", "tool/clangd/", "tool/tocsin/")
# lib/Lower stands beside the line: it may see these, and only tool sees it.
LOWER = "lib/Lower"
LOWER_MAY = ("lib/Support", "lib/IR", LOWER)

OURS = ("lib", "checks", "tool", "test/unit")
MAX_LINES = 700
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')

LICENCE = """\
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
"""


def files(root, folders, endings):
    """Paths relative to the root, sorted."""
    found = []
    for folder in folders:
        for where, _, names in os.walk(os.path.join(root, folder)):
            found += [os.path.relpath(os.path.join(where, name), root)
                      for name in names if name.endswith(endings)]
    return sorted(found)


def cpp_files(root, folders=OURS):
    return files(root, folders, (".h", ".cpp"))


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as f:
        return f.read()


def room_of(path):
    """The folder of the house that a file belongs to, or None."""
    for room in ORDER + [LOWER]:
        if path.startswith(room + "/"):
            return room
    return None


def room_of_include(name):
    """`IR/Unit.h` and `checks/Checks.h` name rooms; `llvm/...` does not."""
    return room_of("lib/" + name) or room_of(name)


def may_include(user, used):
    if user == used:
        return True
    if user == LOWER:
        return used in LOWER_MAY
    if used == LOWER:
        return user == "tool"
    return ORDER.index(used) < ORDER.index(user)


def one_way(root):
    """Dependencies run one way; only a few folders see Clang."""
    complaints = []
    for path in cpp_files(root, ("lib", "checks", "tool")):
        user = room_of(path)
        for number, line in enumerate(read(root, path).splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            name = match.group(2)
            if name.startswith(("clang/", "clang-tidy/", "clang-c/")):
                if not path.startswith(CLANG_USERS):
                    complaints.append("%s:%d: includes Clang (%s)"
                                      % (path, number, name))
                continue
            used = room_of_include(name)
            if user and used and not may_include(user, used):
                complaints.append("%s:%d: %s may not include %s"
                                  % (path, number, user, name))
    return complaints


def says_enough_in_title(root, path):
    """A source file whose header says the job, or a unit test, whose job is to
    test what its title names."""
    stem, ending = os.path.splitext(path)
    return ending == ".cpp" and (path.startswith("test/unit/") or
                                 os.path.exists(os.path.join(root,
                                                             stem + ".h")))


def header_comment(root):
    """Every file says its name, its licence and its one job."""
    complaints = []
    for path in files(root, OURS, (".h", ".cpp", ".inc")):
        text = read(root, path)
        first, _, rest = text.partition("\n")
        name = re.escape(os.path.basename(path))
        if not re.fullmatch(r"//===- %s - \S.*-\*?-*===//" % name, first):
            complaints.append("%s:1: expected '//===- %s - what it is ---===//'"
                              % (path, os.path.basename(path)))
        elif not rest.startswith(LICENCE):
            complaints.append("%s:2: expected the licence lines" % path)
        elif says_enough_in_title(root, path):
            continue
        elif not re.match(r"(//.*\n)*// \S.*\n(//.*\n)*//===-+===//\n",
                          rest[len(LICENCE):]):
            complaints.append("%s:7: expected the one job of this file" % path)
    return complaints


def length(root):
    """No file does two jobs; length is how that shows first."""
    complaints = []
    for path in cpp_files(root):
        lines = read(root, path).count("\n")
        if lines > MAX_LINES:
            complaints.append("%s:%d: longer than %d lines"
                              % (path, lines, MAX_LINES))
    return complaints


def tracked_files(root):
    done = subprocess.run(["git", "-C", root, "ls-files", "-z"], text=True,
                          capture_output=True)
    if done.returncode == 0:
        return [f for f in done.stdout.split("\0") if f]
    # An unpacked archive has no git; everything but build folders counts.
    return [os.path.relpath(os.path.join(where, name), root)
            for where, _, names in os.walk(root) for name in names
            if not re.match(r"(\.git|\.cache|build[^/]*)(/|$)",
                            os.path.relpath(where, root))]


def machine_paths(root, own=None):
    """Nothing names a folder of the machine that it was written on."""
    own = own or os.path.realpath(root)
    complaints = []
    patterns = [re.compile(r"(?<![\w.}~-])%s(?![\w.-])" % re.escape(folder))
                for folder in (own, "/" + "root", os.path.expanduser("~"))
                # a single component is too common a word
                if folder.count("/") > 1 or folder == "/" + "root"]
    for path in tracked_files(root):
        try:
            lines = read(root, path).splitlines()
        except (UnicodeDecodeError, OSError):
            continue
        for number, line in enumerate(lines, 1):
            if any(pattern.search(line) for pattern in patterns):
                complaints.append("%s:%d: path of a machine: %s"
                                  % (path, number, line.strip()))
    return complaints


def check_ids(root):
    return re.findall(r"^\s*- id: (tocsin-[\w-]+)",
                      read(root, "checks/checks.yaml"), re.M)


def pages_and_tests(root):
    """Every check has a page, and a lit test that demands a report of it."""
    labels = "\n".join(read(root, path) for path in files(
        root, ("test/lit", "test/program"), (".c", ".cpp", ".h")))
    complaints = []
    for check in check_ids(root):
        page = "docs/checks/%s.md" % check
        if not os.path.exists(os.path.join(root, page)):
            complaints.append("%s: is missing" % page)
        elif not read(root, page).startswith("# %s\n" % check):
            complaints.append("%s:1: expected '# %s'" % (page, check))
        short = check.removeprefix("tocsin-")
        if not re.search(r"EXPECT:.*(?<![\w-])(tocsin-)?%s(?![\w-])"
                         % re.escape(short), labels):
            complaints.append("checks/checks.yaml: no test expects a report "
                              "of " + check)
    return complaints


def header_packages(root):
    """scripts/install-deps.sh gives every word of these lines to apt."""
    complaints = []
    for path in files(root, ("test/model",), (".c", ".cpp")):
        for line in re.findall(r"^// PACKAGE:(.*)$", read(root, path), re.M):
            for word in line.split():
                if not re.fullmatch(r"[a-z0-9][a-z0-9+.-]+-dev", word):
                    complaints.append("%s: '%s' is no Debian package of headers"
                                      % (path, word))
    return complaints


def generated(root):
    """What scripts/generate writes is up to date."""
    script = os.path.join(os.path.dirname(os.path.realpath(__file__)),
                          "../../scripts/generate")
    done = subprocess.run([sys.executable, script, "--check", "--root", root],
                          text=True, capture_output=True)
    return done.stderr.splitlines() if done.returncode else []


def layout(root, clang_format="clang-format-19"):
    """clang-format would change nothing."""
    paths = cpp_files(root)
    if not paths:
        return []
    done = subprocess.run(
        [clang_format, "--dry-run", "-Werror", "--style=file:%s"
         % os.path.join(root, ".clang-format")] + paths,
        cwd=root, text=True, capture_output=True)
    complaints = re.findall(r"^(\S+:\d+):\d+: error: code should be "
                            r"clang-formatted", done.stderr, re.M)
    if done.returncode and not complaints:
        return done.stderr.splitlines()
    # One line per file is enough to act on.
    first = {}
    for where in complaints:
        first.setdefault(where.split(":")[0], where)
    return ["%s: not as clang-format-19 writes it" % w for w in first.values()]


RULES = (one_way, header_comment, length, machine_paths, pages_and_tests,
         header_packages, generated, layout)
