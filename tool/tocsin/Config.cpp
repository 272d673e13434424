//===- Config.cpp - Which checks run, and with which options --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `.clang-tidy` is read node by node: several of its keys come in two shapes.
//
//===----------------------------------------------------------------------===//

#include "Config.h"
#include "Report/UnusedNoLint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace path = llvm::sys::path;
namespace yaml = llvm::yaml;

namespace {

/// Walks one document and collects the first error.
class Reader {
public:
  explicit Reader(llvm::MemoryBufferRef Buffer) : Buffer(Buffer) {
    SM.setDiagHandler(keep, this);
  }
  llvm::Expected<TidyFile> run();

private:
  static void keep(const llvm::SMDiagnostic &D, void *Self) {
    auto &R = *static_cast<Reader *>(Self);
    std::string Text =
        (R.Buffer.getBufferIdentifier() + ":" + llvm::Twine(D.getLineNo()) +
         ":" + llvm::Twine(D.getColumnNo() + 1) + ": error: " + D.getMessage())
            .str();
    if (D.getKind() == llvm::SourceMgr::DK_Warning)
      R.File.Unknown.push_back(std::move(Text));
    else if (R.Fault.empty())
      R.Fault = std::move(Text);
  }
  void fail(yaml::Node *N, const llvm::Twine &What) {
    if (Fault.empty())
      SM.PrintMessage(N->getSourceRange().Start, llvm::SourceMgr::DK_Error,
                      What);
  }

  std::string scalar(yaml::Node *N, StringRef Key);
  std::vector<std::string> list(yaml::Node *N, StringRef Key);
  std::string globs(yaml::Node *N, StringRef Key) {
    return llvm::isa<yaml::SequenceNode>(N) ? llvm::join(list(N, Key), ",")
                                            : scalar(N, Key);
  }
  void checkOption(const std::string &Key, std::string Value, yaml::Node *N);
  void checkOptions(yaml::Node *N);
  bool member(StringRef Key, yaml::Node *Value);

  llvm::MemoryBufferRef Buffer;
  llvm::SourceMgr SM;
  std::string Fault;
  TidyFile File;
};

} // namespace

std::string Reader::scalar(yaml::Node *N, StringRef Key) {
  if (llvm::isa<yaml::NullNode>(N))
    return {};
  llvm::SmallString<128> Storage;
  if (auto *S = llvm::dyn_cast<yaml::ScalarNode>(N))
    return S->getValue(Storage).str();
  if (auto *B = llvm::dyn_cast<yaml::BlockScalarNode>(N))
    return B->getValue().str();
  fail(N, Key + " must be text");
  return {};
}

std::vector<std::string> Reader::list(yaml::Node *N, StringRef Key) {
  std::vector<std::string> Texts;
  if (auto *S = llvm::dyn_cast<yaml::SequenceNode>(N)) {
    for (yaml::Node &Item : *S)
      Texts.push_back(scalar(&Item, Key));
  } else if (!llvm::isa<yaml::NullNode>(N)) {
    fail(N, Key + " must be a list");
  }
  return Texts;
}

static std::optional<Confidence> confidenceNamed(StringRef Name) {
  return llvm::StringSwitch<std::optional<Confidence>>(Name)
      .Case("low", Confidence::Low)
      .Case("medium", Confidence::Medium)
      .Case("high", Confidence::High)
      .Default(std::nullopt);
}

void Reader::checkOption(const std::string &Key, std::string Value,
                         yaml::Node *N) {
  if (StringRef(Key).starts_with("tocsin-") &&
      StringRef(Key).ends_with(".MinConfidence") && !confidenceNamed(Value))
    fail(N, Key + ": '" + Value +
                "' is no confidence; there are low, medium, high");
  File.CheckOptions[Key] = std::move(Value);
}

void Reader::checkOptions(yaml::Node *N) {
  if (auto *Map = llvm::dyn_cast<yaml::MappingNode>(N)) {
    for (yaml::KeyValueNode &KV : *Map) {
      std::string Key = scalar(KV.getKey(), "CheckOptions");
      checkOption(Key, scalar(KV.getValue(), Key), KV.getKey());
    }
    return;
  }
  auto *List = llvm::dyn_cast<yaml::SequenceNode>(N);
  if (!List) {
    if (!llvm::isa<yaml::NullNode>(N))
      fail(N, "CheckOptions must be a map, or a list of key and value");
    return;
  }
  for (yaml::Node &Item : *List) {
    auto *Pair = llvm::dyn_cast<yaml::MappingNode>(&Item);
    if (!Pair) {
      fail(&Item, "an entry of CheckOptions must have key and value");
      return;
    }
    std::string Key, Value;
    for (yaml::KeyValueNode &KV : *Pair) {
      std::string Name = scalar(KV.getKey(), "CheckOptions");
      (Name == "key" ? Key : Value) = scalar(KV.getValue(), Name);
    }
    checkOption(Key, std::move(Value), Pair);
  }
}

/// What tocsin has no use for, but clang-tidy has.
static constexpr StringRef OfClangTidy[] = {
    "HeaderFileExtensions",
    "ImplementationFileExtensions",
    "AnalyzeTemporaryDtors",
    "FormatStyle",
    "User",
    "SystemHeaders",
    "UseColor",
    "CustomChecks",
    "RemovedArgs",
    "ExcludeDirectories",
};

/// False if nobody knows the key.
bool Reader::member(StringRef Key, yaml::Node *Value) {
  if (Key == "Checks")
    File.Checks = globs(Value, Key);
  else if (Key == "WarningsAsErrors")
    File.WarningsAsErrors = globs(Value, Key);
  else if (Key == "HeaderFilterRegex")
    File.HeaderFilter = scalar(Value, Key);
  else if (Key == "ExcludeHeaderFilterRegex")
    File.ExcludeHeaderFilter = scalar(Value, Key);
  else if (Key == "ExtraArgs")
    File.ExtraArgs = list(Value, Key);
  else if (Key == "ExtraArgsBefore")
    File.ExtraArgsBefore = list(Value, Key);
  else if (Key == "InheritParentConfig")
    File.Inherit = StringRef(scalar(Value, Key)).equals_insensitive("true");
  else if (Key == "CheckOptions")
    checkOptions(Value);
  else
    return llvm::is_contained(OfClangTidy, Key);
  return true;
}

llvm::Expected<TidyFile> Reader::run() {
  yaml::Stream Stream(Buffer, SM);
  auto Doc = Stream.begin();
  yaml::Node *Root = Doc == Stream.end() ? nullptr : Doc->getRoot();
  if (auto *Map = llvm::dyn_cast_or_null<yaml::MappingNode>(Root)) {
    for (yaml::KeyValueNode &KV : *Map) {
      if (!KV.getKey() || !KV.getValue() || !Fault.empty())
        break;
      std::string Key = scalar(KV.getKey(), "a key");
      if (!member(Key, KV.getValue()))
        SM.PrintMessage(KV.getKey()->getSourceRange().Start,
                        llvm::SourceMgr::DK_Warning,
                        "unknown key '" + Key + "'");
    }
  } else if (Root && !llvm::isa<yaml::NullNode>(Root)) {
    fail(Root, "the file must be a map of keys and values");
  }
  if (Fault.empty() && Stream.failed())
    Fault = (Buffer.getBufferIdentifier() + ":1:1: error: not YAML").str();
  if (!Fault.empty())
    return llvm::createStringError(Fault);
  return std::move(File);
}

llvm::Expected<TidyFile> TidyFile::parse(llvm::MemoryBufferRef Buffer) {
  return Reader(Buffer).run();
}

void TidyFile::apply(const TidyFile &Inner) {
  auto Join = [](std::optional<std::string> &To,
                 const std::optional<std::string> &From) {
    if (From)
      To = To && !To->empty() ? *To + "," + *From : *From;
  };
  Join(Checks, Inner.Checks);
  Join(WarningsAsErrors, Inner.WarningsAsErrors);
  if (Inner.HeaderFilter)
    HeaderFilter = Inner.HeaderFilter;
  if (Inner.ExcludeHeaderFilter)
    ExcludeHeaderFilter = Inner.ExcludeHeaderFilter;
  llvm::append_range(ExtraArgs, Inner.ExtraArgs);
  llvm::append_range(ExtraArgsBefore, Inner.ExtraArgsBefore);
  for (const auto &[Key, Value] : Inner.CheckOptions)
    CheckOptions[Key] = Value;
  llvm::append_range(Unknown, Inner.Unknown);
}

std::string tool::findUpwards(StringRef File, StringRef Name) {
  for (StringRef Dir = path::parent_path(File); !Dir.empty();
       Dir = path::parent_path(Dir)) {
    llvm::SmallString<256> Path(Dir);
    path::append(Path, Name);
    if (llvm::sys::fs::is_regular_file(Path))
      return std::string(Path);
  }
  return {};
}

llvm::Expected<std::string> tool::modelFileFor(const Settings &S,
                                               StringRef Source) {
  auto Named = S.File.CheckOptions.find("tocsin-model.File");
  if (Named == S.File.CheckOptions.end() || Named->second.empty())
    return findUpwards(Source, ".tocsin-model.yaml");
  std::string File = path::is_absolute(Named->second)
                         ? Named->second
                         : findUpwards(Source, Named->second);
  if (File.empty())
    return llvm::createStringError("tocsin-model.File: no '" + Named->second +
                                   "' beside or above " + Source);
  return File;
}

llvm::Expected<TidyFile> Config::read(StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return llvm::createStringError(Path +
                                   ": error: " + Buffer.getError().message());
  Read.push_back(Path.str());
  return TidyFile::parse(**Buffer);
}

llvm::Expected<TidyFile> Config::load(StringRef Directory) {
  if (Opts.ConfigFile)
    return read(*Opts.ConfigFile);
  if (Opts.Config)
    return TidyFile::parse({*Opts.Config, "--config"});
  std::string Path = findUpwards((Directory + "/.").str(), ".clang-tidy");
  if (Path.empty())
    return TidyFile();
  llvm::Expected<TidyFile> Inner = read(Path);
  if (!Inner || !Inner->Inherit)
    return Inner;
  StringRef Parent = path::parent_path(path::parent_path(Path));
  if (Parent.empty())
    return Inner;
  llvm::Expected<TidyFile> Outer = load(Parent);
  if (!Outer)
    return Outer;
  Outer->apply(*Inner);
  return Outer;
}

/// Globs that name tocsin; `*` and `-*` do not.
static GlobList onlyOurs(StringRef Globs) {
  GlobList Ours, All(Globs);
  for (const GlobList::Item &I : All.items())
    if (StringRef(I.Glob).starts_with("tocsin"))
      Ours.append(GlobList((I.Positive ? "" : "-") + I.Glob));
  return Ours;
}

Confidence Settings::least(StringRef Check) const {
  auto It = File.CheckOptions.find((Check + ".MinConfidence").str());
  if (It == File.CheckOptions.end())
    return Confidence::Medium;
  return confidenceNamed(It->second).value_or(Confidence::Medium);
}

std::map<std::string, std::string> Settings::analysisOptions() const {
  std::map<std::string, std::string> Ours;
  for (const auto &[Key, Value] : File.CheckOptions)
    if (StringRef(Key).starts_with("tocsin-") &&
        !StringRef(Key).starts_with("tocsin-model.") &&
        !StringRef(Key).ends_with(".MinConfidence"))
      Ours[Key] = Value;
  return Ours;
}

llvm::Expected<Settings> Config::settle(TidyFile File) const {
  Settings S;
  if (Opts.Checks) {
    S.Enabled = GlobList(*Opts.Checks);
  } else {
    S.Enabled = GlobList("tocsin-*");
    if (File.Checks)
      S.Enabled.append(onlyOurs(*File.Checks));
  }
  if (Opts.WarningsAsErrors)
    S.AsErrors = GlobList(*Opts.WarningsAsErrors);
  else if (File.WarningsAsErrors)
    S.AsErrors = GlobList(*File.WarningsAsErrors);
  S.File = std::move(File);
  return S;
}

llvm::Expected<const Settings &> Config::forFile(StringRef File) {
  std::string Directory = path::parent_path(File).str();
  auto It = ByDirectory.find(Directory);
  if (It == ByDirectory.end()) {
    llvm::Expected<TidyFile> Loaded = load(Directory);
    if (!Loaded)
      return Loaded.takeError();
    llvm::Expected<Settings> Set = settle(std::move(*Loaded));
    if (!Set)
      return Set.takeError();
    It = ByDirectory.emplace(Directory, std::move(*Set)).first;
  }
  return It->second;
}

std::vector<std::string> tool::unknownGlobs(const GlobList &Globs) {
  std::vector<std::string> Unknown;
  for (const GlobList::Item &I : Globs.items()) {
    StringRef Glob = I.Glob;
    // `tocsin-model` reports nothing but carries options.
    if (!Glob.starts_with("tocsin") || Glob == "tocsin-model" ||
        llvm::any_of(report::reportableChecks(),
                     [&](const CheckInfo &C) { return matchGlob(Glob, C.Id); }))
      continue;
    Unknown.push_back(I.Glob);
  }
  return Unknown;
}

static std::string quoted(StringRef Text) {
  std::string Out = "'";
  for (char C : Text) {
    Out += C;
    if (C == '\'')
      Out += C;
  }
  return Out + "'";
}

void tool::dumpConfig(const Settings &S, llvm::raw_ostream &OS) {
  auto Globs = [](const GlobList &List) {
    std::string Text;
    for (const GlobList::Item &I : List.items())
      Text += (Text.empty() ? "" : ",") + std::string(I.Positive ? "" : "-") +
              I.Glob;
    return quoted(Text);
  };
  OS << "---\nChecks: " << Globs(S.Enabled)
     << "\nWarningsAsErrors: " << Globs(S.AsErrors)
     << "\nHeaderFilterRegex: " << quoted(S.File.HeaderFilter.value_or(""))
     << "\nExcludeHeaderFilterRegex: "
     << quoted(S.File.ExcludeHeaderFilter.value_or("")) << "\nCheckOptions:";
  bool Any = false;
  for (const auto &[Key, Value] : S.File.CheckOptions)
    if (StringRef(Key).starts_with("tocsin-")) {
      OS << "\n  " << Key << ": " << quoted(Value);
      Any = true;
    }
  OS << (Any ? "\n...\n" : " {}\n...\n");
}
