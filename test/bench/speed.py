#!/usr/bin/env python3
# ===- speed.py - Tocsin's cost beside that of a syntax check -------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Measures `tocsin -p` against `clang-19 -fsyntax-only -w` over the same
translation units with the same flags, in turns, one process at a time.

  test/bench/speed.py -p DIR [--runs N] [--record NAME]
  test/bench/speed.py --debian PACKAGE [--record NAME]

Time is CPU time, user and system, with that of all children: the median over
the runs. --record writes a row to docs/performance.md. --debian takes the
source of a package (`apt-get source`; CMake projects only) and configures it;
the headers that it needs must be installed. Nothing of it is built.
"""

import argparse
import collections
import glob
import json
import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.realpath(__file__))))
# Options that name outputs: with a value of their own, or joined with it.
WITH_VALUE = {"-o", "-MF", "-MT", "-MQ", "-MJ", "--serialize-diagnostics"}
ALONE = re.compile(r"-(c|S|E|M.*|save-temps.*|fsyntax-only|w|o.+|Werror.*|"
                   r"pedantic-errors|gsplit-dwarf)")
UNKNOWN = re.compile(r"error: (?:unknown argument:?|unsupported option|"
                     r"unknown warning option|optimization flag) '([^']+)'")

Cost = collections.namedtuple("Cost", "seconds peak status")  # peak in KB
Round = collections.namedtuple("Round", "clang tocsin capture analysis "
                               "peak_clang peak_worker peak_analysis")


class BenchError(Exception):
    """Nothing can be measured; the text says what to do."""


def clean(arguments, source):
    """The flags of a compile command, without outputs and the source."""
    flags = []
    words = iter(arguments[1:])
    for word in words:
        if word in WITH_VALUE:
            next(words, None)
        elif word == "--":
            break
        elif not ALONE.fullmatch(word) and word != source:
            flags.append(word)
    return flags


def read_database(path):
    """(directory, file, compiler, flags) of each entry, equal ones once."""
    if os.path.isdir(path):
        path = os.path.join(path, "compile_commands.json")
    try:
        with open(path, encoding="utf-8") as f:
            rows = json.load(f)
    except (OSError, ValueError) as error:
        raise BenchError("%s: %s" % (path, error)) from None
    units = {}
    for row in rows:
        words = row.get("arguments") or shlex.split(row["command"])
        while len(words) > 1 and os.path.basename(words[0]) in (
                "ccache", "sccache", "distcc"):
            words = words[1:]
        if not row["file"].endswith((".c", ".cc", ".cpp", ".cxx", ".C")):
            continue
        flags = clean(words, row["file"])
        name = os.path.normpath(os.path.join(row["directory"], row["file"]))
        plus = not row["file"].endswith(".c") or "++" in os.path.basename(
            words[0])
        units[row["directory"], name, plus, tuple(flags)] = None
    return [(d, n, p, list(f)) for d, n, p, f in units]


def compiler(clang, plus):
    return [clang, "--driver-mode=" + ("g++" if plus else "gcc")]


def run(command, folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
    """The cost of a process and of all its children."""
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL,
                               stdout=stdout, stderr=stderr)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss,
                process.returncode)


def usable(clang, units):
    """Units that Clang parses; flags that it does not know are taken out."""
    good, bad = [], []
    for folder, name, plus, flags in units:
        for _ in range(8):
            done = subprocess.run(
                compiler(clang, plus) + flags + ["-fsyntax-only", "-w", name],
                cwd=folder, text=True, capture_output=True,
                stdin=subprocess.DEVNULL)
            unknown = set(UNKNOWN.findall(done.stderr)) & set(flags)
            if not done.returncode or not unknown:
                break
            flags = [flag for flag in flags if flag not in unknown]
        (bad if done.returncode else good).append((folder, name, plus, flags))
    return good, bad


def write_database(units, folder):
    rows = [{"directory": d, "file": n,
             "arguments": ["clang++" if p else "clang"] + flags + ["-c", n]}
            for d, n, p, flags in units]
    with open(os.path.join(folder, "compile_commands.json"), "w",
              encoding="utf-8") as f:
        json.dump(rows, f, indent=1)


def read_stats(text):
    """CPU seconds of capture and analysis, peaks in KB, units."""
    def number(pattern):
        match = re.search(pattern, text)
        if not match:
            raise BenchError("--stats says nothing like /%s/:\n%s"
                             % (pattern, text))
        return float(match.group(1))
    return (number(r"capture ([\d.]+) CPU"), number(r"analysis ([\d.]+), wall"),
            number(r"peak memory: capture (\d+) MB") * 1024,
            number(r"analysis (\d+) MB") * 1024, int(number(r"units (\d+)")))


def measure(tocsin, clang, units, folder):
    """One round: Clang over all units, then Tocsin over all of them."""
    costs = [run(compiler(clang, p) + flags + ["-fsyntax-only", "-w", n], d)
             for d, n, p, flags in units]
    with tempfile.TemporaryFile("w+") as told:
        whole = run([tocsin, "-p", folder, "-j1", "--no-cache", "--quiet",
                     "--stats", "--exit-zero", "-o", os.devnull], folder,
                    stderr=told)
        told.seek(0)
        text = told.read()
    if whole.status not in (0, 3):
        raise BenchError("tocsin ended with status %d:\n%s"
                         % (whole.status, text))
    capture, analysis, worker, peak, read = read_stats(text)
    if read != len(units):
        raise BenchError("tocsin read %d of %d units:\n%s"
                         % (read, len(units), text))
    return Round(sum(c.seconds for c in costs), whole.seconds, capture,
                 analysis, max(c.peak for c in costs), worker, peak)


def summary(rounds):
    """Medians, member by member."""
    return Round(*(statistics.median(values) for values in zip(*rounds)))


COLUMNS = ("program", "units", "clang, s", "tocsin, s", "ratio",
           "analysis / capture", "peak of clang, MB", "peak of a worker, MB",
           "peak of the analysis, MB")


def row_of(name, units, rounds):
    m = summary(rounds)
    ratio = statistics.median(r.tocsin / r.clang for r in rounds)
    return (name, str(units), "%.2f" % m.clang, "%.2f" % m.tocsin,
            "%.2f" % ratio, "%.1f %%" % (100 * m.analysis / m.capture),
            "%.0f" % (m.peak_clang / 1024), "%.0f" % (m.peak_worker / 1024),
            "%.0f" % (m.peak_analysis / 1024))


HEAD = """\
# What Tocsin costs

CPU time of `tocsin -p` beside that of `clang-19 -fsyntax-only -w`, over the same
translation units with the same flags, one process at a time; medians. Written by
`test/bench/speed.py --record NAME`, which says how it measures. A worker is the
process that reads one file; the largest one counts. The analysis then runs over
what all of them read.

"""


def line(cells):
    return "| %s |\n" % " | ".join(cells)


def record(path, row):
    """Puts the row into the table, in place of one of the same name."""
    rows = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            for text in f:
                cells = [c.strip() for c in text.strip().strip("|").split("|")]
                if len(cells) == len(COLUMNS) and cells[0] != COLUMNS[0] \
                        and not cells[0].startswith("---"):
                    rows[cells[0]] = cells
    rows[row[0]] = row
    with open(path, "w", encoding="utf-8") as f:
        f.write(HEAD + line(COLUMNS) + "|---" * len(COLUMNS) + "|\n")
        f.writelines(line(rows[name]) for name in sorted(rows))


def debian(package, folder):
    """Fetches and configures a package; the folder of its database."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", package):
        raise BenchError("no name of a package: " + package)
    done = subprocess.run(["apt-get", "source", "-qq", package], cwd=folder,
                          text=True, capture_output=True,
                          stdin=subprocess.DEVNULL)
    found = [f for f in glob.glob(os.path.join(folder, "*", ""))]
    if done.returncode or not found:
        raise BenchError("apt-get source %s failed; it needs deb-src lines and "
                         "dpkg-dev:\n%s" % (package, done.stderr))
    if not os.path.exists(os.path.join(found[0], "CMakeLists.txt")):
        raise BenchError("%s is not built with CMake; configure it by hand and "
                         "name its compile database with -p" % package)
    build = os.path.join(folder, "build")
    done = subprocess.run(
        ["cmake", "-G", "Ninja", "-S", found[0], "-B", build,
         "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-DCMAKE_BUILD_TYPE=Release",
         "-DCMAKE_C_COMPILER=clang-19", "-DCMAKE_CXX_COMPILER=clang++-19"],
        text=True, capture_output=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise BenchError("%s cannot be configured; `apt-get build-dep %s` gives "
                         "what it needs:\n%s" % (package, package, done.stderr))
    return build


def bench(args, scratch):
    database = args.p or debian(args.debian, scratch)
    units, bad = usable(args.clang, read_database(database))
    for _, name, _, _ in bad:
        print("left out, Clang does not parse it: " + os.path.basename(name),
              file=sys.stderr)
    if not units:
        raise BenchError("Clang parses nothing of " + database)
    folder = os.path.join(scratch, "database")
    os.mkdir(folder)
    write_database(units, folder)
    rounds = []
    for number in range(args.runs):
        rounds.append(measure(args.tocsin, args.clang, units, folder))
        print("run %d: clang %.2f s, tocsin %.2f s" % (
            number + 1, rounds[-1].clang, rounds[-1].tocsin), file=sys.stderr)
    row = row_of(args.record or args.debian or "-", len(units), rounds)
    for name, value in zip(COLUMNS[1:], row[1:]):
        print("%-26s %s" % (name, value))
    if args.record:
        record(os.path.join(TOP, "docs", "performance.md"), row)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("-p", metavar="PATH",
                        help="a compile database or its directory")
    source.add_argument("--debian", metavar="PACKAGE")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--record", metavar="NAME",
                        help="name of the row in docs/performance.md")
    parser.add_argument("--clang", default="clang-19")
    parser.add_argument("--tocsin",
                        default=os.path.join(TOP, "build", "bin", "tocsin"))
    args = parser.parse_args()
    args.tocsin = os.path.abspath(args.tocsin)
    if args.runs < 1:
        parser.error("--runs: at least one")
    try:
        with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as scratch:
            bench(args, scratch)
    except (BenchError, OSError) as error:
        print("speed.py: error: %s" % error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
