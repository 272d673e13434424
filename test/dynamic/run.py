#!/usr/bin/env python3
# ===- run.py - Shows the bugs of the lit tests by running them -----------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Builds each driver with the lit test that it includes and runs it.

  test/dynamic/run.py                    all of them
  test/dynamic/run.py split-section      some of them
  test/dynamic/run.py --tsan             what ThreadSanitizer says, as well

Guilty code must lose something in at least one round, its corrected twin in
none. Status 0: so it was; 1: not; 2: a driver could not be built.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.realpath(__file__))
LIT = os.path.join(os.path.dirname(HERE), "lit")


def settings(driver):
    """Standard and flags of the lit test, and flags of the driver itself."""
    with open(driver, encoding="utf-8") as f:
        text = f.read()
    flags = re.findall(r"^// FLAGS: (.+)", text, re.M)
    std = None
    for name in re.findall(r'^#include "\.\./lit/(.+)"', text, re.M):
        with open(os.path.join(LIT, name), encoding="utf-8") as f:
            lit = f.read()
        flags += re.findall(r"^// OPTIONS: (-.+)", lit, re.M)
        if match := re.search(r"^// STD: (\S+)", lit, re.M):
            std = match.group(1)
    return std, [flag for line in flags for flag in line.split()]


def command(args, driver, output, sanitizer=()):
    std, flags = settings(driver)
    if driver.endswith(".c"):
        start = [args.cc, "-std=" + (std or "gnu11"), "-D_GNU_SOURCE"]
    else:
        start = [args.cxx, "-std=" + (std or "c++17")]
    # Unoptimised: a compiler may otherwise make one addition of a whole loop.
    # Instrumented: stress.h disturbs the threads at the entry of functions.
    return start + ["-O0", "-g", "-w", "-pthread", "-finstrument-functions",
                    "-I", HERE, driver, "-o", output] + flags + list(sanitizer)


def build(args, driver, output, sanitizer=()):
    done = subprocess.run(command(args, driver, output, sanitizer), text=True,
                          capture_output=True)
    if done.returncode:
        print("%s: cannot be built\n%s" % (os.path.basename(driver),
                                           done.stderr))
    return done.returncode == 0


def run(args, driver, folder):
    """The lines of the driver, None if there is none to run."""
    program = os.path.join(folder, "driver")
    if not build(args, driver, program):
        return None
    done = subprocess.run([program, str(args.seconds)], text=True,
                          capture_output=True)
    lines = done.stdout.splitlines()
    if done.returncode not in (0, 1):
        lines.append("FAILED ends with status %d" % done.returncode)
    return lines


def races(args, driver, folder):
    """How many data races ThreadSanitizer reports in the same program."""
    program = os.path.join(folder, "tsan")
    if not build(args, driver, program, ["-fsanitize=thread"]):
        return None
    done = subprocess.run([program, str(args.seconds)], text=True,
                          capture_output=True)
    return done.stderr.count("WARNING: ThreadSanitizer: data race")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="drivers; all if none is named")
    parser.add_argument("--cc", default=os.environ.get("CC", "gcc"))
    parser.add_argument("--cxx", default=os.environ.get("CXX", "g++"))
    parser.add_argument("--seconds", type=int, default=20,
                        help="longest time for one proof")
    parser.add_argument("--tsan", action="store_true",
                        help="also count the reports of ThreadSanitizer")
    args = parser.parse_args()
    drivers = sorted(os.path.join(HERE, name) for name in os.listdir(HERE)
                     if name.endswith((".c", ".cpp")))
    if args.names:
        drivers = [d for d in drivers
                   if {os.path.basename(d), os.path.splitext(
                       os.path.basename(d))[0]} & set(args.names)]
    if not drivers:
        print("run.py: error: no such driver")
        return 2
    status = 0
    count = {"loses": 0, "keeps": 0}
    for driver in drivers:
        with tempfile.TemporaryDirectory() as folder:
            lines = run(args, driver, folder)
            if lines is None:
                status = 2
                continue
            extra = ""
            if args.tsan:
                extra = "  [%s races told]" % races(args, driver, folder)
        print(os.path.basename(driver) + extra)
        for line in lines:
            print("  " + line)
            word = line.split()
            if word[0] != "ok":
                status = max(status, 1)
            else:
                count[word[1]] += 1
        sys.stdout.flush()
    print("%(loses)d guilty functions lose something, "
          "%(keeps)d corrected ones never" % count)
    return status


if __name__ == "__main__":
    sys.exit(main())
