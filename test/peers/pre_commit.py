#!/usr/bin/env python3
# ===- pre_commit.py - The hook of .pre-commit-hooks.yaml -----------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""pre-commit takes the hook from a repository and refuses the commit that
brings a finding in."""

import os
import shutil

import peer

HOOKS = os.path.join(peer.HERE, "..", "..", ".pre-commit-hooks.yaml")


class PreCommit(peer.Case):
    def setUp(self):
        super().setUp()
        self.env.update(
            PRE_COMMIT_HOME=os.path.join(self.top, "home", "pre-commit"),
            GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.org",
            GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.org")
        # What a user would pin: a repository with the hook and a tag.
        self.hooks = os.path.join(self.top, "hooks")
        os.mkdir(self.hooks)
        shutil.copy(HOOKS, self.hooks)
        git = ("git", "-C", self.hooks)
        self.run_in(*git, "init", "-q")
        self.run_in(*git, "add", ".")
        self.run_in(*git, "commit", "-q", "-m", "Hook")
        self.run_in(*git, "tag", "v1")
        # The user's project, with a finding that is already there.
        self.run_in("git", "init", "-q")
        self.put("old.c", peer.source("window.c"))
        self.put("clean.c")
        self.database("old.c", "clean.c", "window.c")
        self.put(".gitignore", ".cache/\ncompile_commands.json\n")
        self.put(".pre-commit-config.yaml", """\
repos:
  - repo: %s
    rev: v1
    hooks:
      - id: tocsin
""" % self.hooks)
        self.run_in("git", "add", ".")
        self.run_in("git", "commit", "-q", "-m", "Start")

    def head(self):
        return self.run_in("git", "log", "-1", "--format=%s").stdout.strip()

    def test_files_are_well_formed(self):
        self.run_in("pre-commit", "validate-manifest",
                    os.path.join(self.hooks, ".pre-commit-hooks.yaml"))
        self.run_in("pre-commit", "validate-config")

    def test_try_repo(self):
        self.put("window.c")
        self.run_in("git", "add", "window.c")
        out = self.run_in("pre-commit", "try-repo", self.hooks, "tocsin",
                          "--files", "window.c", status=1).stdout
        self.assertIn("Failed", out)
        self.assert_found(out, "window.c")

    def test_commit_is_refused(self):
        self.run_in("pre-commit", "install")
        self.put("window.c")
        self.run_in("git", "add", "window.c")
        done = self.run_in("git", "commit", "-q", "-m", "Bad", status=1)
        self.assert_found(done.stdout + done.stderr, "window.c")
        self.assertEqual(self.head(), "Start")

    def test_clean_commit_passes(self):
        self.run_in("pre-commit", "install")
        # The old finding is in the file, but not on a line that changes.
        self.put("old.c", peer.source("window.c") + "\nint Added;\n")
        self.put("clean.c", peer.source("clean.c") + "\nint More;\n")
        self.run_in("git", "add", ".")
        self.run_in("git", "commit", "-q", "-m", "Good")
        self.assertEqual(self.head(), "Good")

    def new_remote(self, name):
        folder = os.path.join(self.top, name + ".git")
        self.run_in("git", "init", "-q", "--bare", folder)
        self.run_in("git", "remote", "add", name, folder)
        self.run_in("pre-commit", "install", "-t", "pre-push")

    def test_first_push_brings_everything(self):
        self.new_remote("fresh")
        done = self.run_in("git", "push", "-q", "fresh", "HEAD:main", status=1)
        self.assertIn("old.c:%d:%d: warning: " % peer.PLACE["window.c"],
                      done.stdout + done.stderr)

    def test_push_brings_what_the_remote_lacks(self):
        self.new_remote("origin")
        self.run_in("git", "push", "-q", "--no-verify", "origin", "HEAD:main")
        self.put("clean.c", peer.source("clean.c") + "\nint More;\n")
        self.run_in("git", "commit", "-q", "-a", "-m", "Good")
        self.run_in("git", "push", "-q", "origin", "HEAD:main")
        self.put("window.c")
        self.run_in("git", "add", "window.c")
        self.run_in("git", "commit", "-q", "-m", "Bad")
        done = self.run_in("git", "push", "-q", "origin", "HEAD:main", status=1)
        self.assert_found(done.stdout + done.stderr, "window.c")
        self.assertNotIn("old.c:", done.stdout + done.stderr)

    def test_other_files_are_no_reason_to_run(self):
        self.run_in("pre-commit", "install")
        self.put("README", "text\n")
        self.run_in("git", "add", "README")
        done = self.run_in("git", "commit", "-m", "Text")
        self.assertIn("Skipped", done.stdout + done.stderr)

    def test_without_a_build(self):
        # Who has not configured a build must still be able to commit.
        os.remove(os.path.join(self.dir, "compile_commands.json"))
        self.run_in("pre-commit", "install")
        self.put("window.c")
        self.run_in("git", "add", "window.c")
        self.run_in("git", "commit", "-q", "-m", "No build")
        self.assertEqual(self.head(), "No build")


if __name__ == "__main__":
    peer.main("pre-commit", "git")
