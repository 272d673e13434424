//===- CompileCommands.cpp - What to parse and with which flags -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds and reads the database and picks from it.
//
//===----------------------------------------------------------------------===//

#include "CompileCommands.h"
#include "Includes.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <map>
#include <set>

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static constexpr StringRef DatabaseName = "compile_commands.json";

std::string tool::absolutePath(StringRef Path, StringRef Base) {
  llvm::SmallString<256> P(Path);
  if (!Base.empty())
    fs::make_absolute(Base, P);
  fs::make_absolute(P);
  path::remove_dots(P, /*remove_dot_dot=*/true);
  return std::string(P);
}

bool tool::isHeaderName(StringRef Path) {
  return llvm::StringSwitch<bool>(path::extension(Path).lower())
      .Cases(".h", ".hh", ".hpp", ".hxx", ".h++", ".hp", true)
      .Cases(".inc", ".inl", ".ipp", ".tpp", ".txx", ".tcc", true)
      .Default(false);
}

static bool isSourceName(StringRef Path) {
  StringRef Ext = path::extension(Path);
  return Ext == ".C" || llvm::StringSwitch<bool>(Ext.lower())
                            .Cases(".c", ".cc", ".cp", ".cpp", ".cxx", true)
                            .Cases(".c++", ".i", ".ii", ".cppm", ".ixx", true)
                            .Cases(".ccm", ".cxxm", ".c++m", true)
                            .Default(false);
}

/// Whether `-x` says C or C++, or nothing and the name does.
static bool isOurLanguage(const Command &C) {
  StringRef Language;
  for (size_t I = 1; I < C.Args.size(); ++I) {
    StringRef A = C.Args[I];
    if (A == "-x" && I + 1 < C.Args.size())
      Language = C.Args[I + 1];
    else if (A.starts_with("-x") && A.size() > 2)
      Language = A.drop_front(2);
    else if (A.starts_with("--language="))
      Language = A.drop_front(11);
  }
  if (Language.empty() || Language == "none")
    return isSourceName(C.File) || isHeaderName(C.File);
  Language.consume_back("-header");
  Language.consume_back("-cpp-output");
  return llvm::StringSwitch<bool>(Language)
      .Cases("c", "c++", "cpp-output", "c++-module", true)
      .Default(false);
}

static std::string databaseIn(StringRef Directory) {
  llvm::SmallString<256> File(Directory);
  path::append(File, DatabaseName);
  return fs::is_regular_file(File) ? std::string(File) : std::string();
}

llvm::Expected<std::string> tool::findDatabase(StringRef Given,
                                               StringRef From) {
  if (!Given.empty()) {
    std::string Path = absolutePath(Given);
    fs::file_status Status;
    if (std::error_code EC = fs::status(Path, Status))
      return llvm::createStringError("-p " + Given + ": " + EC.message());
    if (!fs::is_directory(Status))
      return Path;
    std::string File = databaseIn(Path);
    if (File.empty())
      return llvm::createStringError(
          "-p " + Given + ": no " + DatabaseName +
          " in this directory; let CMake write one with "
          "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or run the build under bear");
    return File;
  }
  for (StringRef Dir = From; !Dir.empty(); Dir = path::parent_path(Dir)) {
    if (std::string File = databaseIn(Dir); !File.empty())
      return File;
    std::map<std::string, std::string> Found; // "build" before "build-debug"
    std::error_code EC;
    for (fs::directory_iterator It(Dir, EC), End; !EC && It != End;
         It.increment(EC))
      if (path::filename(It->path()).starts_with("build"))
        if (std::string File = databaseIn(It->path()); !File.empty())
          Found[It->path()] = File;
    if (!Found.empty())
      return Found.begin()->second;
  }
  return std::string();
}

static llvm::Error badDatabase(StringRef File, const llvm::Twine &What) {
  return llvm::createStringError(File + ": error: " + What);
}

/// One entry; false if a required member is missing or of another type.
static bool readEntry(const llvm::json::Object &O, StringRef Base, Command &C) {
  std::optional<StringRef> File = O.getString("file");
  if (!File)
    return false;
  C.Directory = absolutePath(O.getString("directory").value_or("."), Base);
  C.File = absolutePath(*File, C.Directory);
  if (const llvm::json::Array *Args = O.getArray("arguments")) {
    for (const llvm::json::Value &A : *Args) {
      if (!A.getAsString())
        return false;
      C.Args.push_back(A.getAsString()->str());
    }
    return true;
  }
  std::optional<StringRef> Line = O.getString("command");
  if (!Line)
    return false;
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *, 64> Args;
  llvm::cl::TokenizeGNUCommandLine(*Line, Saver, Args);
  C.Args.assign(Args.begin(), Args.end());
  return true;
}

/// Blanks commas before a closing bracket, which `clang -MJ` leaves; lines and
/// columns stay.
static std::string withoutTrailingCommas(StringRef Text) {
  std::string Out = Text.str();
  size_t Comma = std::string::npos;
  bool InString = false;
  for (size_t I = 0; I < Out.size(); ++I) {
    char C = Out[I];
    if (InString) {
      if (C == '\\')
        ++I;
      else if (C == '"')
        InString = false;
      continue;
    }
    if (C == ',') {
      Comma = I;
      continue;
    }
    if (llvm::isSpace(C))
      continue;
    if ((C == ']' || C == '}') && Comma != std::string::npos)
      Out[Comma] = ' ';
    Comma = std::string::npos;
    InString = C == '"';
  }
  return Out;
}

static llvm::Expected<std::vector<Command>> readDatabase(StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return badDatabase(File, Buffer.getError().message());
  llvm::Expected<llvm::json::Value> Value =
      llvm::json::parse((*Buffer)->getBuffer());
  if (!Value) {
    llvm::consumeError(Value.takeError());
    Value = llvm::json::parse(withoutTrailingCommas((*Buffer)->getBuffer()));
    if (!Value)
      return badDatabase(File, "malformed JSON: " +
                                   llvm::toString(Value.takeError()));
  }
  const llvm::json::Array *List = Value->getAsArray();
  if (!List)
    return badDatabase(File, "the database is no list of commands");
  std::vector<Command> Entries;
  for (size_t I = 0; I < List->size(); ++I) {
    const llvm::json::Object *O = (*List)[I].getAsObject();
    Command C;
    if (!O || !readEntry(*O, path::parent_path(File), C))
      return badDatabase(File, "entry " + llvm::Twine(I + 1) +
                                   " lacks \"file\" and one of \"command\", "
                                   "\"arguments\" as text");
    Entries.push_back(std::move(C));
  }
  return Entries;
}

namespace {

/// Our entries as Clang's database, for its guess at missing commands.
class EntryDatabase : public clang::tooling::CompilationDatabase {
public:
  explicit EntryDatabase(const std::vector<Command> &Entries)
      : Entries(Entries) {}
  std::vector<clang::tooling::CompileCommand>
  getCompileCommands(StringRef File) const override {
    std::vector<clang::tooling::CompileCommand> Found;
    for (const Command &C : Entries)
      if (C.File == File)
        Found.emplace_back(C.Directory, C.File, C.Args, "");
    return Found;
  }
  std::vector<std::string> getAllFiles() const override {
    std::vector<std::string> Files;
    for (const Command &C : Entries)
      Files.push_back(C.File);
    return Files;
  }
  std::vector<clang::tooling::CompileCommand>
  getAllCompileCommands() const override {
    std::vector<clang::tooling::CompileCommand> All;
    for (const Command &C : Entries)
      All.emplace_back(C.Directory, C.File, C.Args, "");
    return All;
  }

private:
  const std::vector<Command> &Entries;
};

class Selector {
public:
  Selector(const CommandRequest &Request, std::vector<Command> Entries)
      : Request(Request), Entries(std::move(Entries)) {}

  CommandList run();

private:
  void take(Command C, bool Named);
  void takeFile(const std::string &File);
  void takeHeader(const std::string &Header);
  void takeGuess(const std::string &File);
  void takeDirectory(const std::string &Directory);

  const CommandRequest &Request;
  std::vector<Command> Entries;
  CommandList List;
  IncludeScanner Scanner;
  std::set<std::vector<std::string>> Seen;
};

} // namespace

void Selector::take(Command C, bool Named) {
  if (!isOurLanguage(C)) {
    if (Named)
      List.Missing.push_back(C.File +
                             ": not C or C++ by its name; if it is, say so "
                             "with --extra-arg=-xc or --extra-arg=-xc++");
    else
      List.Notes.push_back(C.File + ": skipped, not C or C++");
    ++List.Skipped;
    return;
  }
  std::vector<std::string> Dropped;
  adjustCommand(C, Request, Dropped);
  std::vector<std::string> Key = C.Args;
  Key.push_back(C.Directory);
  if (!Seen.insert(std::move(Key)).second)
    return;
  if (!Dropped.empty())
    List.Notes.push_back(C.File + ": dropped " + llvm::join(Dropped, " "));
  fs::file_status Status;
  if (std::error_code EC = fs::status(C.File, Status))
    C.Problem = EC.message();
  else if (!fs::is_regular_file(Status))
    C.Problem = "not a regular file";
  else if (!fs::is_directory(C.Directory))
    C.Problem =
        "its directory in the compile database does not exist: " + C.Directory;
  C.Size = C.Problem.empty() ? Status.getSize() : 0;
  List.Commands.push_back(std::move(C));
}

void Selector::takeGuess(const std::string &File) {
  auto Guess = clang::tooling::inferMissingCompileCommands(
      std::make_unique<EntryDatabase>(Entries));
  auto Found = Guess->getCompileCommands(File);
  if (Found.empty()) {
    List.Missing.push_back(File + ": not in the compile database, and the "
                                  "database has no file to take flags from");
    return;
  }
  Command C;
  C.File = File;
  C.Directory = Found.front().Directory;
  C.Args = Found.front().CommandLine;
  List.Notes.push_back(File + ": not in the compile database; flags " +
                       (Found.front().Heuristic.empty()
                            ? std::string("guessed")
                            : Found.front().Heuristic));
  take(std::move(C), /*Named=*/true);
}

void Selector::takeHeader(const std::string &Header) {
  List.Headers.push_back(Header);
  llvm::StringSet<> Target;
  Target.insert(Header);
  // The source of the same name is the best bet, then any in order.
  StringRef Stem = path::stem(Header);
  for (bool SameStem : {true, false})
    for (const Command &E : Entries) {
      if ((path::stem(E.File) == Stem) != SameStem || !isOurLanguage(E))
        continue;
      Command C = E;
      std::vector<std::string> Ignored;
      adjustCommand(C, Request, Ignored);
      if (!Scanner.reaches(C, Target))
        continue;
      List.Notes.push_back(Header + ": analysed through " + E.File);
      return take(E, /*Named=*/false);
    }
  takeGuess(Header);
}

void Selector::takeDirectory(const std::string &Directory) {
  std::string Prefix = Directory == "/" ? Directory : Directory + "/";
  bool Any = false;
  for (const Command &E : Entries)
    if (StringRef(E.File).starts_with(Prefix)) {
      Any = true;
      take(E, /*Named=*/false);
    }
  if (!Any)
    List.Missing.push_back(Directory +
                           ": no file of the compile database lies in it");
}

void Selector::takeFile(const std::string &Name) {
  std::string File = absolutePath(Name);
  fs::file_status Status;
  std::error_code EC = fs::status(File, Status);
  if (!EC && fs::is_directory(Status)) {
    if (Request.Flags)
      List.Missing.push_back(
          Name + ": a directory; name files, or use a compile database");
    else
      takeDirectory(File);
    return;
  }
  if (EC) {
    List.Missing.push_back(Name + ": " + EC.message());
    return;
  }
  if (Request.Flags) {
    Command C;
    C.File = File;
    C.Directory = absolutePath(".");
    C.Args = *Request.Flags;
    // CMake passes the whole compiler call, others flags alone.
    if (C.Args.empty() || StringRef(C.Args.front()).starts_with("-"))
      C.Args.insert(C.Args.begin(), "clang");
    List.Sources.push_back(File);
    return take(std::move(C), /*Named=*/true);
  }
  bool Any = false;
  for (const Command &E : Entries)
    if (E.File == File) {
      Any = true;
      take(E, /*Named=*/true);
    }
  if (Any)
    List.Sources.push_back(File);
  else if (isHeaderName(File))
    takeHeader(File);
  else {
    List.Sources.push_back(File);
    takeGuess(File);
  }
}

CommandList Selector::run() {
  if (Request.Files.empty())
    for (const Command &E : Entries)
      take(E, /*Named=*/false);
  for (const std::string &F : Request.Files)
    takeFile(F);
  return std::move(List);
}

llvm::Expected<CommandList>
tool::selectCommands(const CommandRequest &Request) {
  if (Request.Flags) {
    if (Request.Files.empty())
      return llvm::createStringError(
          "no file before `--`; write: tocsin FILE -- FLAGS");
    return Selector(Request, {}).run();
  }
  std::string From = absolutePath(".");
  if (!Request.Files.empty()) {
    From = absolutePath(Request.Files.front());
    if (!fs::is_directory(From))
      From = path::parent_path(From).str();
  }
  llvm::Expected<std::string> Database = findDatabase(Request.Database, From);
  if (!Database)
    return Database.takeError();
  if (Database->empty())
    return llvm::createStringError(
        "no compile_commands.json in " + From +
        ", its parents or their build*/ directories; name one with -p, or "
        "give the flags: tocsin FILE -- FLAGS");
  llvm::Expected<std::vector<Command>> Entries = readDatabase(*Database);
  if (!Entries)
    return Entries.takeError();
  if (Entries->empty())
    return badDatabase(*Database, "the database has no entries");
  CommandList List = Selector(Request, std::move(*Entries)).run();
  List.DatabaseFile = std::move(*Database);
  return List;
}
