//===- DocumentsTest.cpp - SARIF, JSON and fixes ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Documents are read back and looked at by their members.
//
//===----------------------------------------------------------------------===//

#include "Report/Text.h"
#include "Tools.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace tocsin;
using namespace tocsin::report;

namespace {

using Writer = void (*)(const Report &, Sources &, bool, llvm::raw_ostream &);

llvm::json::Value document(Writer Write, const Report &R, Sources &Src,
                           bool ShowSuppressed = false) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  Write(R, Src, ShowSuppressed, OS);
  auto Value = llvm::json::parse(Out);
  EXPECT_TRUE(bool(Value)) << Out;
  return Value ? std::move(*Value)
               : (llvm::consumeError(Value.takeError()), nullptr);
}

const llvm::json::Object &run(const llvm::json::Value &Sarif) {
  return *(*Sarif.getAsObject()->getArray("runs"))[0].getAsObject();
}

TEST(Sarif, ColumnsAreUtf16AndPathsRelative) {
  Sources Src;
  // One byte-pair, one surrogate pair before the act at byte column 8.
  Src.set("/src/a.c", "stat(P);\n\u00e9\U0001F600 open(P);\n");
  Report R = reportOf({sample(2, 8)});
  llvm::json::Value Sarif = document(writeSarif, R, Src);
  const llvm::json::Object &Result =
      *(*run(Sarif).getArray("results"))[0].getAsObject();
  const llvm::json::Object &Place =
      *(*Result.getArray("locations"))[0].getAsObject()->getObject(
          "physicalLocation");
  EXPECT_EQ("a.c", *Place.getObject("artifactLocation")->getString("uri"));
  const llvm::json::Object &Region = *Place.getObject("region");
  EXPECT_EQ(2, *Region.getInteger("startLine"));
  EXPECT_EQ(5, *Region.getInteger("startColumn"));
  EXPECT_EQ(9, *Region.getInteger("endColumn")); // "open"
}

TEST(Sarif, MessageLinksItsNotes) {
  Sources Src;
  Finding F = sample();
  F.Message = "late [here]";
  llvm::json::Value Sarif = document(writeSarif, reportOf({F}), Src);
  const llvm::json::Object &Result =
      *(*run(Sarif).getArray("results"))[0].getAsObject();
  EXPECT_EQ("late \\[here\\]\n[checked](1)",
            *Result.getObject("message")->getString("text"));
  EXPECT_EQ(
      1, *(*Result.getArray("relatedLocations"))[0].getAsObject()->getInteger(
             "id"));
}

TEST(Sarif, SuppressedOnlyOnRequest) {
  Sources Src;
  Report R = reportOf({sample()});
  R.Entries[0].Suppressed = true;
  EXPECT_TRUE(run(document(writeSarif, R, Src)).getArray("results")->empty());
  llvm::json::Value Shown = document(writeSarif, R, Src, true);
  const llvm::json::Object &Result =
      *(*run(Shown).getArray("results"))[0].getAsObject();
  EXPECT_EQ(
      "inSource",
      *(*Result.getArray("suppressions"))[0].getAsObject()->getString("kind"));
}

TEST(Sarif, OddPathsAndTextStayValid) {
  Sources Src;
  Finding F = sample();
  F.At.File = "/src/a b#c%.c";
  F.Notes[0].Text = "\xff";
  Report R = reportOf({F});
  R.Files.push_back({"/src/x.c", "1 error: \xfe", true});
  llvm::json::Value Sarif = document(writeSarif, R, Src);
  const llvm::json::Object &Result =
      *(*run(Sarif).getArray("results"))[0].getAsObject();
  EXPECT_EQ("a%20b%23c%25.c", *(*Result.getArray("locations"))[0]
                                   .getAsObject()
                                   ->getObject("physicalLocation")
                                   ->getObject("artifactLocation")
                                   ->getString("uri"));
  EXPECT_FALSE(
      *(*run(Sarif).getArray("invocations"))[0].getAsObject()->getBoolean(
          "executionSuccessful"));
}

TEST(Json, FieldsAreAlwaysThere) {
  Sources Src;
  Report R = reportOf({sample()});
  R.Files.push_back({"/src/x.c", "gone", true});
  llvm::json::Value Json = document(writeJson, R, Src);
  const llvm::json::Object &Top = *Json.getAsObject();
  EXPECT_EQ(1, *Top.getInteger("version"));
  const llvm::json::Object &F = *(*Top.getArray("findings"))[0].getAsObject();
  for (const char *Key : {"check", "pattern", "severity", "confidence", "file",
                          "line", "column", "message", "function", "object",
                          "fingerprint", "suppressed", "notes", "fixes"})
    EXPECT_TRUE(F.get(Key)) << Key;
  EXPECT_FALSE(
      *(*Top.getArray("incomplete"))[0].getAsObject()->getBoolean("analysed"));
}

TEST(Text, Utf16AndWords) {
  EXPECT_EQ(3u, utf16Length("abc"));
  EXPECT_EQ(1u, utf16Length("\u00e9"));
  EXPECT_EQ(2u, utf16Length("\U0001F600"));
  EXPECT_EQ(2u, utf16Length("\xff\xc3")); // neither byte is UTF-8
  EXPECT_EQ(4u, wordLength("x open(", 3));
  EXPECT_EQ(1u, wordLength("x (", 3));
  EXPECT_EQ(1u, wordLength("", 9));
  unsigned Line = 4, Col = 7;
  endOf("ab\ncde", Line, Col);
  EXPECT_EQ(5u, Line);
  EXPECT_EQ(4u, Col);
}

class Fixes : public ::testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("fix", "c", Path));
    write("chmod(P);\nchown(P);\n");
  }
  void TearDown() override { llvm::sys::fs::remove(Path); }
  void write(llvm::StringRef Text) {
    std::error_code EC;
    llvm::raw_fd_ostream(Path, EC) << Text;
  }
  std::string text() {
    return (*llvm::MemoryBuffer::getFile(Path))->getBuffer().str();
  }
  Finding with(std::vector<Edit> Edits) {
    Finding F = sample();
    F.Fixes.push_back({"t", std::move(Edits)});
    return F;
  }
  Edit edit(unsigned Line, unsigned Col, const char *Old, const char *New) {
    return {{std::string(Path), Line, Col}, Old, New};
  }
  llvm::SmallString<128> Path;
  Sources Src;
};

TEST_F(Fixes, AllEditsOfAFix) {
  FixOutcome O = applyFixes(
      reportOf({with({edit(1, 1, "chmod", "fchmod"), edit(1, 7, "P", "Fd")}),
                with({edit(2, 1, "chown", "fchown")})}),
      Src);
  EXPECT_EQ(2u, O.Applied);
  EXPECT_EQ(1u, O.Files.size());
  EXPECT_EQ("fchmod(Fd);\nfchown(P);\n", text());
}

TEST_F(Fixes, OldTextThatIsNotThereStopsTheWholeFix) {
  FixOutcome O = applyFixes(
      reportOf({with({edit(1, 1, "chmod", "x"), edit(2, 1, "mkdir", "y")}),
                with({edit(7, 1, "chmod", "z")})}),
      Src);
  EXPECT_EQ(0u, O.Applied);
  EXPECT_EQ(2u, O.Skipped);
  EXPECT_EQ("chmod(P);\nchown(P);\n", text());
}

TEST_F(Fixes, OfTwoThatOverlapTheFirstWins) {
  FixOutcome O =
      applyFixes(reportOf({with({edit(1, 1, "chmod(P)", "a")}),
                           with({edit(2, 1, "c", "C"), edit(1, 7, "P", "b")}),
                           with({edit(1, 1, "", "ins")})}),
                 Src);
  EXPECT_EQ(1u, O.Applied);
  EXPECT_EQ(2u, O.Skipped);
  EXPECT_EQ("a;\nchown(P);\n", text());
}

TEST_F(Fixes, SuppressedFindingsAreNotFixed) {
  Report R = reportOf({with({edit(1, 1, "chmod", "x")})});
  R.Entries[0].Suppressed = true;
  EXPECT_EQ(0u, applyFixes(R, Src).Applied);
  EXPECT_EQ("chmod(P);\nchown(P);\n", text());
}

TEST_F(Fixes, ExportNamesBytes) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  Finding F = with({edit(2, 1, "chown", "fchown")});
  F.At = {std::string(Path), 2, 1};
  writeFixesYaml(reportOf({F}), Src, "/src/a.c", OS);
  EXPECT_NE(std::string::npos, Out.find("FileOffset:      10\n"));
  EXPECT_NE(std::string::npos, Out.find("Offset:          10\n"));
  EXPECT_NE(std::string::npos, Out.find("Length:          5\n"));
  EXPECT_NE(std::string::npos, Out.find("ReplacementText: fchown\n"));
}

} // namespace
