# ===- lit.cfg.py - How lit runs the tests of this folder -----------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
#
# Substitutions:
#   %tocsin     expect.py: runs all hosts over a file, compares with its labels
#   %{tocsin}   the stand-alone program
#   %{tidy}     clang-tidy with the plugin loaded and only our checks on
#   %{include}  folder of the mock headers
#
# Parameters: --param build=DIR (default build/), --param llvm=BINDIR.

import glob
import os
import shlex
import subprocess
import sys

import lit.formats

here = os.path.dirname(os.path.abspath(__file__))
top = os.path.dirname(os.path.dirname(here))
build = os.path.abspath(
    lit_config.params.get("build", os.path.join(top, "build")))
llvm = lit_config.params.get("llvm") or subprocess.check_output(
    ["llvm-config-19", "--bindir"], text=True).strip()

config.name = "tocsin"
config.test_format = lit.formats.ShTest(True)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["include", "Inputs"]
config.test_source_root = here
config.test_exec_root = os.path.join(build, "test", "lit")
config.environment["PATH"] = os.pathsep.join([llvm, os.environ["PATH"]])
config.environment["NO_COLOR"] = "1"

program = os.path.join(build, "bin", "tocsin")
plugin = os.path.join(build, "lib", "tocsin-clang-tidy.so")
tidy = os.path.join(llvm, "clang-tidy")
include = os.path.join(here, "include")
if not os.path.exists(program):
    lit_config.fatal("%s is missing: build the target tocsin" % program)
if os.path.exists(plugin):
    config.available_features.add("plugin")
# Real headers of store clients; scripts/install-deps.sh installs them.
stores = ("curl/curl.h", "gdbm.h", "hiredis/hiredis.h", "leveldb/db.h",
          "libmemcached/memcached.h", "lmdb.h", "mariadb/mysql.h",
          "nats/nats.h", "postgresql/libpq-fe.h", "pqxx/pqxx", "rocksdb/db.h",
          "sqlite3.h", "tdb.h", "zookeeper/zookeeper.h")
multiarch = subprocess.run(["gcc", "-print-multiarch"], text=True,
                           capture_output=True).stdout.strip()
roots = ("/usr/include", "/usr/local/include", "/usr/include/" + multiarch)
if all(any(os.path.exists(os.path.join(r, h)) for r in roots) for h in stores):
    config.available_features.add("stores")
# Those of qt5 and glib are named with their architecture in the tests.
for feature, header in (("abseil", "absl/time/time.h"),
                        ("apr", "apr-1.0/apr_file_io.h"),
                        ("berkeleydb", "db.h"),
                        ("boost", "boost/filesystem.hpp"),
                        ("glib", "x86_64-linux-gnu/../glib-2.0/gio/gio.h"),
                        ("ldap", "ldap.h"), ("odbc", "sql.h"),
                        ("openssl", "openssl/ssl.h"),
                        ("poco", "Poco/Timestamp.h"),
                        ("qt5", "x86_64-linux-gnu/qt5/QtCore/QSaveFile"),
                        ("rados", "rados/librados.h"), ("soci", "soci/soci.h"),
                        ("sqlitecpp", "SQLiteCpp/SQLiteCpp.h"),
                        ("tbb", "tbb/parallel_for.h")):
    if any(os.path.exists(os.path.join(root, header)) for root in roots):
        config.available_features.add(feature)
if glob.glob("/usr/lib/llvm-*/lib/clang/*/include/omp.h") and not glob.glob(
        os.path.join(llvm, "../lib/clang/*/include/omp.h")):
    config.available_features.add("foreign-openmp")

expect = [sys.executable, os.path.join(here, "expect.py"),
          "--tocsin", program, "--plugin", plugin, "--clang-tidy", tidy,
          "--include", include]
config.expect = shlex.join(expect)
config.substitutions.append((r"%tocsin\b", config.expect))
config.substitutions.append((r"%\{tocsin\}", shlex.quote(program)))
config.substitutions.append(
    (r"%\{tidy\}", shlex.join([tidy, "--load=" + plugin, "--quiet",
                               "--checks=-*,tocsin-*"])))
config.substitutions.append((r"%\{include\}", shlex.quote(include)))
