//===- OwnStores.cpp - Classes of a program that are stores ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The evidence, all of it needed: a reader and a plain writer whose first
// parameter is of one type, and a conditional writer that takes what the plain
// one takes and a token more. Names only choose among methods whose types fit.
//
//===----------------------------------------------------------------------===//

#include "Link/OwnStores.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;
using Pos = tocsin::model::Position;

namespace tocsin::link {

/// The words of `fetchIfNewer`, `fetch_if_newer`, in lower case.
static SmallVector<std::string, 4> wordsOf(StringRef Name) {
  SmallVector<std::string, 4> Words;
  for (size_t I = 0; I < Name.size(); ++I) {
    char C = Name[I];
    bool Starts =
        I == 0 || Name[I - 1] == '_' || (isUpper(C) && !isUpper(Name[I - 1]));
    if (C == '_')
      continue;
    if (Starts || Words.empty())
      Words.emplace_back();
    Words.back() += toLower(C);
  }
  return Words;
}

static bool isAny(StringRef Word, ArrayRef<StringRef> Of) {
  return is_contained(Of, Word);
}

static bool isReader(StringRef W) {
  return isAny(W, {"get", "load", "fetch", "find", "read", "lookup", "query"});
}
static bool isWriter(StringRef W) {
  return isAny(W,
               {"save", "put", "store", "set", "update", "replace", "write"});
}

/// A parameter that says which state the write is based on.
static bool isTokenName(StringRef Name) {
  auto Words = wordsOf(Name);
  if (Words.empty())
    return false;
  StringRef Last = Words.back();
  return isAny(Last, {"version", "revision", "rev", "generation", "gen",
                      "epoch", "etag", "cas", "seqno", "token", "index"}) &&
         (Words.size() > 1 || Last != "index");
}

/// `SaveIf`, `compareSet`, `PutFenced`, `store_if_unchanged`.
static bool soundsConditional(StringRef Name) {
  return any_of(wordsOf(Name), [](StringRef W) {
    return isAny(W, {"if", "compare", "cas", "fenced", "conditional", "checked",
                     "versioned", "unchanged", "match", "version", "expected"});
  });
}

namespace {
class Finder {
public:
  explicit Finder(const Unit &U) : U(U) {}

  std::vector<std::unique_ptr<Row>> run() {
    MapVector<StrId, SmallVector<const Function *, 8>> Classes;
    for (const Function &F : U.Functions)
      if (F.Flags & FuncMethod && F.Owner && !F.Params.empty() &&
          !(F.Flags & (FuncSystem | FuncCtor | FuncDtor | FuncLambda)))
        Classes[F.Owner].push_back(&F);
    for (auto &[Owner, Methods] : Classes)
      if (Methods.size() >= 3)
        oneClass(Methods);
    return std::move(Rows);
  }

private:
  StringRef nameOf(const Function &F) const {
    return U.str(F.Name).rsplit("::").second;
  }

  /// A type without reference, constness and spelling.
  std::string typeOf(TypeId Id) const {
    std::string Text;
    for (unsigned I = 0; I < 6; ++I) {
      const Type &T = U.Types[Id];
      if (T.Kind == TypeKind::Reference) {
        Id = T.Pointee;
        continue;
      }
      Text += char('a' + unsigned(T.Kind));
      Text += std::to_string(T.Bits);
      if (T.Kind == TypeKind::Record || T.Kind == TypeKind::Enum)
        return Text + U.str(T.Name).str();
      if (T.Kind != TypeKind::Pointer)
        return Text;
      Id = T.Pointee;
    }
    return Text;
  }

  /// Position of the token among `C`'s parameters if `C` takes what `W` takes
  /// and a token more.
  std::optional<unsigned> tokenOf(const Function &W, const Function &C) const {
    if (C.Params.size() <= W.Params.size())
      return std::nullopt;
    std::optional<unsigned> Token;
    size_t Next = 0;
    for (unsigned I = 0; I < C.Params.size(); ++I) {
      if (Next < W.Params.size() &&
          typeOf(C.Params[I].Type) == typeOf(W.Params[Next].Type) &&
          !isTokenName(U.str(C.Params[I].Name))) {
        ++Next;
        continue;
      }
      if (!Token && isTokenName(U.str(C.Params[I].Name)))
        Token = I;
    }
    return Next == W.Params.size() ? Token : std::nullopt;
  }

  void oneClass(ArrayRef<const Function *> Methods) {
    for (const Function *W : Methods) {
      auto Words = wordsOf(nameOf(*W));
      if (W->Params.size() < 2 || Words.empty() || !isWriter(Words[0]) ||
          soundsConditional(nameOf(*W)))
        continue;
      for (const Function *C : Methods) {
        auto Token = tokenOf(*W, *C);
        auto Other = wordsOf(nameOf(*C));
        bool Sibling = nameOf(*C) == nameOf(*W) ||
                       (soundsConditional(nameOf(*C)) &&
                        any_of(Other, [](StringRef X) { return isWriter(X); }));
        if (!Token || !Sibling)
          continue;
        for (const Function *R : Methods)
          if (isReader(wordsOf(nameOf(*R))[0]) &&
              typeOf(R->Params[0].Type) == typeOf(W->Params[0].Type))
            add(*R, *W, *C, *Token);
        break;
      }
    }
  }

  Row &row(const Function &F, Role Is) {
    auto R = std::make_unique<Row>();
    R->Names.push_back(U.str(F.Name).str());
    R->Is = Is;
    R->MinParams = R->MaxParams = int(F.Params.size());
    R->Library = "of the program";
    R->Args.push_back({Slot::Store, {Pos::Kind::This, 0, ""}});
    Rows.push_back(std::move(R));
    return *Rows.back();
  }

  bool written(const Param &P) const {
    const Type &T = U.Types[P.Type];
    return (T.Kind == TypeKind::Reference || T.Kind == TypeKind::Pointer) &&
           !(U.Types[T.Pointee].Quals & QualConst);
  }

  void add(const Function &R, const Function &W, const Function &C,
           unsigned Token) {
    auto At = [](int I, Pos::Kind K = Pos::Kind::Arg) { return Pos{K, I, ""}; };
    Row &Read = row(R, Role::StoreRead);
    Read.Args.push_back({Slot::Key, At(0)});
    bool Given = false;
    for (unsigned I = 1; I < R.Params.size(); ++I) {
      if (!written(R.Params[I]))
        continue;
      bool IsToken = isTokenName(U.str(R.Params[I].Name));
      if (!IsToken && Given)
        continue;
      Given |= !IsToken;
      Read.Args.push_back(
          {IsToken ? Slot::Token : Slot::Value, At(I, Pos::Kind::Out)});
    }
    if (!Given)
      Read.Args.push_back({Slot::Value, At(0, Pos::Kind::Ret)});
    Row &Write = row(W, Role::StoreWrite);
    Write.Args.push_back({Slot::Key, At(0)});
    Write.Args.push_back({Slot::Value, At(1)});
    Write.Instead =
        nameOf(C) == nameOf(W)
            ? "the form that takes '" + U.str(C.Params[Token].Name).str() + "'"
            : nameOf(C).str() + ", which compares '" +
                  U.str(C.Params[Token].Name).str() + "'";
    Row &Check = row(C, Role::StoreWrite);
    Check.Args.push_back({Slot::Key, At(0)});
    Check.Args.push_back({Slot::Token, At(Token)});
    Check.Args.push_back({Slot::Value, At(Token == 1 ? 2 : 1)});
    if (U.Types[C.Result].Kind != TypeKind::Void)
      Check.Args.push_back({Slot::Outcome, At(0, Pos::Kind::Ret)});
  }

  const Unit &U;
  std::vector<std::unique_ptr<Row>> Rows;
};
} // namespace

std::vector<std::unique_ptr<Row>> ownStores(const Unit &U) {
  return Finder(U).run();
}

} // namespace tocsin::link
