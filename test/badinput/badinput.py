#!/usr/bin/env python3
# ===- badinput.py - What the program says to broken inputs ---------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Runs every row of cases.py: badinput.py TOCSIN [NAME...].

A row makes its files in an empty directory and says how the program is called,
which exit code it must leave, what must stand on the standard error (`err`),
on the standard output (`out`), and what must stand on neither (`never`). In
every row the program must not die of a signal, nor name a source line of its
own, nor leave a temporary file.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import cases  # noqa: E402

# A program that speaks like this has crashed, whatever it returns.
CRASH = re.compile(r"PLEASE submit|Stack dump|terminate called|Assertion|"
                   r"AddressSanitizer|runtime error:|LLVM ERROR")


def start(tocsin, case, work, temporary):
    environment = dict(os.environ, TMPDIR=temporary, **case.env)
    for name in ("PRE_COMMIT", "PRE_COMMIT_FROM_REF", "PRE_COMMIT_REMOTE_NAME",
                 "NO_COLOR", "TOCSIN_RESOURCE_DIR"):
        if name not in case.env:
            environment.pop(name, None)
    stdout = open(case.stdout, "w") if case.stdout else subprocess.PIPE
    return subprocess.Popen(
        [tocsin] + case.args, cwd=os.path.join(work, case.cwd),
        env=environment, stdin=subprocess.DEVNULL, stdout=stdout,
        stderr=subprocess.PIPE, start_new_session=True)


def run(tocsin, case):
    """The list of what is wrong; None if the row cannot run here."""
    with tempfile.TemporaryDirectory() as work, \
            tempfile.TemporaryDirectory() as temporary:
        reason = case.make(work)
        if reason:
            print("skip %-28s %s" % (case.name, reason))
            return None
        process = start(tocsin, case, work, temporary)
        if case.interrupt:
            time.sleep(case.interrupt)
            process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return ["does not end"]
        out = (out or b"").decode(errors="replace")
        err = err.decode(errors="replace")
        faults = []
        if process.returncode != case.code:
            faults.append("exit code %d, not %d" %
                          (process.returncode, case.code))
        for pattern in case.err:
            if not re.search(pattern, err):
                faults.append("standard error lacks /%s/" % pattern)
        for pattern in case.out:
            if not re.search(pattern, out):
                faults.append("standard output lacks /%s/" % pattern)
        for pattern in list(case.never) + [CRASH]:
            if re.search(pattern, out + err):
                faults.append("says /%s/" % getattr(pattern, "pattern",
                                                    pattern))
        if case.code and not err + out:
            faults.append("fails without a word")
        left = os.listdir(temporary)
        if left:
            faults.append("leaves " + ", ".join(left))
        if faults:
            faults.append("standard error:\n" + err[:2000])
            faults.append("standard output:\n" + out[:1000])
        for path, _, _ in os.walk(work):
            os.chmod(path, 0o700)
        return faults


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: badinput.py TOCSIN [NAME...]")
    tocsin = os.path.abspath(sys.argv[1])
    if not shutil.which(tocsin):
        sys.exit("badinput.py: error: no program " + tocsin)
    wanted = sys.argv[2:]
    with open(tocsin, "rb") as program:
        sanitized = b"__asan_init" in program.read()
    failed = ran = 0
    for case in cases.CASES:
        if wanted and case.name not in wanted:
            continue
        if case.limited and sanitized:
            print("skip %-28s sanitizers reserve all memory" % case.name)
            continue
        faults = run(tocsin, case)
        if faults is None:
            continue
        ran += 1
        failed += bool(faults)
        print("%s %s" % ("FAIL" if faults else "ok  ", case.name))
        for fault in faults:
            print("  " + fault.replace("\n", "\n    "))
    print("%d of %d cases failed" % (failed, ran))
    if not ran:
        print("no case ran")
    return 1 if failed or not ran else 0


if __name__ == "__main__":
    sys.exit(main())
