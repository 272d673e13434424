#!/usr/bin/env python3
# ===- compare.py - What other analysers say of the labelled programs -----=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Runs Tocsin and its neighbours over programs with labelled races and counts
the labelled lines that each has anything to say of, whatever it says, and the
lines that it warns of in all.

  compare.py [--build DIR] [--filter REGEX] [--jobs N]

The programs are those of one file in test/lit/rounds: written by people who had
not seen Tocsin, then tests of it, so that its own row tells of programs that it
has met. A known miss counts as labelled, a known false alarm as warned of.
"""

import argparse
import collections
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROUNDS = os.path.join(TOP, "test", "lit", "rounds")
LABEL = re.compile(r"\bEXPECT(?:-MISS)?:")
SETTING = re.compile(r"^// (STD|OPTIONS): (.*)$", re.M)
WARNING = re.compile(r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):(?:\d+:)? warning:")
INCLUDES = ["-I/usr/include/" + d for d in ("mariadb", "postgresql")]
TIDY = "-*,concurrency-*,bugprone-*,cert-*,clang-analyzer-*"


def flags_of(path):
    c = path.endswith(".c")
    flags = ["-std=gnu11" if c else "-std=c++17", "-D_GNU_SOURCE"]
    for key, value in SETTING.findall(open(path).read()):
        if key == "STD":
            flags[0] = "-std=" + value.strip()
        elif value.startswith("-"):
            flags += value.split()
    return flags + INCLUDES


def commands(path, build, scratch):
    """(name, command) of each tool that is installed and reads the language."""
    flags = flags_of(path)
    c = path.endswith(".c")
    clang = "clang-19" if c else "clang++-19"
    yield "tocsin", [os.path.join(build, "bin", "tocsin"), path, "--no-cache",
                     "--", *flags]
    yield "clang-tidy", ["clang-tidy-19", "-checks=" + TIDY, path, "--", *flags]
    yield "clang --analyze", [clang, "--analyze", "-Xanalyzer",
                              "-analyzer-output=text", "-o",
                              os.path.join(scratch, "out"), *flags, path]
    if c:
        yield "gcc -fanalyzer", ["gcc", "-fanalyzer", "-O2",
                                 "-c", "-o", os.path.join(scratch, "o.o"),
                                 *flags, path]


def play(path, build):
    labelled = {n for n, line in enumerate(open(path), 1) if LABEL.search(line)}
    result = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, command in commands(path, build, scratch):
            if not shutil.which(command[0]):
                continue
            run = subprocess.run(command, capture_output=True, text=True,
                                 errors="replace")
            warned = {int(m["line"])
                      for m in map(WARNING.match,
                                   (run.stdout + run.stderr).splitlines())
                      if m and os.path.basename(m["file"]) ==
                      os.path.basename(path)}
            result[name] = (len(labelled), len(labelled & warned), len(warned))
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default=os.path.join(TOP, "build"))
    parser.add_argument("--filter", default=".", help="regular expression")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    wanted = re.compile(args.filter)
    files = sorted(os.path.join(ROUNDS, f) for f in os.listdir(ROUNDS)
                   if f.endswith((".c", ".cpp")) and wanted.search(f))
    if not files:
        sys.exit("compare.py: no program matches '%s'" % args.filter)
    total = collections.defaultdict(lambda: [0, 0, 0, 0])
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for result in pool.map(lambda f: play(f, args.build), files):
            for name, counts in result.items():
                total[name][0] += 1
                for i, n in enumerate(counts, 1):
                    total[name][i] += n
    print("| tool | programs | labelled lines | warned of | lines warned of in all |")
    print("|---|---|---|---|---|")
    for name, (programs, labelled, hits, warned) in total.items():
        print("| %s | %d | %d | %d | %d |"
              % (name, programs, labelled, hits, warned))


if __name__ == "__main__":
    main()
