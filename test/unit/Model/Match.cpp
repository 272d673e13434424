//===- Match.cpp - Which rows fit a function ------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace llvm;
using namespace tocsin;
using namespace tocsin::model;

namespace {

const char *Remove =
    "  - {fn: remove, role: path.use, does: delete, args: {path: 0}}\n";

TEST(Match, TheFirstPathMustBeAFileName) {
  Model M = rows(Remove);
  Maker K;
  Roles Fits{"path.use"};
  EXPECT_EQ(Fits, K.roles(M, K.function("remove", {K.text()})));
  ir::TypeId Wide = K.pointer(K.integer("wchar_t", 32));
  EXPECT_EQ(Fits, K.roles(M, K.function("remove", {Wide})));
  ir::TypeId String = K.record("std::basic_string");
  EXPECT_EQ(Fits, K.roles(M, K.function("remove", {String})));
  EXPECT_EQ(Fits, K.roles(M, K.function("remove", {K.reference(String)})));
  EXPECT_EQ(Fits, K.roles(M, K.function("remove", {K.reference(K.text())})));

  ir::TypeId List = K.pointer(K.record("list"));
  EXPECT_EQ(Roles{}, K.roles(M, K.function("remove", {List})));
  EXPECT_EQ(Roles{}, K.roles(M, K.function("remove", {K.integer()})));
  ir::TypeId Ints = K.pointer(K.integer());
  EXPECT_EQ(Roles{}, K.roles(M, K.function("remove", {Ints})));
  EXPECT_EQ(Roles{}, K.roles(M, K.function("remove", {K.pointer(K.text())})));
}

TEST(Match, SecondPathsAreLookedAtToo) {
  Model M = rows("  - fn: rename\n    role: path.use\n    does: rename\n"
                 "    args: {path: 0, path2: 1}\n");
  Maker K;
  EXPECT_EQ(Roles{"path.use"},
            K.roles(M, K.function("rename", {K.text(), K.text()})));
  EXPECT_EQ(Roles{}, K.roles(M, K.function("rename", {K.text(), K.integer()})));
  EXPECT_EQ(Roles{}, K.roles(M, K.function("rename", {K.text()})));
}

TEST(Match, DeclarationsWithoutPrototypeFit) {
  Model M = rows(Remove);
  Maker K;
  EXPECT_EQ(Roles{"path.use"}, K.roles(M, K.function("remove", {})));
}

TEST(Match, FunctionsOfInternalLinkageOnlyShareTheName) {
  Model M = rows(Remove);
  Maker K;
  ir::FuncId F = K.function("remove", {K.text()}, ir::FuncStatic);
  K.U.Functions[F].Sym.Internal = true;
  EXPECT_EQ(Roles{}, K.roles(M, F));
  // Headers of a system define functions `static inline`.
  K.U.Functions[F].Flags |= ir::FuncSystem;
  EXPECT_EQ(Roles{"path.use"}, K.roles(M, F));
}

TEST(Match, NamesAreQualified) {
  Model M = rows(Remove);
  Maker K;
  EXPECT_EQ(Roles{}, K.roles(M, K.function("mine::remove", {K.text()})));
  EXPECT_EQ(Roles{}, K.roles(M, K.function("remove_all", {K.text()})));
}

TEST(Match, TypesTellOverloadsApart) {
  Model M = rows("  - {fn: exists, role: path.check, args: {path: 0}, types: "
                 "{0: fs::path}}\n"
                 "  - {fn: exists, role: pure, types: {0: file_status}}\n");
  Maker K;
  ir::TypeId Path = K.reference(K.record("fs::path"));
  EXPECT_EQ(Roles{"path.check"}, K.roles(M, K.function("exists", {Path})));
  ir::TypeId Status =
      K.type(ir::TypeKind::Record, "fs::status", 0, 0, "file_status");
  EXPECT_EQ(Roles{"pure"}, K.roles(M, K.function("exists", {Status})));
  EXPECT_EQ(Roles{}, K.roles(M, K.function("exists", {})));
}

TEST(Match, ATypeForThePathDecidesAlone) {
  Model M = rows("  - {fn: query, role: path.check, args: {path: 0},"
                 " types: {0: GFile}}\n");
  Maker K;
  ir::TypeId GFile = K.type(ir::TypeKind::Record, "_GFile", 0, 0, "GFile");
  EXPECT_EQ(Roles{"path.check"},
            K.roles(M, K.function("query", {K.pointer(GFile)})));
  EXPECT_EQ(Roles{}, K.roles(M, K.function("query", {K.text()})));
}

TEST(Match, ParamsAndStaticTellOverloadsApart) {
  Model M = rows(
      "  - {fn: D::exists, role: path.check, args: {path: this}, params: 0}\n"
      "  - {fn: D::exists, role: path.check, args: {path: 0}, params: [1, 2],"
      " static: true}\n");
  Maker K;
  ir::FuncId None = K.function("D::exists", {}, ir::FuncMethod);
  ir::FuncId One = K.function("D::exists", {K.text()}, ir::FuncStatic);
  ir::FuncId Own = K.function("D::exists", {K.text()}, ir::FuncMethod);
  ir::FuncId Three = K.function(
      "D::exists", {K.text(), K.integer(), K.integer()}, ir::FuncStatic);
  auto Of = [&](ir::FuncId F) { return M.match(K.U, K.U.Functions[F]); };
  ASSERT_EQ(1u, Of(None).size());
  EXPECT_EQ(Position::Kind::This, Of(None)[0]->arg(Slot::Path)->Where);
  ASSERT_EQ(1u, Of(One).size());
  EXPECT_EQ(Position::Kind::Arg, Of(One)[0]->arg(Slot::Path)->Where);
  EXPECT_TRUE(Of(Own).empty());
  EXPECT_TRUE(Of(Three).empty());
}

TEST(Match, OperandsCountFromTheEnd) {
  Model M = rows("  - {fn: f, role: path.check, args: {path: -1}}\n");
  Maker K;
  EXPECT_EQ(Roles{"path.check"},
            K.roles(M, K.function("f", {K.integer(), K.text()})));
  EXPECT_EQ(Roles{}, K.roles(M, K.function("f", {K.text(), K.integer()})));
}

TEST(Match, OverridersFitByWhatTheyOverride) {
  Model M = rows("  - {fn: Device::open, role: path.use, does: open,"
                 " args: {path: this}}\n"
                 "  - {fn: File::open, role: path.use, does: write,"
                 " args: {path: this}}\n"
                 "  - {fn: Device::open, role: wait}\n");
  Maker K;
  ir::FuncId Device = K.function("Device::open", {}, ir::FuncMethod);
  ir::FuncId File = K.function("File::open", {}, ir::FuncMethod);
  ir::FuncId Mine = K.function("Mine::open", {}, ir::FuncMethod);
  K.U.Functions[File].Overrides = {Device};
  K.U.Functions[Mine].Overrides = {File};
  K.U.Functions[Device].Overrides = {Mine}; // a malformed unit ends too
  auto Found = M.match(K.U, K.U.Functions[Mine]);
  ASSERT_EQ(2u, Found.size());
  // The nearest row of a role counts, the other roles come from further up.
  EXPECT_EQ(Deed::Write, Found[0]->Does);
  EXPECT_EQ(Role::Wait, Found[1]->Is);
}

TEST(Match, AnnotationsAreRows) {
  Model M;
  Maker K;
  ir::FuncId F = K.function("xopen", {K.text(), K.integer()});
  K.U.Functions[F].Sym.Internal = true; // the source says so itself
  K.annotate(F, "\"tocsin::path.use does=open path=0 flags=1 out='out 1.x' "
                "means=create,exclusive success=nonneg instead='ask first'\"");
  K.annotate(F, "someone else's");
  auto Found = M.match(K.U, K.U.Functions[F]);
  ASSERT_EQ(1u, Found.size());
  EXPECT_EQ(Role::PathUse, Found[0]->Is);
  EXPECT_EQ(Deed::Open, Found[0]->Does);
  EXPECT_EQ("out 1.x", positionText(*Found[0]->arg(Slot::Out)));
  EXPECT_EQ(bit(Trait::Create) | bit(Trait::Exclusive), Found[0]->Means);
  EXPECT_EQ(Success::NonNegative, Found[0]->Succeeds);
  EXPECT_EQ("ask first", Found[0]->Instead);
  EXPECT_EQ(Found[0], M.match(K.U, K.U.Functions[F])[0]);
  EXPECT_TRUE(M.annotationErrors().empty());
}

TEST(Match, AnAnnotationGoesBeforeARowOfItsRole) {
  Model M = rows("  - {fn: f, role: fd.close, args: {fd: 0}}\n");
  Maker K;
  ir::FuncId F = K.function("f", {K.integer(), K.integer()});
  K.annotate(F, "tocsin::fd.close fd=1");
  auto Found = M.match(K.U, K.U.Functions[F]);
  ASSERT_EQ(1u, Found.size());
  EXPECT_EQ(1, Found[0]->arg(Slot::Fd)->Index);
}

TEST(Match, WrongAnnotationsAreToldOnceWithTheirPlace) {
  struct {
    const char *Text, *Says;
  } Cases[] = {
      {"tocsin::", "no role given"},
      {"tocsin::path.chek path=0", "unknown role 'path.chek'; did you mean"},
      {"tocsin::fd.close", "fd.close must place 'fd'"},
      {"tocsin::fd.close fd", "'fd' is not of the form key=value"},
      {"tocsin::fd.close fd=one", "'one' is not a position"},
      {"tocsin::fd.close fd=0 fd=1", "duplicate key 'fd'"},
      {"tocsin::fd.close fd=0 fdd=1", "unknown key 'fdd'; did you mean 'fd'"},
      {"tocsin::fd.close fd='0", "a single quote is not closed"},
      {"tocsin::path.use path=0", "path.use must say what it does"},
      {"tocsin::path.check path=0 what=sise", "unknown property 'sise'"},
      {"tocsin::pure means=x", "unknown trait 'x'"},
  };
  for (const auto &C : Cases) {
    Model M;
    Maker K;
    ir::FuncId F = K.function("f", {K.integer()});
    K.annotate(F, C.Text);
    K.U.Files.push_back({K.str("a.h")});
    K.U.Functions[F].At = {0, 7, 5};
    EXPECT_TRUE(M.match(K.U, K.U.Functions[F]).empty());
    EXPECT_TRUE(M.match(K.U, K.U.Functions[F]).empty());
    auto Errors = M.annotationErrors();
    ASSERT_EQ(1u, Errors.size()) << C.Text;
    std::string Wanted =
        std::string("a.h:7:5: error: annotation \"") + C.Text + "\": " + C.Says;
    EXPECT_EQ(Wanted, Errors[0].substr(0, Wanted.size()));
  }
}

} // namespace
