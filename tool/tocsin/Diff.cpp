//===- Diff.cpp - What changed since a git revision -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs git and reads hunk headers.
//
//===----------------------------------------------------------------------===//

#include "Diff.h"
#include "CompileCommands.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

static llvm::Expected<std::string> git(StringRef Directory,
                                       llvm::ArrayRef<StringRef> Args) {
  auto Git = llvm::sys::findProgramByName("git");
  if (!Git)
    return llvm::createStringError("--diff needs git, which is not on PATH");
  llvm::SmallString<128> Out, Err;
  if (llvm::sys::fs::createTemporaryFile("tocsin", "out", Out) ||
      llvm::sys::fs::createTemporaryFile("tocsin", "err", Err))
    return llvm::createStringError("--diff: cannot make a temporary file");
  llvm::FileRemover RemoveOut(Out), RemoveErr(Err);
  std::vector<StringRef> Argv{*Git, "-C", Directory};
  Argv.insert(Argv.end(), Args.begin(), Args.end());
  std::optional<StringRef> Redirects[] = {StringRef(), StringRef(Out),
                                          StringRef(Err)};
  int Code =
      llvm::sys::ExecuteAndWait(*Git, Argv, std::nullopt, Redirects, 120);
  auto Text = llvm::MemoryBuffer::getFile(Code ? Err : Out);
  if (!Text)
    return llvm::createStringError("--diff: cannot read what git printed");
  StringRef Printed = (*Text)->getBuffer();
  if (Code)
    return llvm::createStringError("--diff: git " + Args.front() + ": " +
                                   Printed.split('\n').first);
  return Printed.str();
}

/// Takes the quotes and escapes off a path that git quoted.
static std::string unquote(StringRef Path) {
  Path = Path.rtrim("\t\r");
  if (!Path.consume_front("\""))
    return Path.str();
  Path.consume_back("\"");
  std::string Out;
  for (size_t I = 0; I < Path.size(); ++I) {
    if (Path[I] != '\\' || I + 1 == Path.size()) {
      Out += Path[I];
      continue;
    }
    char C = Path[++I];
    unsigned Byte;
    if (C >= '0' && C <= '3' && !Path.substr(I, 3).getAsInteger(8, Byte)) {
      Out += char(Byte);
      I += 2;
    } else {
      Out += C == 't' ? '\t' : C == 'n' ? '\n' : C;
    }
  }
  return Out;
}

report::ChangedLines tool::parseDiff(StringRef Text, StringRef Top) {
  report::ChangedLines Changed;
  std::vector<report::LineRange> *Ranges = nullptr;
  // Lines of a hunk's body are counted off: they may look like headers.
  uint64_t Body = 0;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    if (Body && (Line.starts_with("+") || Line.starts_with("-"))) {
      --Body;
      continue;
    }
    if (Line.consume_front("+++ ")) {
      std::string Path = unquote(Line);
      StringRef Name = Path;
      Ranges = Name.consume_front("b/")
                   ? &Changed.Files[absolutePath(Name, Top)]
                   : nullptr; // "/dev/null": deleted
      continue;
    }
    if (!Line.consume_front("@@ -"))
      continue;
    auto Read = [](StringRef Part, uint64_t &First, uint64_t &Count) {
      auto [A, B] = Part.split(',');
      Count = 1;
      return !A.getAsInteger(10, First) &&
             (B.empty() || !B.getAsInteger(10, Count));
    };
    auto [Old, Tail] = Line.split(" +");
    uint64_t OldFirst, OldCount, First, Count;
    if (!Read(Old, OldFirst, OldCount) ||
        !Read(Tail.split(' ').first, First, Count))
      continue;
    Body = OldCount + Count;
    if (!Ranges)
      continue;
    if (Count)
      Ranges->emplace_back(First, First + Count - 1);
    else // lines were taken out between First and First + 1
      Ranges->emplace_back(First, First + 1);
  }
  return Changed;
}

namespace {

/// Questions to the repository; "" is no answer.
class Repository {
public:
  explicit Repository(StringRef Directory) : Directory(Directory) {}

  std::string commit(StringRef Ref) const {
    std::string Peeled = (Ref + "^{commit}").str();
    return ask({"rev-parse", "--verify", "--quiet", Peeled});
  }
  std::string mergeBase(StringRef A, StringRef B) const {
    return ask({"merge-base", A, B});
  }

private:
  std::string ask(llvm::ArrayRef<StringRef> Args) const {
    auto Answer = git(Directory, Args);
    if (!Answer) {
      llvm::consumeError(Answer.takeError());
      return {};
    }
    return StringRef(*Answer).rtrim().str();
  }

  StringRef Directory;
};

} // namespace

static std::string environment(const char *Name) {
  return llvm::sys::Process::GetEnv(Name).value_or("");
}

llvm::Expected<DiffBase> tool::diffBase(StringRef Wanted, StringRef Directory) {
  if (Wanted.starts_with("-"))
    return llvm::createStringError("--diff=" + Wanted + ": not a revision");
  if (auto Top = git(Directory, {"rev-parse", "--show-toplevel"}); !Top)
    return Top.takeError();
  Repository Repo(Directory);
  if (Wanted == "HEAD") {
    std::string From = environment("PRE_COMMIT_FROM_REF");
    std::string Remote = environment("PRE_COMMIT_REMOTE_NAME");
    if (!From.empty()) {
      if (Repo.commit(From).empty())
        return DiffBase{"", "PRE_COMMIT_FROM_REF names " + From +
                                ", which is not in this repository"};
      std::string To = environment("PRE_COMMIT_TO_REF");
      if (To.empty() || Repo.commit(To).empty())
        To = "HEAD";
      std::string Base = Repo.mergeBase(From, To);
      return DiffBase{Base.empty() ? From : Base, ""};
    }
    if (!Remote.empty()) {
      for (const std::string &Known :
           {"refs/remotes/" + Remote + "/HEAD", std::string("@{upstream}"),
            std::string("refs/remotes/origin/HEAD")})
        if (std::string Base = Repo.mergeBase(Known, "HEAD"); !Base.empty())
          return DiffBase{Base, "first push to " + Remote + "; compared with " +
                                    Known};
      return DiffBase{"", "first push to " + Remote +
                              ", and nothing of it is elsewhere"};
    }
    if (Repo.commit("HEAD").empty())
      return DiffBase{"", "the repository has no commit yet"};
    return DiffBase{"HEAD", ""};
  }
  if (Repo.commit(Wanted).empty())
    return llvm::createStringError("--diff=" + Wanted +
                                   ": no such revision in this repository");
  // A shallow clone may not reach back far enough.
  std::string Base = Repo.mergeBase(Wanted, "HEAD");
  return DiffBase{Base.empty() ? Wanted.str() : Base, ""};
}

llvm::Expected<report::ChangedLines> tool::changedSince(StringRef Ref,
                                                        StringRef Directory) {
  auto Top = git(Directory, {"rev-parse", "--show-toplevel"});
  if (!Top)
    return Top.takeError();
  auto Text = git(Directory, {"diff", "-U0", "--no-color", "--no-ext-diff",
                              "--src-prefix=a/", "--dst-prefix=b/", Ref, "--"});
  if (!Text)
    return Text.takeError();
  return parseDiff(*Text, StringRef(*Top).rtrim());
}
