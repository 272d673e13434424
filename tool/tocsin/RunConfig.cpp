//===- RunConfig.cpp - .tocsin.yaml: how the tool runs ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// llvm::yaml knows the keys and complains of others with line and caret.
//
//===----------------------------------------------------------------------===//

#include "RunConfig.h"
#include "CompileCommands.h"
#include "Config.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace path = llvm::sys::path;

template <> struct llvm::yaml::ScalarEnumerationTraits<FailOn> {
  static void enumeration(IO &Io, FailOn &F) {
    Io.enumCase(F, "note", FailOn::Note);
    Io.enumCase(F, "warning", FailOn::Warning);
    Io.enumCase(F, "error", FailOn::Error);
    Io.enumCase(F, "never", FailOn::Never);
  }
};

template <> struct llvm::yaml::ScalarEnumerationTraits<Confidence> {
  static void enumeration(IO &Io, Confidence &C) {
    Io.enumCase(C, "low", Confidence::Low);
    Io.enumCase(C, "medium", Confidence::Medium);
    Io.enumCase(C, "high", Confidence::High);
  }
};

namespace {
struct Documents {
  std::map<std::string, std::string> Files;
};
} // namespace

template <> struct llvm::yaml::MappingTraits<Documents> {
  static void mapping(IO &Io, Documents &D) {
    for (const char *Format : {"sarif", "json", "gitlab", "github", "html"}) {
      std::optional<std::string> File;
      Io.mapOptional(Format, File);
      if (File)
        D.Files[Format] = *File;
    }
  }
};

template <> struct llvm::yaml::MappingTraits<RunConfig> {
  static void mapping(IO &Io, RunConfig &C) {
    Io.mapOptional("Jobs", C.Jobs);
    Io.mapOptional("BuildDir", C.BuildDir);
    Io.mapOptional("Exclude", C.Exclude);
    Io.mapOptional("ThirdParty", C.ThirdParty);
    Io.mapOptional("Baseline", C.Baseline);
    Documents D;
    Io.mapOptional("Formats", D);
    C.Formats = std::move(D.Files);
    Io.mapOptional("FailOn", C.Fail);
    Io.mapOptional("Confidence", C.MinConfidence);
    Io.mapOptional("Timeout", C.Timeout);
    Io.mapOptional("Cache", C.Cache);
  }
};

llvm::Expected<RunConfig> RunConfig::parse(llvm::MemoryBufferRef Buffer) {
  RunConfig C;
  // No document at all is no error.
  StringRef Text = Buffer.getBuffer();
  bool Empty = true;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Empty &= Line.trim().empty() || Line.ltrim().starts_with("#");
    Text = Rest;
  }
  if (Empty)
    return C;
  std::string Fault;
  llvm::yaml::Input In(
      Buffer, nullptr,
      [](const llvm::SMDiagnostic &D, void *To) {
        auto &Text = *static_cast<std::string *>(To);
        if (!Text.empty())
          return;
        llvm::raw_string_ostream OS(Text);
        D.print(nullptr, OS, /*ShowColors=*/false);
      },
      &Fault);
  In >> C;
  if (In.error())
    return llvm::createStringError(StringRef(Fault).rtrim());
  return C;
}

llvm::Error tool::applyRunConfig(Options &Opts,
                                 llvm::function_ref<bool(StringRef)> Given) {
  std::string File = Opts.RunConfigFile;
  if (!Given("run-config"))
    File = findUpwards(absolutePath("./x"), ".tocsin.yaml");
  Opts.RunConfigFile = File;
  if (File.empty())
    return llvm::Error::success();
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return llvm::createStringError(File +
                                   ": error: " + Buffer.getError().message());
  auto C = RunConfig::parse(**Buffer);
  if (!C)
    return C.takeError();
  auto Beside = [Directory = path::parent_path(absolutePath(File)).str()](
                    const std::string &Name) {
    if (path::is_absolute(Name) || Name == "-")
      return Name;
    llvm::SmallString<256> Path(Directory);
    path::append(Path, Name);
    path::remove_dots(Path, /*remove_dot_dot=*/true);
    return std::string(Path);
  };
  if (C->Jobs && !Given("j"))
    Opts.Jobs = *C->Jobs;
  if (C->Timeout && !Given("timeout"))
    Opts.Timeout = *C->Timeout;
  if (C->BuildDir && !Given("p") && !Opts.Flags)
    Opts.Database = Beside(*C->BuildDir);
  if (C->Baseline && !Given("baseline"))
    Opts.Baseline = Beside(*C->Baseline);
  if (C->Cache && !Given("no-cache") && !Given("cache-dir") &&
      !llvm::sys::Process::GetEnv("TOCSIN_CACHE_DIR")) {
    if (*C->Cache == "off")
      Opts.NoCache = true;
    else
      Opts.CacheDir = Beside(*C->Cache);
  }
  if (C->Fail && !Given("fail-on"))
    Opts.Fail = *C->Fail;
  if (C->MinConfidence && !Given("confidence"))
    Opts.MinConfidence = C->MinConfidence;
  for (const auto &[Format, Name] : C->Formats)
    if (!Given(Format))
      Opts.Documents.emplace_back(Format, Beside(Name));
  Opts.Exclude = std::move(C->Exclude);
  Opts.ThirdParty = std::move(C->ThirdParty);
  return llvm::Error::success();
}
