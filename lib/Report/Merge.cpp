//===- Merge.cpp - Several SARIF documents as one run -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first document lends its head; results and notifications are joined,
// sorted, and each kept once.
//
//===----------------------------------------------------------------------===//

#include "Report/Merge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include <map>
#include <tuple>

using namespace tocsin;
using llvm::StringRef;
namespace json = llvm::json;

static llvm::Error refuse(StringRef Name, const llvm::Twine &Why) {
  return llvm::createStringError(Name + ": error: " + Why);
}

/// The member at the end of a way of names and indices; null if it is not
/// there.
static const json::Value *at(const json::Value *V,
                             llvm::ArrayRef<const char *> Way) {
  for (StringRef Step : Way) {
    if (!V)
      return nullptr;
    size_t Index;
    if (const json::Array *A = V->getAsArray()) {
      if (Step.getAsInteger(10, Index) || Index >= A->size())
        return nullptr;
      V = &(*A)[Index];
    } else {
      const json::Object *O = V->getAsObject();
      V = O ? O->get(Step) : nullptr;
    }
  }
  return V;
}

static std::string textAt(const json::Value &V,
                          llvm::ArrayRef<const char *> Way) {
  const json::Value *Found = at(&V, Way);
  return Found && Found->getAsString() ? Found->getAsString()->str() : "";
}

static int64_t numberAt(const json::Value &V,
                        llvm::ArrayRef<const char *> Way) {
  const json::Value *Found = at(&V, Way);
  return Found ? Found->getAsInteger().value_or(0) : 0;
}

static std::string print(const json::Value &V) {
  std::string Text;
  llvm::raw_string_ostream(Text) << V;
  return Text;
}

namespace {

class Merger {
public:
  llvm::Error add(llvm::MemoryBufferRef Document);
  void write(llvm::raw_ostream &OS);

private:
  // Place, check and identity; equal ones are one finding.
  using Key =
      std::tuple<std::string, int64_t, int64_t, std::string, std::string>;
  /// Of two that differ in what was hidden, the one that is not hidden stays.
  static bool better(const json::Value &A, const json::Value &B);

  json::Value Head = nullptr; // of the first document
  std::string Tool, Bases;
  bool SameBases = true, Successful = true;
  std::map<Key, json::Value> Results;
  std::map<std::string, json::Value> Notifications;
};

} // namespace

bool Merger::better(const json::Value &A, const json::Value &B) {
  bool HiddenA = at(&A, {"suppressions"}), HiddenB = at(&B, {"suppressions"});
  if (HiddenA != HiddenB)
    return HiddenB;
  std::string TextA = print(A), TextB = print(B);
  return std::make_pair(TextA.size(), TextA) <
         std::make_pair(TextB.size(), TextB);
}

llvm::Error Merger::add(llvm::MemoryBufferRef Document) {
  StringRef Name = Document.getBufferIdentifier();
  auto Value = json::parse(Document.getBuffer());
  if (!Value)
    return refuse(Name, "no JSON: " + llvm::toString(Value.takeError()));
  if (textAt(*Value, {"version"}) != "2.1.0")
    return refuse(Name, "no SARIF 2.1.0");
  const json::Value *Driver = at(&*Value, {"runs", "0", "tool", "driver"});
  if (!Driver || at(&*Value, {"runs", "1"}) ||
      textAt(*Driver, {"name"}) != "Tocsin")
    return refuse(Name, "not one run of Tocsin");
  std::string ThisTool = print(*Driver);
  if (!Tool.empty() && ThisTool != Tool)
    return refuse(Name, "written by another version of Tocsin (" +
                            textAt(*Driver, {"version"}) + ")");
  Tool = ThisTool;

  json::Object &Run =
      *(*Value->getAsObject()->getArray("runs"))[0].getAsObject();
  if (json::Array *List = Run.getArray("results"))
    for (json::Value &R : *List) {
      const char *Place[] = {"locations", "0", "physicalLocation"};
      const json::Value *Where = at(&R, Place);
      json::Value Nowhere = nullptr;
      const json::Value &P = Where ? *Where : Nowhere;
      Key K{textAt(P, {"artifactLocation", "uri"}),
            numberAt(P, {"region", "startLine"}),
            numberAt(P, {"region", "startColumn"}), textAt(R, {"ruleId"}),
            textAt(R, {"partialFingerprints", "tocsin/v1"})};
      auto It = Results.find(K);
      if (It == Results.end())
        Results.emplace(std::move(K), std::move(R));
      else if (better(R, It->second))
        It->second = std::move(R);
    }
  if (json::Array *List = Run.getArray("invocations"))
    for (json::Value &I : *List) {
      const json::Value *Fine = at(&I, {"executionSuccessful"});
      Successful &= Fine && Fine->getAsBoolean().value_or(false);
      if (json::Array *Told =
              I.getAsObject()
                  ? I.getAsObject()->getArray("toolExecutionNotifications")
                  : nullptr)
        for (json::Value &N : *Told)
          Notifications.emplace(print(N), N);
    }
  // Parts that were analysed in different folders have no base in common.
  std::string ThisBase;
  if (const json::Value *B = Run.get("originalUriBaseIds"))
    ThisBase = print(*B);
  if (Head == nullptr)
    Bases = ThisBase;
  SameBases &= Bases == ThisBase;
  Run.erase("results");
  Run.erase("invocations");
  if (Head == nullptr)
    Head = std::move(*Value);
  return llvm::Error::success();
}

void Merger::write(llvm::raw_ostream &OS) {
  json::Object &Run = *(*Head.getAsObject()->getArray("runs"))[0].getAsObject();
  if (!SameBases)
    if (json::Object *B = Run.getObject("originalUriBaseIds"))
      for (auto &Base : *B)
        Base.second = json::Object{
            {"description", json::Object{{"text", "the project's folder"}}}};
  json::Array Told, List;
  for (auto &N : Notifications)
    Told.push_back(std::move(N.second));
  for (auto &R : Results)
    List.push_back(std::move(R.second));
  Run["invocations"] = json::Array{
      json::Object{{"executionSuccessful", Successful},
                   {"toolExecutionNotifications", std::move(Told)}}};
  Run["results"] = std::move(List);
  json::OStream(OS, 2).value(Head);
  OS << '\n';
}

llvm::Error report::mergeSarif(llvm::ArrayRef<llvm::MemoryBufferRef> Documents,
                               llvm::raw_ostream &OS) {
  Merger M;
  for (llvm::MemoryBufferRef D : Documents)
    if (llvm::Error E = M.add(D))
      return E;
  M.write(OS);
  return llvm::Error::success();
}
