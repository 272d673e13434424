//===- Print.cpp - What `tocsin models` shows -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rows as text, for people.
//
//===----------------------------------------------------------------------===//

#include "Model/Model.h"
#include "Model/Words.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace tocsin::model {

template <class T>
static std::string setText(uint64_t Set, StringRef (*Name)(T)) {
  SmallVector<StringRef, 4> Parts;
  for (unsigned I = 0; I < 64; ++I)
    if (Set >> I & 1)
      Parts.push_back(Name(T(I)));
  return join(Parts, ", ");
}

static std::string argsText(const Row &R) {
  SmallVector<std::string, 4> Parts;
  for (const auto &[S, P] : R.Args)
    Parts.push_back((slotName(S) + ": " + positionText(P)).str());
  return join(Parts, ", ");
}

/// The words that tell overloads apart.
static std::string constraintText(const Row &R) {
  std::string Text;
  for (const auto &[Index, Name] : R.ParamTypes)
    Text += " if parameter " + itostr(Index) + " is " + Name;
  if (R.MinParams != 0 || R.MaxParams != Row().MaxParams)
    Text += " with " + itostr(R.MinParams) +
            (R.MinParams == R.MaxParams ? "" : " to " + itostr(R.MaxParams)) +
            " parameters";
  if (R.Static)
    Text += *R.Static ? " if static" : " if not static";
  return Text;
}

static void printShort(const Row &R, raw_ostream &OS) {
  OS << join(R.Names, ", ") << constraintText(R) << ": " << roleName(R.Is);
  if (R.Does != Deed::None)
    OS << ' ' << deedName(R.Does);
  if (!R.Args.empty())
    OS << " {" << argsText(R) << '}';
  if (!R.Cite.empty())
    OS << "  " << R.Cite;
  OS << '\n';
}

void printList(const Model &M, StringRef Filter, raw_ostream &OS) {
  auto Shown = [&](const Row &R) {
    return StringRef(R.Library).contains(Filter) ||
           any_of(R.Names, [&](StringRef N) { return N.contains(Filter); });
  };
  for (const Library &L : M.libraries()) {
    bool First = true;
    for (const auto &R : M.rows()) {
      if (!StringRef(R->Source).starts_with(L.File + ":") || !Shown(*R))
        continue;
      if (std::exchange(First, false))
        OS << L.Name << (L.Summary.empty() ? "" : ": ") << L.Summary << " ("
           << L.File << ")\n";
      OS << "  ";
      printShort(*R, OS);
    }
  }
}

static void printRule(const FlagRule &Rule, raw_ostream &OS) {
  auto List = [&](StringRef Key, ArrayRef<std::string> Flags) {
    if (!Flags.empty())
      OS << Key << ' ' << join(Flags, ", ");
  };
  OS << "    if " << slotName(Rule.Arg) << ' ';
  List("has", Rule.Has);
  List("has any of", Rule.Any);
  List("equals", Rule.Equals);
  List("has none of", Rule.Not);
  List("begins with one of", Rule.Begins);
  if (!Rule.Text.empty())
    OS << "contains one of '" << Rule.Text << "'";
  if (Rule.Means)
    OS << ": " << setText(Rule.Means, traitName);
  if (Rule.What)
    OS << ": checks " << setText(Rule.What, propertyName);
  if (Rule.Does != Deed::None)
    OS << ": does " << deedName(Rule.Does);
  OS << '\n';
}

static void printLong(const Row &R, raw_ostream &OS) {
  OS << "  " << roleName(R.Is);
  if (R.Does != Deed::None)
    OS << ' ' << deedName(R.Does);
  OS << ": " << roleText(R.Is) << constraintText(R) << '\n';
  if (!R.Args.empty())
    OS << "    operands: " << argsText(R) << '\n';
  if (R.What)
    OS << "    checks: " << setText(R.What, propertyName) << '\n';
  if (R.Succeeds != Success::Unknown)
    OS << "    succeeded if the result is: " << successName(R.Succeeds) << '\n';
  if (R.Means)
    OS << "    always: " << setText(R.Means, traitName) << '\n';
  for (const FlagRule &Rule : R.When)
    printRule(Rule, OS);
  if (R.Reach != Scope::Unknown)
    OS << "    others that write: "
       << (R.Reach == Scope::Process ? "threads of the process"
           : R.Reach == Scope::Host  ? "processes of the host"
                                     : "other machines")
       << '\n';
  auto List = [&](StringRef Key, ArrayRef<std::string> Words) {
    if (!Words.empty())
      OS << "    " << Key << ": " << join(Words, ", ") << '\n';
  };
  List("tokens that check nothing", R.NoCheck);
  List("fields that are no token", R.NotToken);
  List("a refusal shows as", R.Conflict);
  if (!R.Instead.empty())
    OS << "    instead: " << R.Instead << '\n';
  OS << "    from " << R.Source;
  if (!R.Cite.empty())
    OS << ", which cites " << R.Cite;
  OS << '\n';
}

bool explain(const Model &M, StringRef Name, raw_ostream &OS) {
  ArrayRef<const Row *> Known = M.named(Name);
  if (!Known.empty()) {
    OS << Name << '\n';
    for (const Row *R : Known)
      printLong(*R, OS);
    return true;
  }
  std::vector<StringRef> All, Inside;
  for (const auto &R : M.rows())
    for (StringRef Other : R->Names) {
      All.push_back(Other);
      if (Other.ends_with(("::" + Name).str()) && !is_contained(Inside, Other))
        Inside.push_back(Other);
    }
  OS << "nothing is known of '" << Name << "'";
  StringRef Near = nearest(Name, All);
  if (!Inside.empty())
    OS << "; did you mean " << join(Inside, ", ") << '?';
  else if (!Near.empty())
    OS << "; did you mean '" << Near << "'?";
  OS << '\n';
  return false;
}

bool validate(const Model &Base, ArrayRef<std::string> Files, raw_ostream &OS) {
  bool Good = true;
  Model M = Base.clone();
  for (const std::string &File : Files) {
    auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
    if (!Buffer) {
      OS << File << ": error: " << Buffer.getError().message() << '\n';
      Good = false;
      continue;
    }
    if (Error E = M.add(**Buffer)) {
      OS << toString(std::move(E)) << '\n';
      Good = false;
      continue;
    }
    size_t Count = count_if(M.rows(), [&](const auto &R) {
      return StringRef(R->Source).starts_with(File + ":");
    });
    OS << File << ": " << Count << (Count == 1 ? " row\n" : " rows\n");
  }
  return Good;
}

} // namespace tocsin::model
