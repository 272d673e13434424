# ===- pages.py - The commands that the pages show ------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""commands(PAGE) finds every command of a page: lines of blocks that are fenced
as `sh` or as nothing, indented blocks, and code inside sentences, as far as they
begin with a program."""

import re

PROGRAMS = ("tocsin", "tocsin-cc", "tocsin-clang-tidy", "scripts/", "test/",
            "bin/", "cmake", "cpack", "ctest", "ninja", "clang-tidy-19",
            "run-clang-tidy-19", "git", "python3", "apt-get", "bear",
            "clang-19", "meson")


def is_command(text, sentence=False):
    word = text.split(None, 1)
    if not word or not any(word[0] == p or p.endswith("/")
                           and word[0].startswith(p) for p in PROGRAMS):
        return False
    if not sentence:
        return True
    # In a sentence the bare name of a program is no command, nor is a folder.
    return len(word) == 2 and not re.match(r"[a-z ]*$", word[1]) \
        or text in ("tocsin rules", "tocsin man", "scripts/generate")


def commands(text):
    found, rest, block = [], [], None
    lines = iter(text.splitlines())
    for line in lines:
        if line.lstrip().startswith("```"):
            block = None if block is not None else line.strip()[3:]
            continue
        shown = line.strip() if block in ("", "sh") else \
            line.strip() if block is None and line.startswith("    ") else None
        if shown is None:
            if block is None:
                rest.append(line)
            continue
        while shown.endswith("\\"):
            shown = shown[:-1] + next(lines).strip()
        shown = re.sub(r"\s+#\s.*$", "", shown)
        if is_command(shown):
            found.append(shown)
    for code in re.findall(r"`([^`]+)`", " ".join(rest)):
        if is_command(code, sentence=True):
            found.append(code)
    return list(dict.fromkeys(found))
