//===- Capture.cpp - One source file to one unit --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parse is cheaper than a syntax check: bodies of functions in system
// headers are skipped, and no warning is computed.
//
//===----------------------------------------------------------------------===//

#include "Capture.h"
#include "Lower/Generic.h"
#include "Lower/Lower.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Stack.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Rewrite/Frontend/Rewriters.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/thread.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

/// Templates and long operator chains recurse deeply; Clang asks for 8 MiB and
/// we lower on top of that.
static constexpr unsigned StackSize = 64u << 20;
/// Flags with values that this Clang refuses are dropped one by one.
static constexpr unsigned MaxRetries = 12;

using FileSystemPtr = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

namespace {

struct Message {
  std::string Text, At;
};

/// Keeps errors instead of printing them.
class ErrorKeeper : public clang::DiagnosticConsumer {
public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override {
    if (Level < clang::DiagnosticsEngine::Error)
      return;
    ++Count;
    if (Kept.size() >= MaxRetries)
      return;
    Message M;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    M.Text = std::string(Text);
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      clang::PresumedLoc P =
          Info.getSourceManager().getPresumedLoc(Info.getLocation());
      if (P.isValid())
        M.At = (absolutePath(P.getFilename()) + ":" + llvm::Twine(P.getLine()) +
                ":" + llvm::Twine(P.getColumn()))
                   .str();
    }
    Kept.push_back(std::move(M));
  }
  std::string first(StringRef File) const {
    if (Kept.empty())
      return {};
    const Message &M = Kept.front();
    return (M.At.empty() ? File.str() : M.At) + ": error: " + M.Text;
  }

  std::vector<Message> Kept;
  unsigned Count = 0;
};

class LowerConsumer : public clang::ASTConsumer {
public:
  LowerConsumer(clang::CompilerInstance &CI, const lower::LowerOptions &Opts,
                std::optional<ir::Unit> &Out)
      : CI(CI), Opts(Opts), Out(Out) {}
  void Initialize(clang::ASTContext &C) override { Ctx = &C; }
  bool shouldSkipFunctionBody(clang::Decl *D) override {
    return Ctx->getSourceManager().isInSystemHeader(D->getLocation());
  }
  void HandleTranslationUnit(clang::ASTContext &C) override {
    lower::instantiateGenericLambdas(CI.getSema());
    Out = lower::lower(C, Opts);
  }

private:
  clang::CompilerInstance &CI;
  const lower::LowerOptions &Opts;
  std::optional<ir::Unit> &Out;
  clang::ASTContext *Ctx = nullptr;
};

class LowerAction : public clang::ASTFrontendAction {
public:
  LowerAction(const lower::LowerOptions &Opts, std::optional<ir::Unit> &Out)
      : Opts(Opts), Out(Out) {}
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &CI, StringRef) override {
    Started = true;
    // A missing header is an error like others: the rest is still parsed.
    CI.getDiagnostics().setFatalsAsError(true);
    return std::make_unique<LowerConsumer>(CI, Opts, Out);
  }
  bool Started = false;

private:
  const lower::LowerOptions &Opts;
  std::optional<ir::Unit> &Out;
};

/// Copies the source with what it includes in the place of the directives;
/// macros stay, as the IR keeps the names that constants are spelled with.
class InlineAction : public clang::PreprocessorFrontendAction {
public:
  explicit InlineAction(llvm::raw_ostream &OS) : OS(OS) {}
  void ExecuteAction() override {
    Started = true;
    clang::CompilerInstance &CI = getCompilerInstance();
    CI.getDiagnostics().setFatalsAsError(true);
    clang::RewriteIncludesInInput(CI.getPreprocessor(), &OS,
                                  CI.getPreprocessorOutputOpts());
  }
  bool Started = false;

private:
  llvm::raw_ostream &OS;
};

} // namespace

/// Moves the flag that `M` complains about from `Args` to `Dropped`. Clang
/// quotes it, or its value.
static bool dropBlamed(std::vector<std::string> &Args, const Message &M,
                       std::vector<std::string> &Dropped) {
  llvm::SmallVector<StringRef, 8> Pieces;
  StringRef(M.Text).split(Pieces, '\'');
  auto Flags = llvm::make_range(Args.begin() + 1, llvm::find(Args, "--"));
  auto Drop = [&](auto Blamed) {
    for (auto It = Flags.begin(); It != Flags.end(); ++It)
      if (StringRef(*It) != "-fsyntax-only" && Blamed(StringRef(*It))) {
        Dropped.push_back(*It);
        Args.erase(It);
        return true;
      }
    return false;
  };
  for (size_t I = 1; I < Pieces.size(); I += 2)
    if (Drop([&](StringRef A) { return A == Pieces[I]; }))
      return true;
  for (size_t I = 1; I < Pieces.size(); I += 2) {
    if (Pieces[I].empty())
      continue;
    if (Drop([&](StringRef A) {
          return A.starts_with("-") &&
                 (A.ends_with(("=" + Pieces[I]).str()) ||
                  (A.size() > 2 && A.starts_with(Pieces[I])));
        }))
      return true;
  }
  return false;
}

static std::unique_ptr<clang::CompilerInvocation>
makeInvocation(const std::vector<std::string> &Args,
               const std::string &ResourceDir, ErrorKeeper &Errors,
               FileSystemPtr FS) {
  std::vector<const char *> Argv;
  for (const std::string &A : Args)
    Argv.push_back(A.c_str());
  std::string Resource = "-resource-dir=" + ResourceDir;
  // Before all others: the database's own wins.
  Argv.insert(Argv.begin() + 1, Resource.c_str());
  clang::CreateInvocationOptions Opts;
  Opts.Diags = clang::CompilerInstance::createDiagnostics(
      new clang::DiagnosticOptions, &Errors, /*ShouldOwnClient=*/false);
  Opts.VFS = std::move(FS);
  return clang::createInvocation(Argv, Opts);
}

/// `Text` without the root of `C` in front of any name.
static std::string relativeNames(const Command &C, std::string Text) {
  if (C.Root.empty())
    return Text;
  for (size_t At = 0; (At = Text.find(C.Root + "/", At)) != Text.npos;)
    Text.erase(At, C.Root.size() + 1);
  return Text;
}

/// The omp.h of another LLVM: Debian's Clang comes without, and GCC's is not
/// for Clang; "" if there is none. The newest counts.
static std::string openMPHeader(llvm::vfs::FileSystem &FS) {
  std::string Best;
  unsigned Newest = 0;
  std::error_code EC;
  for (llvm::vfs::directory_iterator L = FS.dir_begin("/usr/lib", EC), End;
       !EC && L != End; L.increment(EC)) {
    StringRef Name = llvm::sys::path::filename(L->path());
    unsigned Version = 0;
    if (!Name.consume_front("llvm-") || Name.getAsInteger(10, Version) ||
        Version <= Newest)
      continue;
    std::error_code Inner;
    for (llvm::vfs::directory_iterator V =
             FS.dir_begin(L->path() + "/lib/clang", Inner);
         !Inner && V != End; V.increment(Inner))
      if (std::string Header = (V->path() + "/include/omp.h").str();
          FS.exists(Header)) {
        Newest = Version;
        Best = Header;
      }
  }
  return Best;
}

/// Runs `Action`, which is not asked for the output that the flags want.
static void execute(clang::FrontendAction &Action,
                    std::unique_ptr<clang::CompilerInvocation> Invocation,
                    ErrorKeeper &Errors, FileSystemPtr FS) {
  clang::FrontendOptions &Front = Invocation->getFrontendOpts();
  Front.SkipFunctionBodies = true;
  Front.DisableFree = true;
  Front.ProgramAction = clang::frontend::ParseSyntaxOnly;
  Invocation->getDependencyOutputOpts() = {};
  Invocation->getDiagnosticOpts().IgnoreWarnings = true;
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  // Also what Clang makes an error and other compilers a warning: a call of an
  // undeclared function still parses.
  Invocation->getDiagnosticOpts().Warnings = {"no-everything"};
  Invocation->getLangOpts().SpellChecking = false;
  // Made by other versions or compilers, and checked against flags we drop.
  Invocation->getPreprocessorOpts().ImplicitPCHInclude.clear();

  // After all others, so that only what is nowhere else comes from there; and
  // in a folder of its own, for the neighbours of this header hide behind the
  // same guards as our Clang's, whose stdatomic.h and limits.h ask for the next
  // one.
  if (Invocation->getLangOpts().OpenMP)
    if (std::string Header = openMPHeader(*FS); !Header.empty()) {
      clang::HeaderSearchOptions &Search = Invocation->getHeaderSearchOpts();
      std::string Dir = Search.ResourceDir + "/openmp";
      FS = llvm::vfs::RedirectingFileSystem::create(
          {{Dir + "/omp.h", Header}}, /*UseExternalNames=*/true, *FS);
      Search.AddPath(Dir, clang::frontend::After, /*IsFramework=*/false,
                     /*IgnoreSysRoot=*/true);
    }

  // Never freed: the process ends after one unit.
  auto *CI = new clang::CompilerInstance;
  CI->setInvocation(std::move(Invocation));
  CI->createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  CI->getDiagnostics().setIgnoreAllWarnings(true);
  CI->createFileManager(clang::createVFSFromCompilerInvocation(
      CI->getInvocation(), CI->getDiagnostics(), std::move(FS)));
  CI->ExecuteAction(Action);
}

/// Runs `Once` in the command's directory, without the flags that Clang
/// refuses: it is false if Clang did not get as far as the first token, and
/// then tried again with fewer flags. What was left out is appended to
/// `Dropped`.
static llvm::Error withGoodFlags(
    const Command &C, const std::string &ResourceDir,
    std::vector<std::string> &Dropped, FileSystemPtr FS,
    llvm::function_ref<bool(std::unique_ptr<clang::CompilerInvocation>,
                            ErrorKeeper &)>
        Once) {
  if (std::error_code EC = llvm::sys::fs::set_current_path(C.Directory))
    return llvm::createStringError(C.File + ": error: cannot enter " +
                                   C.Directory + ": " + EC.message());
  std::vector<std::string> Args = C.Args;
  for (unsigned Try = 0;; ++Try) {
    ErrorKeeper Errors;
    if (auto Invocation = makeInvocation(Args, ResourceDir, Errors, FS))
      if (Once(std::move(Invocation), Errors))
        return llvm::Error::success();
    bool Fewer = false;
    for (const Message &M : Errors.Kept)
      Fewer |= M.At.empty() && dropBlamed(Args, M, Dropped);
    if (!Fewer || Try == MaxRetries)
      return llvm::createStringError(
          Errors.Kept.empty() ? C.File + ": error: Clang cannot use the command"
                              : Errors.first(C.File));
  }
}

static llvm::Expected<ir::Unit> run(const Command &C,
                                    const std::string &ResourceDir,
                                    std::vector<std::string> &Dropped,
                                    FileSystemPtr FS) {
  lower::LowerOptions Opts;
  Opts.WorkingDir = C.Directory;
  std::string Identity =
      relativeNames(C, C.File + '\0' + C.Directory + "/" + '\0' +
                           llvm::join(C.Args, std::string(1, 0)));
  Opts.Key =
      llvm::toHex(llvm::BLAKE3::hash<12>(llvm::arrayRefFromStringRef(Identity)),
                  /*LowerCase=*/true);

  Opts.Target = C.Target;

  std::optional<ir::Unit> Unit;
  auto Once = [&](std::unique_ptr<clang::CompilerInvocation> Invocation,
                  ErrorKeeper &Errors) {
    LowerAction Action(Opts, Unit);
    execute(Action, std::move(Invocation), Errors, FS);
    if (!Action.Started || !Unit)
      return false;
    Unit->Info.Errors = Errors.Count;
    if (Errors.Count) {
      Unit->Info.FirstError = Unit->Strings.size();
      Unit->Strings.push_back(Errors.first(C.File));
    }
    return true;
  };
  if (llvm::Error E = withGoodFlags(C, ResourceDir, Dropped, FS, Once))
    return std::move(E);
  for (std::string &S : Unit->Strings)
    S = relativeNames(C, std::move(S));
  return std::move(*Unit);
}

static void onLargeStack(llvm::function_ref<void()> Work) {
  llvm::thread Thread(std::optional<unsigned>(StackSize), [&] {
    clang::noteBottomOfStack();
    Work();
  });
  Thread.join();
}

llvm::Expected<ir::Unit> tool::capture(const Command &C,
                                       const std::string &ResourceDir,
                                       std::vector<std::string> &Dropped,
                                       std::vector<FileFact> *Read) {
  llvm::IntrusiveRefCntPtr<RecordingFileSystem> Record;
  FileSystemPtr FS = llvm::vfs::getRealFileSystem();
  if (Read)
    FS = Record = new RecordingFileSystem(C.Directory);
  std::optional<llvm::Expected<ir::Unit>> Result;
  onLargeStack([&] { Result.emplace(run(C, ResourceDir, Dropped, FS)); });
  if (Read)
    *Read = Record->facts();
  return std::move(*Result);
}

llvm::Error tool::inlineIncludes(const Command &C,
                                 const std::string &ResourceDir,
                                 std::vector<std::string> &Dropped,
                                 llvm::raw_ostream &OS) {
  FileSystemPtr FS = llvm::vfs::getRealFileSystem();
  auto Once = [&](std::unique_ptr<clang::CompilerInvocation> Invocation,
                  ErrorKeeper &Errors) {
    InlineAction Action(OS);
    execute(Action, std::move(Invocation), Errors, FS);
    return Action.Started;
  };
  llvm::Error Result = llvm::Error::success();
  onLargeStack([&] {
    llvm::consumeError(std::move(Result));
    Result = withGoodFlags(C, ResourceDir, Dropped, FS, Once);
  });
  return Result;
}

std::string tool::clangVersion() { return clang::getClangFullVersion(); }
