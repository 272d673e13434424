//===- Module.cpp - The checks as a clang-tidy module ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Registers every check of the manifest, and `tocsin-model`, which reports
// nothing and carries the options that all share. The checks of one translation
// unit share a session that analyses once; each check then emits its own
// findings, so that NOLINT, filters, fixes and severities are the host's.
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyModuleRegistry.h"
#include "llvm/ADT/StringSet.h"
#include <mutex>

using namespace clang;
using namespace clang::tidy;
using llvm::StringRef;

template <> struct clang::tidy::OptionEnumMapping<tocsin::Confidence> {
  static ArrayRef<std::pair<tocsin::Confidence, StringRef>> getEnumMapping() {
    static const std::pair<tocsin::Confidence, StringRef> Names[] = {
        {tocsin::Confidence::Low, "low"},
        {tocsin::Confidence::Medium, "medium"},
        {tocsin::Confidence::High, "high"}};
    return Names;
  }
};

namespace tocsin::plugin {
namespace {

/// Switches of single checks; all are off by default.
struct Switch {
  StringRef Check, Name;
};
const Switch Switches[] = {{"tocsin-file-toctou", "StrictExistence"}};

/// What the checks of one translation unit share. clangd holds several ASTs at
/// a time, each with a context of its own, and uses each from one thread.
class Session {
public:
  /// The session of a context: there is one as long as a check lives.
  static std::shared_ptr<Session> of(ClangTidyContext *Context);
  ~Session();

  std::string ModelFile;
  llvm::StringMap<std::string> Options; // as analyse() asks for them
  llvm::StringSet<> Enabled;
  Confidence Least = Confidence::High; // that some check wants to see
  /// Set by the check that looks out for the AST on behalf of all.
  bool Watched = false;
  ASTContext *AST = nullptr;

  /// The findings of all enabled checks; `Complain` gets what is wrong with the
  /// configuration.
  llvm::ArrayRef<Finding>
  findings(llvm::function_ref<void(StringRef)> Complain);

private:
  explicit Session(ClangTidyContext *Context) : Context(Context) {}

  struct Registry {
    std::mutex Lock;
    llvm::DenseMap<ClangTidyContext *, std::weak_ptr<Session>> Live;
  };
  // Never destroyed: a host may end its threads after static destructors ran.
  static Registry &registry() {
    static auto *R = new Registry;
    return *R;
  }

  ClangTidyContext *Context;
  std::optional<std::vector<Finding>> Found;
};

std::shared_ptr<Session> Session::of(ClangTidyContext *Context) {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Lock);
  std::weak_ptr<Session> &Entry = R.Live[Context];
  if (std::shared_ptr<Session> S = Entry.lock())
    return S;
  std::shared_ptr<Session> S(new Session(Context));
  Entry = S;
  return S;
}

Session::~Session() {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Lock);
  // A new context at the same address may already have its own.
  auto It = R.Live.find(Context);
  if (It != R.Live.end() && It->second.expired())
    R.Live.erase(It);
}

llvm::ArrayRef<Finding>
Session::findings(llvm::function_ref<void(StringRef)> Complain) {
  if (Found)
    return *Found;
  Found.emplace();
  if (!AST)
    return *Found;
  auto Models = loadUserModel(AST->getSourceManager(), ModelFile);
  if (!Models) {
    Complain(llvm::toString(Models.takeError()));
    Models = std::nullopt;
  }
  AnalysisOptions Opts;
  Opts.Models = *Models ? &**Models : nullptr;
  Opts.Enabled = [&](StringRef Id) { return Enabled.contains(Id); };
  Opts.Option = [&](StringRef Name) { return Options.lookup(Name); };
  Opts.MinConfidence = Least;
  *Found = analyseAST(*AST, Opts);
  return *Found;
}

class ModelCheck final : public ClangTidyCheck {
public:
  ModelCheck(StringRef Name, ClangTidyContext *Context)
      : ClangTidyCheck(Name, Context), File(Options.get("File", "")) {}
  void storeOptions(ClangTidyOptions::OptionMap &Map) override {
    Options.store(Map, "File", File);
  }

private:
  std::string File;
};

class Check final : public ClangTidyCheck {
public:
  Check(StringRef Name, ClangTidyContext *Context);
  void storeOptions(ClangTidyOptions::OptionMap &Map) override;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    Shared->AST = Result.Context;
  }
  void onEndOfTranslationUnit() override;

private:
  void emit(const Finding &F, const PlaceFinder &Places);

  Confidence MinConfidence;
  llvm::SmallVector<std::pair<StringRef, bool>, 2> Set; // switches
  std::shared_ptr<Session> Shared;
};

Check::Check(StringRef Name, ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context),
      MinConfidence(Options.get("MinConfidence", Confidence::Medium)),
      Shared(Session::of(Context)) {
  for (const Switch &S : Switches)
    if (S.Check == Name) {
      Set.emplace_back(S.Name, Options.get(S.Name, false));
      Shared->Options[(Name + "." + S.Name).str()] =
          Set.back().second ? "true" : "false";
    }
  // The options of `tocsin-model` count whether or not it is enabled.
  const ClangTidyOptions::OptionMap &Given = Context->getOptions().CheckOptions;
  auto File = Given.find("tocsin-model.File");
  if (File != Given.end())
    Shared->ModelFile = File->second.Value;
}

void Check::storeOptions(ClangTidyOptions::OptionMap &Map) {
  Options.store(Map, "MinConfidence", MinConfidence);
  for (auto [Name, Value] : Set)
    Options.store(Map, Name, Value);
}

void Check::registerMatchers(ast_matchers::MatchFinder *Finder) {
  using namespace ast_matchers;
  Shared->Enabled.insert(getID());
  Shared->Least = std::min(Shared->Least, MinConfidence);
  // Only callbacks with a matcher hear of the end of the translation unit. In
  // clangd the translation unit itself is not visited, functions are.
  Finder->addMatcher(translationUnitDecl(), this);
  if (!std::exchange(Shared->Watched, true))
    Finder->addMatcher(functionDecl(isDefinition()), this);
}

void Check::onEndOfTranslationUnit() {
  llvm::ArrayRef<Finding> All = Shared->findings(
      [&](StringRef Text) { configurationDiag("%0") << Text; });
  std::optional<PlaceFinder> Places;
  for (const Finding &F : All) {
    if (F.Check != getID() || F.Sure < MinConfidence)
      continue;
    if (!Places)
      Places.emplace(Shared->AST->getSourceManager());
    emit(F, *Places);
  }
}

void Check::emit(const Finding &F, const PlaceFinder &Places) {
  SourceLocation At = Places.find(F.At);
  if (At.isInvalid())
    return;
  // The text is an argument, because a '%' in a format would be read as one.
  // The first fix goes with the warning; further ones are alternatives, which
  // hosts offer under the text of a note.
  {
    DiagnosticBuilder Warning = diag(At, "%0") << F.Message;
    if (!F.Fixes.empty())
      for (const FixItHint &Hint : Places.hints(F.Fixes.front()))
        Warning << Hint;
  }
  for (const Note &N : F.Notes) {
    SourceLocation There = Places.find(N.At);
    diag(There.isValid() ? There : At, "%0", DiagnosticIDs::Note) << N.Text;
  }
  for (const Fix &Other : llvm::drop_begin(F.Fixes, F.Fixes.empty() ? 0 : 1)) {
    auto Hints = Places.hints(Other);
    if (Hints.empty())
      continue;
    DiagnosticBuilder Note =
        diag(Hints.front().RemoveRange.getBegin(), "%0", DiagnosticIDs::Note)
        << Other.Title;
    for (const FixItHint &Hint : Hints)
      Note << Hint;
  }
}

class Module final : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    for (const CheckInfo &Info : allChecks())
      Factories.registerCheck<Check>(Info.Id);
    Factories.registerCheck<ModelCheck>("tocsin-model");
  }
};

ClangTidyModuleRegistry::Add<Module> Registered("tocsin-module",
                                                "finds check-then-act windows");

} // namespace
} // namespace tocsin::plugin
