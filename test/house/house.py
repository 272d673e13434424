#!/usr/bin/env python3
# ===- house.py - Holds the source tree to its rules ----------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Runs the rules of rules.py: all, or those named on the command line."""

import os
import sys

sys.dont_write_bytecode = True
import rules  # noqa: E402


def main():
    root = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
    wanted = sys.argv[1:]
    unknown = set(wanted) - {rule.__name__ for rule in rules.RULES}
    if unknown:
        print("house.py: error: no such rule: " + ", ".join(sorted(unknown)))
        return 2
    count = 0
    for rule in rules.RULES:
        if wanted and rule.__name__ not in wanted:
            continue
        for complaint in rule(root):
            print("%s [%s]" % (complaint, rule.__name__))
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
