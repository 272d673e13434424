//===- Lowered.cpp - Source text in, IR text out --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parses a snippet with Clang and matches the text form of its unit.
//
//===----------------------------------------------------------------------===//

#include "Lowered.h"
#include "IR/Forms.h"
#include "Lower/Lower.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace tocsin::test {

namespace {
using Callback = std::function<void(clang::ASTContext &)>;

struct Consumer : clang::ASTConsumer {
  Callback Work;
  explicit Consumer(Callback Work) : Work(std::move(Work)) {}
  void HandleTranslationUnit(clang::ASTContext &Ctx) override { Work(Ctx); }
};

struct Action : clang::ASTFrontendAction {
  Callback Work;
  bool SkipBodies;
  Action(Callback Work, bool SkipBodies)
      : Work(std::move(Work)), SkipBodies(SkipBodies) {}
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &CI, StringRef) override {
    // Some snippets are broken on purpose.
    CI.getDiagnostics().setClient(new clang::IgnoringDiagConsumer, true);
    CI.getFrontendOpts().SkipFunctionBodies = SkipBodies;
    return std::make_unique<Consumer>(Work);
  }
};
} // namespace

Lowered::Lowered(StringRef Code, Lang L, const Setup &S) {
  std::vector<std::string> Args = S.Flags;
  for (const char *A : {"-Wno-everything", "-fsyntax-only", "-isystem", "/sys"})
    Args.push_back(A);
  std::string File = "in.cpp";
  switch (L) {
  case Lang::C:
    File = "in.c";
    Args.push_back("-std=gnu11");
    break;
  case Lang::Cxx11:
    Args.push_back("-std=c++11");
    break;
  case Lang::Cxx17:
    Args.push_back("-std=c++17");
    break;
  case Lang::Cxx20:
    Args.push_back("-std=c++20");
    break;
  }
  Args.push_back("-fexceptions");
  Args.push_back("-fcxx-exceptions");
  bool Ran = false;
  auto Work = [&](clang::ASTContext &Ctx) {
    lower::LowerOptions Opts;
    Opts.WorkingDir = "/dir";
    if (!S.TopLevel.empty())
      for (clang::Decl *D : Ctx.getTranslationUnitDecl()->decls())
        if (auto *ND = dyn_cast<clang::NamedDecl>(D);
            ND && ND->getNameAsString() == S.TopLevel)
          Opts.TopLevel.push_back(D);
    U = lower::lower(Ctx, Opts);
    Ran = true;
  };
  clang::tooling::runToolOnCodeWithArgs(
      std::make_unique<Action>(Work, S.SkipBodies), Code, Args, File, "test",
      std::make_shared<clang::PCHContainerOperations>(),
      {{"/sys/sys.h", S.SystemHeader}});
  if (!Ran) {
    ADD_FAILURE() << "the snippet does not parse";
    return;
  }
  if (Error E = ir::verify(U))
    ADD_FAILURE() << toString(std::move(E));
  raw_string_ostream OS(Text);
  ir::writeText(U, OS);
}

const ir::Function *Lowered::find(StringRef Name) const {
  for (const ir::Function &F : U.Functions)
    if (U.str(F.Name) == Name)
      return &F;
  return nullptr;
}

std::string Lowered::function(StringRef Name) const {
  SmallVector<StringRef, 0> Lines;
  StringRef(Text).split(Lines, '\n');
  std::string Plain = ("func @" + Name + "(").str();
  std::string Quoted = ("func @\"" + Name + "\"(").str();
  std::string Result;
  bool In = false;
  Regex Position(" ![0-9:]+");
  for (StringRef Line : Lines) {
    if (Line.starts_with(Plain) || Line.starts_with(Quoted))
      In = true;
    if (In) {
      std::string Bare = Line.str();
      while (Position.match(Bare))
        Bare = Position.sub("", Bare);
      Result += Bare + "\n";
    }
    if (Line == "}" || (In && !Line.ends_with("{") && Line.starts_with("func")))
      In = false;
  }
  return Result;
}

testing::AssertionResult
Lowered::has(StringRef Name, const std::vector<std::string> &Want) const {
  std::string Body = function(Name);
  SmallVector<StringRef, 0> Lines;
  StringRef(Body).split(Lines, '\n');
  StringMap<std::string> Bound;
  size_t At = 0;
  for (const std::string &W : Want) {
    // Escape, then turn `$x` into what it is bound to or a group.
    std::string Pattern;
    std::vector<std::string> Groups;
    for (size_t I = 0; I < W.size();) {
      if (W[I] != '$') {
        Pattern += Regex::escape(StringRef(W).substr(I, 1));
        ++I;
        continue;
      }
      size_t J = I + 1;
      while (J < W.size() && (isAlnum(W[J])))
        ++J;
      std::string Var = W.substr(I + 1, J - I - 1);
      auto It = Bound.find(Var);
      if (It != Bound.end()) {
        Pattern += It->second;
        if (J == W.size()) { // %1 is not %12
          Pattern += "([^0-9]|$)";
          Groups.push_back("");
        }
      } else {
        Pattern += "(%[0-9]+|bb[0-9]+)";
        Groups.push_back(Var);
      }
      I = J;
    }
    Regex R(Pattern);
    SmallVector<StringRef, 8> Matches;
    while (At < Lines.size() && !R.match(Lines[At], &Matches))
      ++At;
    if (At == Lines.size())
      return testing::AssertionFailure()
             << "no line like\n  " << W << "\nin order in\n"
             << Body;
    for (size_t I = 0; I < Groups.size(); ++I)
      if (!Groups[I].empty())
        Bound[Groups[I]] = Matches[I + 1].str();
    ++At;
  }
  return testing::AssertionSuccess();
}

unsigned Lowered::count(StringRef Name, StringRef Needle) const {
  return StringRef(function(Name)).count(Needle);
}

} // namespace tocsin::test
