#!/usr/bin/env python3
# ===- tidy_versions.py - The plugin in clang-tidy of other versions ------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""A clang-tidy that the plugin was not made for must fail loudly, also when
other checks are on: clang-tidy itself would go on and succeed."""

import os

import peer

TIDY = os.environ.get("TOCSIN_OTHER_TIDY", "clang-tidy-16")


class OtherVersion(peer.Case):
    def test_is_refused(self):
        self.put("window.c")
        for checks in ("-*,tocsin-*", "bugprone-*,tocsin-*"):
            done = self.run_in(TIDY, "-load", peer.PLUGIN, "-checks=" + checks,
                               "window.c", "--", status=2)
            self.assertRegex(
                done.stderr, r"^tocsin-clang-tidy\.so: error: made for "
                r"clang-tidy 19, but loaded into .*clang version %s\."
                % TIDY.rsplit("-", 1)[1])
            self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    peer.main(TIDY)
