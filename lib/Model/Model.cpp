//===- Model.cpp - Which rows fit a function ------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds the rows that fit a declared function, and keeps the rows in force.
//
//===----------------------------------------------------------------------===//

#include "Model/Model.h"
#include "Model/Annotations.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace tocsin::model {

Model::Model() : Annotated(std::make_unique<Annotations>()) {}
Model::~Model() = default;
Model::Model(Model &&) noexcept = default;
Model &Model::operator=(Model &&) noexcept = default;

const Position *Row::arg(Slot S) const {
  for (const auto &[Where, P] : Args)
    if (Where == S)
      return &P;
  return nullptr;
}

const Model &Model::builtin() {
  static const Model Builtin = [] {
    Model M;
    for (auto [Name, Text] : builtinTexts())
      if (Error E = M.add(MemoryBufferRef(Text, Name))) {
        // Ours to get right, and never to go without: what is missing changes
        // results in silence.
        report_fatal_error("a built-in model file has an error: " +
                           Twine(toString(std::move(E))));
      }
    return M;
  }();
  return Builtin;
}

Model Model::clone() const {
  Model Copy;
  Copy.Libraries = Libraries;
  Copy.Fields = Fields;
  Copy.Constants = Constants;
  Copy.Commands = Commands;
  Copy.Vocabulary = Vocabulary;
  for (const auto &R : Rows) {
    Copy.Rows.push_back(std::make_unique<Row>(*R));
    for (const std::string &Name : R->Names)
      Copy.ByName[Name].push_back(Copy.Rows.back().get());
  }
  return Copy;
}

void Model::removeRows(StringRef Name, std::optional<Role> R) {
  auto It = ByName.find(Name);
  if (It == ByName.end())
    return;
  auto Goes = [&](const Row *Old) { return !R || Old->Is == *R; };
  SmallSet<const Row *, 2> Nameless;
  for (const auto &Old : Rows)
    if (Goes(Old.get()) && is_contained(It->second, Old.get())) {
      erase(Old->Names, Name);
      if (Old->Names.empty())
        Nameless.insert(Old.get());
    }
  erase_if(It->second, Goes);
  if (It->second.empty())
    ByName.erase(It);
  if (!Nameless.empty())
    erase_if(Rows, [&](const auto &Old) { return Nameless.count(Old.get()); });
}

ArrayRef<const Row *> Model::named(StringRef Name) const {
  auto It = ByName.find(Name);
  if (It == ByName.end())
    return {};
  return It->second;
}

ArrayRef<const Row *> Model::named(const ir::Unit &U,
                                   const ir::Function &F) const {
  StringRef Name = U.str(F.Name), Owner = U.str(F.Owner), Rest = Name;
  // `operator int` and `operator T *` of a template are one member.
  if (!Owner.empty() && Rest.consume_front(Owner) &&
      Rest.starts_with("::operator ") && F.Params.empty())
    if (auto Rows = named((Owner + "::operator T").str()); !Rows.empty())
      return Rows;
  return named(Name);
}

std::optional<Property> Model::fieldProperty(StringRef Record,
                                             StringRef Field) const {
  SmallString<64> Key(Record);
  Key += "::";
  Key += Field;
  auto It = Fields.find(Key);
  if (It == Fields.end())
    return std::nullopt;
  return It->second;
}

std::optional<Property> Model::constantProperty(StringRef Name) const {
  auto It = Fields.find(Name);
  if (It == Fields.end())
    return std::nullopt;
  return It->second;
}

std::optional<Role> Model::command(StringRef Words) const {
  auto It = Commands.find(Words.upper());
  if (It == Commands.end())
    return std::nullopt;
  return It->second;
}

StringRef lastName(StringRef Qualified) {
  for (size_t I = Qualified.size(); I > 1; --I)
    if (Qualified[I - 1] == ':' && Qualified[I - 2] == ':')
      return Qualified.drop_front(I);
  return Qualified;
}

SmallVector<std::string, 6> splitWords(StringRef Identifier) {
  SmallVector<std::string, 6> R;
  std::string Word;
  auto Flush = [&] {
    if (!Word.empty())
      R.push_back(std::move(Word));
    Word.clear();
  };
  for (size_t I = 0; I < Identifier.size(); ++I) {
    char C = Identifier[I];
    if (!isAlnum(C)) {
      Flush();
      continue;
    }
    bool AfterLower = I && isLower(Identifier[I - 1]);
    bool BeforeLower = I && isUpper(Identifier[I - 1]) &&
                       I + 1 < Identifier.size() && isLower(Identifier[I + 1]);
    if (isUpper(C) && (AfterLower || BeforeLower))
      Flush();
    Word += toLower(C);
  }
  Flush();
  return R;
}

static bool isParticiple(StringRef Word) {
  return Word.ends_with("ed") || Word.ends_with("en");
}

WordClasses Model::wordClasses(StringRef Identifier) const {
  // Of the longest phrases that are known; `last_sweep` is no `last`.
  constexpr size_t MaxPhrase = 3;
  SmallVector<std::string, 6> Split = splitWords(Identifier);
  WordClasses R = 0;
  for (size_t I = 0; I < Split.size();) {
    size_t Length = std::min(MaxPhrase, Split.size() - I);
    WordClasses Here = 0;
    for (; Length; --Length) {
      auto It = Vocabulary.find(
          join(Split.begin() + I, Split.begin() + I + Length, "_"));
      if (It == Vocabulary.end())
        continue;
      Here = It->second;
      break;
    }
    // `submitted_at`: when something was done, whatever it was.
    if (Length <= 1 && I + 1 < Split.size() && Split[I + 1] == "at" &&
        StringRef(Split[I]).ends_with("ed")) {
      Here = bit(WordClass::Birth);
      Length = 2;
    }
    // `used_ms`: a moment, too, if there is a word for it.
    if (Length <= 1 && I + 2 == Split.size() && isParticiple(Split[I]) &&
        Vocabulary.lookup(Split[I + 1]) & bit(WordClass::Unit))
      if (WordClasses Moment = Vocabulary.lookup(Split[I] + "_at")) {
        Here = Moment;
        Length = 2;
      }
    R |= Here;
    I += std::max<size_t>(Length, 1);
  }
  // By itself a unit says nothing of what is counted in it.
  return R & ~bit(WordClass::Unit);
}

bool Model::isMapped(StringRef Record, StringRef Field) const {
  return wordClasses((lastName(Record) + "_" + Field).str()) &
         bit(WordClass::Mapped);
}

std::optional<int64_t> Model::constant(StringRef Name) const {
  auto It = Constants.find(Name);
  if (It == Constants.end())
    return std::nullopt;
  return It->second;
}

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

/// A parameter by a position's index, negative ones from the end.
static const ir::Param *paramAt(const ir::Function &F, int Index) {
  if (Index < 0)
    Index += int(F.Params.size());
  if (Index < 0 || size_t(Index) >= F.Params.size())
    return nullptr;
  return &F.Params[Index];
}

/// Pointers to pointers are few; a malformed unit must not hold us.
static constexpr unsigned MaxPointees = 8;

static bool isNamed(const ir::Unit &U, ir::TypeId Id, StringRef Name) {
  if (Name == "*")
    return true;
  for (unsigned I = 0; I < MaxPointees && Id < U.Types.size(); ++I) {
    const ir::Type &T = U.Types[Id];
    if (U.str(T.Sugar) == Name || U.str(T.Name) == Name)
      return true;
    if (T.Kind != ir::TypeKind::Pointer && T.Kind != ir::TypeKind::Reference &&
        T.Kind != ir::TypeKind::Array)
      return false;
    Id = T.Pointee;
  }
  return false;
}

static bool isCharacter(const ir::Unit &U, const ir::Type &T) {
  if (T.Kind != ir::TypeKind::Int)
    return false;
  auto Wide = [](StringRef Name) {
    return is_contained({"wchar_t", "WCHAR", "TCHAR", "char16_t", "char32_t"},
                        Name);
  };
  // Windows headers for C make wchar_t of a 16-bit integer.
  return T.Bits == 8 || T.Bits == 16 || Wide(U.str(T.Name)) ||
         Wide(U.str(T.Sugar));
}

/// Whether a parameter can be a file name: that a project's own
/// `remove(struct list *)` or `access(int)` is another function.
static bool canBePath(const ir::Unit &U, ir::TypeId Id) {
  if (Id < U.Types.size() && U.Types[Id].Kind == ir::TypeKind::Reference)
    Id = U.Types[Id].Pointee;
  if (Id >= U.Types.size())
    return false;
  const ir::Type &T = U.Types[Id];
  if (T.Kind == ir::TypeKind::Record)
    return true;
  if (T.Kind != ir::TypeKind::Pointer && T.Kind != ir::TypeKind::Array)
    return false;
  return T.Pointee < U.Types.size() && isCharacter(U, U.Types[T.Pointee]);
}

/// A guard that is moved, a thread object that is copied: the constructor has
/// its own class where another overload has a lock or a function.
static bool copiesItself(const ir::Unit &U, const ir::Function &F) {
  if (!(F.Flags & ir::FuncCtor) || F.Params.empty())
    return false;
  const ir::Type &T = U.Types[F.Params[0].Type];
  return T.Kind == ir::TypeKind::Reference &&
         U.Types[T.Pointee].Kind == ir::TypeKind::Record &&
         U.Types[T.Pointee].Name == F.Owner;
}

static bool fits(const ir::Unit &U, const ir::Function &F, const Row &R) {
  int Params = int(F.Params.size());
  if (Params < R.MinParams || Params > R.MaxParams)
    return false;
  bool Locks = R.Is == Role::LockAcquire || R.Is == Role::LockRelease;
  bool Ends = R.Is == Role::Destroy || R.Is == Role::Enqueue;
  if ((Locks || Ends || concernsMemory(R.Is)) && R.ParamTypes.empty() &&
      copiesItself(U, F))
    return false;
  if (R.Static && *R.Static != ((F.Flags & ir::FuncStatic) != 0))
    return false;
  for (const auto &[Index, Name] : R.ParamTypes) {
    const ir::Param *P = paramAt(F, Index);
    if (!P || !isNamed(U, P->Type, Name))
      return false;
  }
  for (Slot S : {Slot::Path, Slot::Path2}) {
    const Position *Pos = R.arg(S);
    if (!Pos || Pos->Where != Position::Kind::Arg || !Pos->Member.empty())
      continue;
    const ir::Param *P = paramAt(F, Pos->Index);
    // A declaration without a prototype, or the variable part of `execl`.
    if (!P && (F.Params.empty() || (F.Flags & ir::FuncVariadic)))
      continue;
    if (!P)
      return false;
    int Index = int(P - F.Params.data());
    bool Typed =
        any_of(R.ParamTypes, [&](const auto &T) { return T.first == Index; });
    if (!Typed && !canBePath(U, P->Type))
      return false;
  }
  return true;
}

SmallVector<const Row *, 2> Model::match(const ir::Unit &U,
                                         const ir::Function &F) const {
  SmallVector<const Row *, 2> Result;
  for (const ir::Attribute &A : F.Attrs)
    if (U.str(A.Name) == "annotate")
      if (const Row *R = annotated(U, F, U.str(A.Text)))
        Result.push_back(R);

  // System headers define C functions `static inline`; a project's static
  // function only shares the name. A qualified name is no coincidence: a
  // template is internal if an argument is, as a lambda.
  if (F.Sym.Internal && !(F.Flags & ir::FuncSystem) &&
      !U.str(F.Name).contains("::"))
    return Result;

  // The nearest function that a role is known of decides about that role, there
  // the rows that say most of the parameters' types.
  uint64_t Known = 0;
  for (const Row *R : Result)
    Known |= 1ull << unsigned(R->Is);
  SmallVector<const ir::Function *, 4> Level{&F};
  SmallSet<const ir::Function *, 8> Seen;
  Seen.insert(&F);
  while (!Level.empty()) {
    uint64_t Found = 0;
    SmallVector<const ir::Function *, 4> Next;
    for (const ir::Function *G : Level) {
      auto Rows = named(U, *G);
      auto Fits = [&](const Row *R) {
        return !(Known >> unsigned(R->Is) & 1) && fits(U, *G, *R);
      };
      for (const Row *R : Rows) {
        if (is_contained(Result, R) || !Fits(R) ||
            any_of(Rows, [&](const Row *Other) {
              return Other->Is == R->Is &&
                     Other->ParamTypes.size() > R->ParamTypes.size() &&
                     Fits(Other);
            }))
          continue;
        Result.push_back(R);
        Found |= 1ull << unsigned(R->Is);
      }
      for (ir::FuncId Id : G->Overrides)
        if (Id < U.Functions.size() && Seen.insert(&U.Functions[Id]).second)
          Next.push_back(&U.Functions[Id]);
    }
    Known |= Found;
    Level = std::move(Next);
  }
  return Result;
}

} // namespace tocsin::model
