//===- Filter.cpp - Which findings the reader wants to see ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The filters and the JSON of --line-filter.
//
//===----------------------------------------------------------------------===//

#include "Report/Filter.h"
#include "Report/Report.h"
#include "Support/GlobList.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

static bool inRanges(llvm::ArrayRef<LineRange> Ranges, unsigned Line) {
  return llvm::any_of(Ranges, [&](const LineRange &R) {
    return R.first <= Line && Line <= R.second;
  });
}

static llvm::Error badLineFilter(const llvm::Twine &What) {
  return llvm::createStringError(
      "--line-filter: " + What +
      "; expected [{\"name\":\"FILE\",\"lines\":[[FIRST,LAST],...]},...]");
}

llvm::Expected<LineFilter> LineFilter::parse(StringRef Json) {
  auto Value = llvm::json::parse(Json);
  if (!Value)
    return badLineFilter(llvm::toString(Value.takeError()));
  const llvm::json::Array *List = Value->getAsArray();
  if (!List)
    return badLineFilter("not a list");
  LineFilter Filter;
  for (const llvm::json::Value &Item : *List) {
    const llvm::json::Object *O = Item.getAsObject();
    std::optional<StringRef> Name;
    if (!O || !(Name = O->getString("name")) || Name->empty())
      return badLineFilter("an entry has no \"name\"");
    File F{Name->str(), {}};
    if (const llvm::json::Value *Lines = O->get("lines")) {
      if (!Lines->getAsArray())
        return badLineFilter("\"lines\" of " + *Name + " is not a list");
      for (const llvm::json::Value &Pair : *Lines->getAsArray()) {
        const llvm::json::Array *P = Pair.getAsArray();
        std::optional<int64_t> From, To;
        if (!P || P->size() != 2 || !(From = (*P)[0].getAsInteger()) ||
            !(To = (*P)[1].getAsInteger()) || *From < 1 || *To < *From ||
            *To > UINT32_MAX)
          return badLineFilter("a range of " + *Name +
                               " is not [FIRST,LAST] with 1 <= FIRST <= LAST");
        F.Lines.emplace_back(*From, *To);
      }
    }
    Filter.Files.push_back(std::move(F));
  }
  return Filter;
}

bool LineFilter::passes(const Position &P) const {
  if (Files.empty())
    return true;
  for (const File &F : Files)
    if (StringRef(P.File).ends_with(F.Name))
      return F.Lines.empty() || inRanges(F.Lines, P.Line);
  return false;
}

bool ChangedLines::has(const Position &P) const {
  auto It = Files.find(P.File);
  return It != Files.end() && inRanges(It->second, P.Line);
}

bool ChangedLines::touches(const Finding &F) const {
  return has(F.At) ||
         llvm::any_of(F.Notes, [&](const Note &N) { return has(N.At); });
}

bool report::isThirdParty(StringRef Root, StringRef Path,
                          llvm::ArrayRef<std::string> More) {
  StringRef Rest = llvm::sys::path::parent_path(relativeTo(Root, Path));
  for (StringRef Part : llvm::make_range(llvm::sys::path::begin(Rest),
                                         llvm::sys::path::end(Rest)))
    if (llvm::StringSwitch<bool>(Part)
            .Cases("third_party", "thirdparty", "3rdparty", true)
            .Cases("vendor", "external", "_deps", "node_modules", true)
            .Default(false) ||
        llvm::is_contained(More, Part))
      return true;
  return false;
}

static llvm::Error compile(StringRef Option, StringRef Pattern,
                           std::optional<llvm::Regex> &Into) {
  std::string Why;
  Into.emplace(Pattern);
  if (!Into->isValid(Why))
    return llvm::createStringError("--" + Option + ": '" + Pattern +
                                   "' is no regular expression: " + Why);
  return llvm::Error::success();
}

llvm::Error PlaceFilter::setHeaderFilter(StringRef Pattern) {
  NoHeader = Pattern.empty();
  Header.reset();
  return NoHeader ? llvm::Error::success()
                  : compile("header-filter", Pattern, Header);
}

llvm::Error PlaceFilter::setExcludeHeaderFilter(StringRef Pattern) {
  Exclude.reset();
  return Pattern.empty() ? llvm::Error::success()
                         : compile("exclude-header-filter", Pattern, Exclude);
}

bool PlaceFilter::isExcluded(StringRef File) const {
  StringRef Below = relativeTo(Root, File);
  return llvm::any_of(ExcludeFiles, [&](StringRef Glob) {
    Glob.consume_front("./");
    Glob.consume_back("/");
    return matchGlob(Glob, Below) || matchGlob((Glob + "/*").str(), Below);
  });
}

bool PlaceFilter::passes(const Finding &F) const {
  StringRef File = F.At.File;
  if (!Lines.passes(F.At) || (Changed && !Changed->touches(F)))
    return false;
  if (!Only.empty() && !Only.contains(File) && !Asked.contains(File))
    return false;
  if (Asked.contains(File))
    return true;
  if (System.contains(File) || isThirdParty(Root, File, ThirdParty) ||
      isExcluded(File))
    return false;
  if (Main.contains(File))
    return true;
  return !NoHeader && (!Header || Header->match(File)) &&
         !(Exclude && Exclude->match(File));
}
