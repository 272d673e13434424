//===- SqlTest.cpp - Tests of Support/Sql.h -------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/Sql.h"
#include "gtest/gtest.h"

using namespace tocsin::sql;

namespace {

Statement one(const char *Text) {
  auto All = parse({{Text, -1}});
  return All.empty() ? Statement() : All[0];
}

TEST(Sql, SelectSaysTableColumnsAndConditions) {
  Statement S = one("SELECT a.balance, owner AS o FROM bank.account a "
                    "WHERE a.id = ?1 AND state <> 'closed' ORDER BY 1");
  EXPECT_EQ(Verb::Select, S.Is);
  EXPECT_EQ("account", S.Table);
  EXPECT_TRUE(S.reads("balance"));
  EXPECT_TRUE(S.reads("owner"));
  EXPECT_FALSE(S.reads("state"));
  ASSERT_EQ(2u, S.Where.size());
  EXPECT_EQ("id", S.Where[0].Column);
  EXPECT_EQ("=", S.Where[0].Op);
  ASSERT_EQ(1u, S.Where[0].Right.Inputs.size());
  EXPECT_EQ(1, S.Where[0].Right.Inputs[0].Number);
  EXPECT_EQ("closed", S.Where[1].Right.Text);
}

TEST(Sql, PlaceholdersOfAllLibraries) {
  Statement S = one("UPDATE t SET a = ?, b = $2, c = :name, d = @other, "
                    "e = :5 WHERE id = ?");
  ASSERT_EQ(5u, S.Sets.size());
  EXPECT_EQ(1, S.set("a")->Inputs[0].Number);
  EXPECT_EQ(2, S.set("b")->Inputs[0].Number);
  EXPECT_EQ("name", S.set("c")->Inputs[0].Word);
  EXPECT_EQ("other", S.set("d")->Inputs[0].Word);
  EXPECT_EQ(5, S.set("e")->Inputs[0].Number);
  EXPECT_EQ(2, S.Where[0].Right.Inputs[0].Number);
}

TEST(Sql, WhatIsAssigned) {
  Statement S = one("UPDATE t SET a = a + ?, b = 3, c = ? - 1, "
                    "d = (SELECT max(x) FROM u), e = now() WHERE id = 7");
  EXPECT_EQ(Value::Self, S.set("a")->Is);
  EXPECT_EQ(Value::Constant, S.set("b")->Is);
  EXPECT_EQ(Value::Outside, S.set("c")->Is);
  EXPECT_EQ(Value::Query, S.set("d")->Is);
  EXPECT_EQ(Value::Constant, S.set("e")->Is);
}

TEST(Sql, HolesAreValuesInAndOutsideQuotes) {
  auto All = parse(
      {{"UPDATE t SET name = '", -1}, {"", 0}, {"' WHERE id = ", -1}, {"", 1}});
  ASSERT_EQ(1u, All.size());
  EXPECT_EQ(Value::Outside, All[0].set("name")->Is);
  EXPECT_EQ(0, All[0].set("name")->Inputs[0].Number);
  EXPECT_EQ(1, All[0].Where[0].Right.Inputs[0].Number);
}

TEST(Sql, AHoleForStructureIsVague) {
  EXPECT_TRUE(parse({{"SELECT a FROM ", -1}, {"", 0}})[0].Vague);
  EXPECT_TRUE(parse({{"SELECT a FROM t_", -1}, {"", 0}})[0].Vague);
  EXPECT_TRUE(parse({{"UPDATE t SET a = 1 WHERE ", -1}, {"", 0}})[0].Vague);
}

TEST(Sql, Tails) {
  EXPECT_TRUE(
      one("SELECT a FROM t WHERE id=1 FOR UPDATE SKIP LOCKED").ForUpdate);
  EXPECT_TRUE(one("SELECT a FROM t LOCK IN SHARE MODE").ForUpdate);
  EXPECT_TRUE(
      one("INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING").Conflict);
  EXPECT_TRUE(one("INSERT OR IGNORE INTO t (a) VALUES (1)").Conflict);
  EXPECT_TRUE(one("INSERT IGNORE INTO t (a) VALUES (1)").Conflict);
  EXPECT_TRUE(
      one("INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a=2").Replaces);
  EXPECT_EQ(Verb::Replace, one("INSERT OR REPLACE INTO t VALUES (1)").Is);
  EXPECT_EQ(Verb::Replace, one("REPLACE INTO t VALUES (1)").Is);
  EXPECT_TRUE(one("UPDATE t SET a=1 WHERE id=2 RETURNING a").Returning);
  EXPECT_TRUE(one("INSERT INTO t (a) SELECT 1").FromQuery);
}

TEST(Sql, ConditionOfCassandra) {
  Statement S = one("UPDATE t SET a = ? WHERE id = ? IF version = ?");
  EXPECT_TRUE(S.Conditional);
  ASSERT_EQ(2u, S.Where.size());
  EXPECT_EQ("version", S.Where[1].Column);
}

TEST(Sql, Ways) {
  auto Ways = [](llvm::StringRef Where) {
    return one(("DELETE FROM t WHERE " + Where).str().c_str()).Ways;
  };
  auto W = Ways("(a = 1 AND b < 2) OR c > 3");
  ASSERT_EQ(2u, W.size());
  ASSERT_EQ(2u, W[0].size());
  EXPECT_EQ("b", W[0][1].Column);
  EXPECT_EQ("c", W[1][0].Column);
  // One AND over an OR is an OR of two ANDs.
  W = Ways("a = 1 AND (b = 2 OR c = 3)");
  ASSERT_EQ(2u, W.size());
  EXPECT_EQ(2u, W[1].size());
  // What is computed from one column, put as a comparison of it.
  W = Ways("now() - created > 30");
  ASSERT_EQ(1u, W.size());
  ASSERT_EQ(1u, W[0].size());
  EXPECT_EQ("created", W[0][0].Column);
  EXPECT_EQ("<", W[0][0].Op);
  W = Ways("id IN (SELECT id FROM t WHERE created < ? LIMIT 10)");
  ASSERT_EQ(1u, W.size());
  EXPECT_EQ("created", W[0][0].Column);
  W = Ways("id NOT IN (SELECT id FROM t WHERE created < ?)");
  ASSERT_EQ(1u, W.size());
  EXPECT_EQ("id", W[0][0].Column);
}

TEST(Sql, AlternativesAndBrackets) {
  EXPECT_TRUE(one("SELECT a FROM t WHERE id = 1 OR id = 2").Alternatives);
  Statement S = one("SELECT a FROM t WHERE (id = 1 AND (kind = 2))");
  EXPECT_FALSE(S.Alternatives);
  EXPECT_EQ(2u, S.Where.size());
  EXPECT_EQ(
      2u,
      one("SELECT a FROM t WHERE x BETWEEN 1 AND 2 AND id = 3").Where.size());
}

TEST(Sql, InsertNamesItsColumns) {
  Statement S = one("INSERT INTO t (id, name) VALUES (?, 'x')");
  EXPECT_EQ(Verb::Insert, S.Is);
  EXPECT_EQ(1, S.set("id")->Inputs[0].Number);
  EXPECT_EQ("x", S.set("name")->Text);
}

TEST(Sql, SeveralStatementsAndComments) {
  auto All = parse({{"-- first\nBEGIN; UPDATE t SET a = ';' WHERE id=1; "
                     "/* done */ COMMIT",
                     -1}});
  ASSERT_EQ(3u, All.size());
  EXPECT_EQ(Verb::Begin, All[0].Is);
  EXPECT_EQ(Verb::Update, All[1].Is);
  EXPECT_EQ(Verb::Commit, All[2].Is);
}

TEST(Sql, WithLooksAtTheLastVerb) {
  EXPECT_EQ(Verb::Update,
            one("WITH x AS (SELECT 1) UPDATE t SET a = 1 WHERE id = 2").Is);
}

TEST(Sql, AnythingIsAllowed) {
  for (const char *Text :
       {"", "(", ")", "SELECT", "UPDATE", "UPDATE t SET", "INSERT INTO t (",
        "DELETE FROM", "SELECT FROM WHERE AND AND", "'", "\"", "[",
        "??$::", "UPDATE t SET a = WHERE", "INSERT INTO t VALUES (1"})
    parse({{Text, -1}});
}

TEST(Sql, VersionNames) {
  for (const char *Name : {"version", "row_version", "etag", "generation",
                           "config_epoch", "lock_version", "rev"})
    EXPECT_TRUE(isVersionName(Name)) << Name;
  for (const char *Name : {"api_version", "schema_version", "file_version",
                           "versions", "conversion", "id", "state"})
    EXPECT_FALSE(isVersionName(Name)) << Name;
}

} // namespace
