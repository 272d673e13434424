#!/usr/bin/env python3
# ===- expect.py - Compares findings with the labels in the source --------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Runs every host over one file, or the stand-alone program over a folder, and
compares what is reported with the labels in the sources.

  // EXPECT: file-toctou         this line is reported (several: comma)
  // EXPECT-MISS: file-toctou    known miss: fails once it is reported
  // EXPECT-NOISE: file-toctou   known false alarm: fails once it is silent
  // STD: c++20                  language standard (else gnu11 with _GNU_SOURCE, c++17)
  // OPTIONS: tocsin-x.Key: v    a check option; one line each
  // OPTIONS: -DX -fno-y         compiler flags

Lines without a label must be silent. Labels in local headers count for them.
Status 0: as expected; 1: not; 2: the test itself is wrong.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import zlib

PREFIX = "tocsin-"
SOURCES = (".c", ".cc", ".cpp", ".cxx")
HEADERS = (".h", ".hh", ".hpp")
KINDS = ("EXPECT", "EXPECT-MISS", "EXPECT-NOISE")
NAMES = r"[\w-]+(?:\s*,\s*[\w-]+)*"
LABEL = re.compile(r"\b(EXPECT[\w-]*):[ \t]*(%s)?" % NAMES)
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
DIAGNOSTIC = re.compile(
    r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):(?P<col>\d+): "
    r"(?P<level>warning|error): (?P<text>.*?)(?: \[(?P<checks>[^\]]+)\])?$")


class TestError(Exception):
    """The test file or its surroundings are wrong, whatever Tocsin says."""


def known_checks(manifest):
    with open(manifest, encoding="utf-8") as f:
        return set(re.findall(r"^\s*-\s*id:\s*(%s[\w-]+)" % PREFIX, f.read(),
                              re.M))


class Source:
    """One file with its lines, labels and test settings."""

    def __init__(self, path, checks):
        self.path = os.path.realpath(path)
        with open(path, encoding="utf-8") as f:
            self.lines = f.read().splitlines()
        self.std = None
        self.flags = []
        self.options = {}
        self.labels = {kind: set() for kind in KINDS}
        self.includes = []
        for number, line in enumerate(self.lines, 1):
            self._read(number, line, checks)

    def _read(self, number, line, checks):
        where = "%s:%d" % (self.path, number)
        for kind, names in LABEL.findall(line):
            if kind not in KINDS or not names:
                raise TestError("%s: no such label: %s" % (where, line.strip()))
            for name in re.split(r"\s*,\s*", names):
                check = name if name.startswith(PREFIX) else PREFIX + name
                if check not in checks:
                    raise TestError("%s: no such check: %s" % (where, check))
                self.labels[kind].add((self.path, number, check))
        if match := INCLUDE.match(line):
            self.includes.append(match.group(1))
        if match := re.match(r"\s*// STD: (\S+)", line):
            self.std = match.group(1)
        if match := re.match(r"\s*// OPTIONS: (.+)", line):
            self._read_options(where, match.group(1).strip())

    def _read_options(self, where, text):
        if text.startswith("-"):
            self.flags += text.split()
        elif match := re.match(r"(%s[\w-]+\.\w+): *(.+)" % PREFIX, text):
            self.options[match.group(1)] = match.group(2)
        else:
            raise TestError("%s: neither 'check.Key: value' nor flags: %s"
                            % (where, text))

    def compiler_flags(self):
        """C sees the declarations that C++ sees on Linux."""
        if self.path.endswith(".c"):
            return ["-std=" + (self.std or "gnu11"), "-D_GNU_SOURCE"] + self.flags
        return ["-std=" + (self.std or "c++17")] + self.flags


def with_local_headers(path, checks, seen=None):
    """The file and every header that it reaches by #include "..."."""
    seen = {} if seen is None else seen
    source = Source(path, checks)
    seen[source.path] = source
    for name in source.includes:
        header = os.path.realpath(os.path.join(os.path.dirname(path), name))
        if header not in seen and os.path.isfile(header):
            with_local_headers(header, checks, seen)
    return seen


def config_text(options):
    return json.dumps({"CheckOptions": options})


def run(command, cwd=None):
    with tempfile.TemporaryDirectory() as cache:
        env = dict(os.environ, TOCSIN_CACHE_DIR=cache, NO_COLOR="1",
                   LC_ALL="C.UTF-8")
        return subprocess.run(command, cwd=cwd, env=env, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True)


def findings_of(host, command, statuses, cwd=None):
    """The set of (file, line, check) that a host reports."""
    done = run(command, cwd)

    def fail(why):
        raise TestError("%s %s\n  command: %s\n%s%s" % (
            host, why, " ".join(command), done.stdout, done.stderr))

    found = set()
    for line in done.stdout.splitlines():
        match = DIAGNOSTIC.match(line)
        if not match:
            continue
        checks = (match.group("checks") or "").split(",")
        ours = [c for c in checks if c.startswith(PREFIX)]
        if match.group("level") == "error" and not ours:
            fail("could not compile the file")
        path = os.path.realpath(os.path.join(cwd or ".", match.group("file")))
        found.update((path, int(match.group("line")), c) for c in ours)
    if done.returncode not in statuses(bool(found)):
        fail("ended with status %d and %d findings"
             % (done.returncode, len(found)))
    return found


def standalone_statuses(found):
    return (1,) if found else (0,)


def tidy_statuses(_):
    return (0,)


COMMON = ["--checks=-*,tocsin-*", "--header-filter=.*"]


def hosts_for_file(args, source):
    options = COMMON + ["--config=" + config_text(source.options)]
    tail = [source.path, "--"] + source.compiler_flags()
    tail += ["-isystem", args.include]
    yield "tocsin", [args.tocsin] + options + tail, standalone_statuses
    sampled = zlib.crc32(os.path.basename(source.path).encode()) % args.tidy_every
    if args.plugin and os.path.exists(args.plugin) and sampled == 0:
        yield ("clang-tidy",
               [args.clang_tidy, "--load=" + args.plugin, "--quiet"]
               + options + tail, tidy_statuses)


def check_file(args, checks):
    sources = with_local_headers(args.path, checks)
    main = sources[os.path.realpath(args.path)]
    results = {host: findings_of(host, command, statuses)
               for host, command, statuses in hosts_for_file(args, main)}
    return compare(sources, results)


def check_program(args, checks):
    sources, options, commands = {}, {}, []
    for folder, _, names in sorted(os.walk(args.path)):
        for name in sorted(names):
            if not name.endswith(SOURCES + HEADERS):
                continue
            source = Source(os.path.join(folder, name), checks)
            sources[source.path] = source
            options.update(source.options)
            if name.endswith(SOURCES):
                compiler = "clang" if name.endswith(".c") else "clang++"
                commands.append({
                    "directory": os.path.realpath(args.path),
                    "file": source.path,
                    "arguments": [compiler] + source.compiler_flags()
                    + ["-isystem", args.include, "-I",
                       os.path.realpath(args.path), "-c", source.path]})
    if not commands:
        raise TestError("no sources in " + args.path)
    with tempfile.TemporaryDirectory() as database:
        with open(os.path.join(database, "compile_commands.json"), "w",
                  encoding="utf-8") as f:
            json.dump(commands, f, indent=1)
        command = ([args.tocsin] + COMMON
                   + ["--config=" + config_text(options), "-p", database])
        found = findings_of("tocsin", command, standalone_statuses, args.path)
    return compare(sources, {"tocsin": found})


def compare(sources, results):
    """Says what differs, one line per difference; empty if nothing does."""
    expected = {kind: set() for kind in KINDS}
    for source in sources.values():
        for kind in KINDS:
            expected[kind] |= source.labels[kind]

    def show(what, finding):
        path, line, check = finding
        source = sources.get(path)
        text = (source.lines[line - 1].strip()
                if source and line <= len(source.lines) else "?")
        return "  %-12s %s:%d: %s\n               %s" % (
            what, os.path.basename(path), line, check, text)

    report = []
    for host, got in results.items():
        lines = [show("missing", f) for f in sorted(expected["EXPECT"] - got)]
        lines += [show("noise gone", f)
                  for f in sorted(expected["EXPECT-NOISE"] - got)]
        lines += [show("miss found", f)
                  for f in sorted(expected["EXPECT-MISS"] & got)]
        lines += [show("unexpected", f) for f in sorted(
            got - expected["EXPECT"] - expected["EXPECT-NOISE"]
            - expected["EXPECT-MISS"])]
        if lines:
            report.append("%s reports %d, %d expected:" % (
                host, len(got),
                len(expected["EXPECT"] | expected["EXPECT-NOISE"])))
            report += lines
    if len(set(map(frozenset, results.values()))) > 1:
        report.append("the hosts disagree:")
        everywhere = set.intersection(*results.values())
        for host, got in results.items():
            report += [show("only " + host, f)
                       for f in sorted(got - everywhere)]
    if any("noise gone" in l or "miss found" in l for l in report):
        report.append("a known gap was closed: remove its label, or make it "
                      "EXPECT")
    return report


def main():
    here = os.path.dirname(os.path.realpath(__file__))
    top = os.path.dirname(os.path.dirname(here))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", help="a source file, or with --program a folder")
    parser.add_argument("--program", action="store_true")
    parser.add_argument("--tocsin", default=os.path.join(top, "build/bin/tocsin"))
    parser.add_argument("--plugin", help="the clang-tidy module; used if there")
    parser.add_argument("--clang-tidy", default="clang-tidy-19")
    parser.add_argument("--tidy-every", type=int, default=1, metavar="N",
                        help="load the module on one file in N, picked by name")
    parser.add_argument("--include", default=os.path.join(here, "include"))
    parser.add_argument("--manifest",
                        default=os.path.join(top, "checks/checks.yaml"))
    args = parser.parse_args()
    try:
        checks = known_checks(args.manifest)
        report = (check_program if args.program else check_file)(args, checks)
    except (TestError, OSError) as error:
        print("expect.py: error: %s" % error)
        return 2
    if report:
        print("\n".join(report))
    return 1 if report else 0


if __name__ == "__main__":
    sys.exit(main())
