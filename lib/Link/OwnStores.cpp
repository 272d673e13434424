//===- OwnStores.cpp - Classes of a program that are stores ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The evidence, all of it needed: a reader and a plain writer whose key is of
// one type, and a conditional writer that takes what the plain one takes and a
// token more. They are methods of one class, or functions that take one handle
// first. Names only choose among functions whose types fit. The plain writer
// may be missing where the body of the other compares its token, or, where that
// is not there, its name says that it is conditional.
//
// Or the token travels inside the record: a reader, and a writer of whole
// records whose body compares a version of what it is handed with one that it
// has.
//
//===----------------------------------------------------------------------===//

#include "Link/OwnStores.h"
#include "Link/StoreWords.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;
using Pos = tocsin::model::Position;

namespace tocsin::link {

/// More than this is no store but a toolbox.
static constexpr size_t MaxFamily = 32;

namespace {
/// Functions of one class, or with one kind of handle.
struct Family {
  SmallVector<const Function *, 8> Members;
  unsigned First = 0; // of the parameters that count: what follows the handle
};

class Finder {
public:
  explicit Finder(const Unit &U) : U(U) {}

  std::vector<std::unique_ptr<Row>> run() {
    MapVector<StringRef, Family> Classes, Handles;
    for (const Function &F : U.Functions) {
      if (F.Params.empty() ||
          F.Flags & (FuncSystem | FuncCtor | FuncDtor | FuncLambda))
        continue;
      if (F.Flags & FuncMethod && F.Owner) {
        Classes[U.str(F.Owner)].Members.push_back(&F);
      } else if (StringRef Handle = handleOf(F); !Handle.empty()) {
        Handles[Handle].Members.push_back(&F);
        Handles[Handle].First = 1;
      }
    }
    for (auto *Group : {&Classes, &Handles})
      for (auto &[Name, F] : *Group)
        if (F.Members.size() >= 2)
          oneFamily(F);
    return std::move(Rows);
  }

private:
  StringRef nameOf(const Function &F) const { return lastName(U.str(F.Name)); }

  /// The record behind the first parameter of a free function.
  StringRef handleOf(const Function &F) const {
    const Type &T = U.Types[F.Params[0].Type];
    if (T.Kind != TypeKind::Pointer && T.Kind != TypeKind::Reference)
      return "";
    const Type &To = U.Types[T.Pointee];
    return To.Kind == TypeKind::Record ? U.str(To.Name) : StringRef();
  }

  /// What a function does: methods begin with the verb, functions of C mostly
  /// end with it.
  bool does(const Function &F, bool (*Verb)(StringRef)) const {
    auto Words = wordsOf(nameOf(F));
    if (F.Flags & FuncMethod)
      return !Words.empty() && Verb(Words[0]);
    return any_of(Words, [&](StringRef W) { return Verb(W); });
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
  std::optional<unsigned> tokenOf(const Function &W, const Function &C,
                                  unsigned First) const {
    if (C.Params.size() <= W.Params.size())
      return std::nullopt;
    std::optional<unsigned> Token;
    size_t Next = First;
    for (unsigned I = First; I < C.Params.size(); ++I) {
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

  /// `std::error_code &ec`: where a failure is told, no part of the record.
  bool tellsFailure(const Param &P) const {
    return written(P) &&
           any_of(wordsOf(lastName(recordName(P.Type))), [](StringRef W) {
             return isAny(W,
                          {"error", "err", "status", "failure", "exception"});
           });
  }
  unsigned inputs(const Function &F) const {
    unsigned N = F.Params.size();
    while (N && tellsFailure(F.Params[N - 1]))
      --N;
    return N;
  }

  void oneFamily(const Family &Of) {
    unsigned First = Of.First;
    SmallVector<const Function *, 8> Readers, Writers, Checkers, Whole,
        Removers, CheckedRemovers;
    for (const Function *F : Of.Members) {
      auto Words = wordsOf(nameOf(*F));
      bool Writes = any_of(Words, [](StringRef X) { return isWriter(X); });
      bool Reads = does(*F, isReader);
      bool Conditional = soundsConditional(nameOf(*F)) ||
                         any_of(F->Params, [&](const Param &P) {
                           return saysSeen(U.str(P.Name));
                         });
      if (Reads && F->Params.size() > First)
        Readers.push_back(F);
      if (!Reads && does(*F, isRemover)) {
        (Conditional ? CheckedRemovers : Removers).push_back(F);
        continue;
      }
      if (Writes && !Reads && inputs(*F) == First + 1)
        Whole.push_back(F);
      if (F->Params.size() < First + 2)
        continue;
      if (Conditional && (Writes || !Reads)) // `store_cas` has no other verb
        Checkers.push_back(F);
      else if (!Reads && does(*F, isWriter))
        Writers.push_back(F);
    }
    if (Writers.size() > MaxFamily || Readers.size() > MaxFamily)
      return;
    fencedRemovers(Removers, CheckedRemovers, First);
    if (Readers.empty())
      return fenced(Writers, Checkers, First);
    StringRef Checked; // the record that a writer compares as a whole
    for (const Function *W : Whole)
      if (W->defined() && wholeRecord(*W, First, Readers))
        Checked = recordName(W->Params[First].Type);
    for (const Function *W : Whole)
      if (W->defined() && !Checked.empty() &&
          recordName(W->Params[First].Type) == Checked &&
          !comparedIn(*W, First).Compares) {
        Row &Write = row(*W, Role::StoreWrite);
        Write.Args.push_back({Slot::Value, {Pos::Kind::Arg, int(First), ""}});
      }
    SmallVector<const Function *, 8> Takers(Checkers);
    Takers.append(Writers.begin(), Writers.end());
    for (const Function *C : Takers)
      recordAndToken(*C, First, Whole, Readers, Takers);
    removers(Removers, CheckedRemovers, First, Readers);
    for (const Function *W : Takers)
      comparedToken(*W, First, Readers);
    for (const Function *W : Writers) {
      SmallVector<std::pair<const Function *, unsigned>, 4> Checks;
      for (const Function *C : Checkers)
        if (auto Token = tokenOf(*W, *C, First))
          Checks.push_back({C, *Token});
      for (const Function *C : Writers) // an overload
        if (Checks.empty() && nameOf(*C) == nameOf(*W))
          if (auto Token = tokenOf(*W, *C, First))
            Checks.push_back({C, *Token});
      bool Fenced = any_of(Checks, [&](const auto &C) {
        return isFence(U.str(C.first->Params[C.second].Name));
      });
      for (auto [Check, Token] : Checks)
        for (const Function *R : Readers)
          if (typeOf(R->Params[First].Type) == typeOf(W->Params[First].Type))
            add(*R, *W, *Check, First, Token, Fenced);
    }
  }

  /// Nobody reads here, but a writer takes the epoch of a lease that the plain
  /// one leaves out.
  void fenced(ArrayRef<const Function *> Writers,
              ArrayRef<const Function *> Checkers, unsigned First) {
    for (const Function *W : Writers)
      for (const Function *C : Checkers)
        if (auto At = tokenOf(*W, *C, First);
            At && isFence(U.str(C->Params[*At].Name))) {
          Row &Write = row(*W, Role::StoreWrite);
          Write.Args.push_back({Slot::Key, {Pos::Kind::Arg, int(First), ""}});
          Write.Means |= bit(Trait::Cluster);
          break;
        }
  }

  /// ... or a remover does.
  void fencedRemovers(ArrayRef<const Function *> Plain,
                      ArrayRef<const Function *> Checked, unsigned First) {
    for (const Function *W : Plain)
      for (const Function *C : Checked)
        if (W->Params.size() > First)
          if (auto At = tokenOf(*W, *C, First);
              At && isFence(U.str(C->Params[*At].Name))) {
            Row &Remove = row(*W, Role::StoreDelete);
            Remove.Args.push_back(
                {Slot::Key, {Pos::Kind::Arg, int(First), ""}});
            Remove.Means |= bit(Trait::Cluster);
            break;
          }
  }

  /// The record that a function takes or gives, also as a maybe.
  StringRef recordName(TypeId Id) const {
    for (unsigned I = 0; I < 4; ++I) {
      const Type &T = U.Types[Id];
      if (T.Kind == TypeKind::Reference || T.Kind == TypeKind::Pointer) {
        Id = T.Pointee;
        continue;
      }
      return T.Kind == TypeKind::Record ? U.str(T.Name) : StringRef();
    }
    return "";
  }
  bool gives(const Function &R, unsigned First, StringRef Record) const {
    StringRef Name = recordName(R.Result);
    return Name == Record ||
           isAny(lastName(Name), {"optional", "shared_ptr", "unique_ptr",
                                  "expected", "Expected", "StatusOr", "Result",
                                  "Maybe", "Future", "future"}) ||
           any_of(drop_begin(R.Params, First + 1), [&](const Param &P) {
             return written(P) && recordName(P.Type) == Record;
           });
  }

  /// `Save(record)` beside `SaveIf(record, version)`: the record carries its
  /// key.
  void recordAndToken(const Function &C, unsigned First,
                      ArrayRef<const Function *> Plain,
                      ArrayRef<const Function *> Readers,
                      ArrayRef<const Function *> Takers) {
    StringRef Record = recordName(C.Params[First].Type);
    if (C.Params.size() != First + 2 || Record.empty() ||
        !isTokenName(U.str(C.Params[First + 1].Name)) ||
        isTokenName(U.str(C.Params[First].Name)))
      return;
    bool Read = false;
    for (const Function *R : Readers) {
      if (!gives(*R, First, Record))
        continue;
      Read = true;
      readRow(*R, First);
    }
    if (!Read)
      return;
    Row &Check = row(C, Role::StoreWrite);
    Check.Args.push_back({Slot::Value, {Pos::Kind::Arg, int(First), ""}});
    Check.Args.push_back({Slot::Token, {Pos::Kind::Arg, int(First) + 1, ""}});
    if (TokenUse Use = useOf(C, First + 1); !Use.Off.empty())
      Check.NoCheck.push_back(Use.Off);
    else if (!C.defined()) // only the constant's name tells
      Check.NoCheck = {"Any",     "ANY",      "Unconditional", "UNCONDITIONAL",
                       "NoCheck", "NO_CHECK", "Ignore",        "IGNORE"};
    if (U.Types[C.Result].Kind != TypeKind::Void)
      Check.Args.push_back({Slot::Outcome, {Pos::Kind::Ret, 0, ""}});
    bool Fenced = any_of(Takers, [&](const Function *X) {
      return X->Params.size() == First + 2 &&
             recordName(X->Params[First].Type) == Record &&
             isFence(U.str(X->Params[First + 1].Name));
    });
    for (const Function *W : Plain)
      if (recordName(W->Params[First].Type) == Record) {
        Row &Write = row(*W, Role::StoreWrite);
        Write.Args.push_back({Slot::Value, {Pos::Kind::Arg, int(First), ""}});
        if (Fenced)
          Write.Means |= bit(Trait::Cluster);
        Write.Instead = nameOf(C).str() + ", which compares '" +
                        U.str(C.Params[First + 1].Name).str() + "'";
      }
  }

  /// `Remove(key)` beside `RemoveIf(key, version)`.
  void removers(ArrayRef<const Function *> Plain,
                ArrayRef<const Function *> Checked, unsigned First,
                ArrayRef<const Function *> Readers) {
    for (const Function *W : Plain)
      for (const Function *C : Checked) {
        if (W->Params.size() <= First)
          continue;
        auto Token = tokenOf(*W, *C, First);
        if (!Token || isFence(U.str(C->Params[*Token].Name)))
          continue;
        bool Read = false;
        for (const Function *R : Readers)
          if (typeOf(R->Params[First].Type) == typeOf(W->Params[First].Type)) {
            Read = true;
            readRow(*R, First);
          }
        if (!Read)
          continue;
        Row &Remove = row(*W, Role::StoreDelete);
        Remove.Args.push_back({Slot::Key, {Pos::Kind::Arg, int(First), ""}});
        Remove.Instead = nameOf(*C).str() + ", which compares '" +
                         U.str(C->Params[*Token].Name).str() + "'";
        Row &Check = row(*C, Role::StoreDelete);
        Check.Args.push_back({Slot::Key, {Pos::Kind::Arg, int(First), ""}});
        Check.Args.push_back({Slot::Token, {Pos::Kind::Arg, int(*Token), ""}});
        if (U.Types[C->Result].Kind != TypeKind::Void)
          Check.Args.push_back({Slot::Outcome, {Pos::Kind::Ret, 0, ""}});
      }
  }

  /// The field of version that a value was read from, of the parameter or of
  /// something else.
  StringRef versionField(const Function &F, ValueId V, unsigned Param,
                         bool &OfParam) const {
    while (F.Instrs[V].Kind == Op::Cast)
      V = F.operands(F.Instrs[V])[0];
    if (F.Instrs[V].Kind != Op::Load)
      return "";
    const Place &P = F.Places[F.Instrs[V].Aux];
    if (P.Steps.empty() || P.Steps.back().Kind != StepKind::Field)
      return "";
    OfParam = P.Base == BaseKind::Param && P.Index == Param;
    StringRef Name = U.str(P.Steps.back().Name);
    return isTokenName(Name) ? Name : StringRef();
  }

  /// The version in the record that a body compares with one that it has.
  struct Within {
    bool Compares = false;
    StringRef Token;
    bool Escapes = false; // 0 is stored whatever is there
  };
  Within comparedIn(const Function &W, unsigned Param) const {
    Within Is;
    for (const Instr &X : W.Instrs) {
      if (X.Kind != Op::Cmp || X.NumOps != 2 ||
          (CmpOp(X.Sub) != CmpOp::Eq && CmpOp(X.Sub) != CmpOp::Ne))
        continue;
      bool A = false, B = false;
      auto Ops = W.operands(X);
      StringRef L = versionField(W, Ops[0], Param, A);
      StringRef R = versionField(W, Ops[1], Param, B);
      if (!L.empty() && L == R && A != B)
        Is.Token = L;
      Is.Compares |= !L.empty() || !R.empty();
      for (ValueId O : Ops)
        Is.Escapes |= (A || B) && W.Instrs[O].Kind == Op::ConstInt &&
                      W.Instrs[O].Imm == 0;
    }
    return Is;
  }

  bool wholeRecord(const Function &W, unsigned Param,
                   ArrayRef<const Function *> Readers) {
    const Type *Ty = &U.Types[W.Params[Param].Type];
    if (Ty->Kind == TypeKind::Reference || Ty->Kind == TypeKind::Pointer)
      Ty = &U.Types[Ty->Pointee];
    if (Ty->Kind != TypeKind::Record)
      return false;
    auto [Compares, Token, Escapes] = comparedIn(W, Param);
    if (Token.empty())
      return false;
    bool Read = false;
    for (const Function *R : Readers)
      if (U.Types[R->Result].Kind == TypeKind::Record ||
          gives(*R, Param, U.str(Ty->Name))) {
        Read = true;
        readRow(*R, Param);
      }
    if (!Read)
      return false;
    Row &Check = row(W, Role::StoreWrite);
    Check.Args.push_back({Slot::Value, {Pos::Kind::Arg, int(Param), ""}});
    Check.Args.push_back(
        {Slot::Token, {Pos::Kind::Arg, int(Param), Token.str()}});
    if (Escapes)
      Check.NoCheck.push_back("0");
    if (U.Types[W.Result].Kind != TypeKind::Void)
      Check.Args.push_back({Slot::Outcome, {Pos::Kind::Ret, 0, ""}});
    return true;
  }

  /// What a writer's body makes of the parameter that is its token.
  struct TokenUse {
    bool Compares = false; // with a version
    std::string Off;       // the value that says not to
  };
  /// A record's version, or what a variable got of one: `absent ? 0 : version`.
  bool isVersion(const Function &W, ValueId V, unsigned Depth = 6) const {
    bool Field = false;
    if (!versionField(W, V, ~0u, Field).empty())
      return true;
    const Instr &X = W.Instrs[V];
    auto Deeper = [&](ValueId Y) { return isVersion(W, Y, Depth - 1); };
    if (!Depth)
      return false;
    if (X.Kind == Op::Cast || X.Kind == Op::Select)
      return any_of(W.operands(X), Deeper);
    const Place *From =
        X.Kind == Op::Load || X.Kind == Op::AddrOf ? &W.Places[X.Aux] : nullptr;
    if (From && From->Base == BaseKind::Value && From->Steps.size() == 1 &&
        From->Steps[0].Kind == StepKind::Deref)
      return Deeper(From->Index);
    if (const Step *S = From ? From->field() : nullptr)
      return isTokenName(U.str(S->Name));
    return From && From->Base == BaseKind::Local && From->Steps.empty() &&
           any_of(W.Instrs, [&](const Instr &Y) {
             return Y.Kind == Op::Store &&
                    W.Places[Y.Aux].Base == BaseKind::Local &&
                    W.Places[Y.Aux].Index == From->Index &&
                    W.Places[Y.Aux].Steps.empty() && Deeper(W.operands(Y)[0]);
           });
  }

  TokenUse useOf(const Function &W, unsigned Param) const {
    TokenUse Use;
    if (W.Params[Param].HasDefaultInt)
      Use.Off = std::to_string(W.Params[Param].DefaultInt);
    if (!W.defined())
      return Use;
    auto IsParam = [&](ValueId V) {
      while (W.Instrs[V].Kind == Op::Cast)
        V = W.operands(W.Instrs[V])[0];
      return W.Instrs[V].Kind == Op::Load &&
             W.Places[W.Instrs[V].Aux].Base == BaseKind::Param &&
             W.Places[W.Instrs[V].Aux].Index == Param;
    };
    bool OffText = false; // an empty text
    for (const Instr &X : W.Instrs) {
      if (X.Kind == Op::Call && X.Aux != None)
        textCalls(W, X, Param, Use.Compares, OffText);
      if (X.Kind != Op::Cmp || X.NumOps != 2)
        continue;
      auto Ops = W.operands(X);
      auto Is = CmpOp(X.Sub);
      bool Equality = Is == CmpOp::Eq || Is == CmpOp::Ne;
      bool Swapped = IsParam(Ops[1]);
      if (!Swapped && !IsParam(Ops[0]))
        continue;
      ValueId With = Ops[Swapped ? 0 : 1];
      while (W.Instrs[With].Kind == Op::Cast)
        With = W.operands(W.Instrs[With])[0];
      const Instr &Y = W.Instrs[With];
      if (Equality && isVersion(W, With))
        Use.Compares = true;
      if (Y.Kind == Op::Neg && W.Instrs[W.operands(Y)[0]].Kind == Op::ConstInt)
        Use.Off = std::to_string(-W.Instrs[W.operands(Y)[0]].Imm);
      else if (Y.Kind == Op::ConstInt)
        Use.Off = std::to_string(Equality ? Y.Imm : Y.Imm == 0 ? -1 : Y.Imm);
    }
    if (OffText)
      Use.Off = "\"\"";
    return Use;
  }

  /// A writer that takes the version which the caller has seen: its body
  /// compares it with a version, unless it is a value that says not to. Where
  /// the body is not there, its name has to say that it is conditional.
  void comparedToken(const Function &W, unsigned First,
                     ArrayRef<const Function *> Readers) {
    auto IsToken = [&](const ir::Param &P) {
      return isTokenName(U.str(P.Name));
    };
    auto At = find_if(drop_begin(W.Params, First + 1), IsToken);
    if (W.Params.size() < First + 3 || At == W.Params.end())
      return;
    unsigned Param = At - W.Params.begin();
    TokenUse Use = useOf(W, Param);
    bool Said = !W.defined() && soundsConditional(nameOf(W)) &&
                U.Types[W.Result].Kind != TypeKind::Void;
    if (!Use.Compares && !Said)
      return;
    bool Read = false;
    for (const Function *R : Readers) {
      bool Out = any_of(drop_begin(R->Params, First + 1),
                        [&](const ir::Param &P) { return written(P); });
      if ((U.Types[R->Result].Kind != TypeKind::Record && !Out) ||
          typeOf(R->Params[First].Type) != typeOf(W.Params[First].Type))
        continue;
      Read = true;
      readRow(*R, First);
    }
    if (!Read)
      return;
    unsigned Value = Param == First + 1 ? First + 2 : First + 1;
    Row &Write = row(W, Role::StoreWrite);
    Write.Args.push_back({Slot::Key, {Pos::Kind::Arg, int(First), ""}});
    Write.Args.push_back({Slot::Value, {Pos::Kind::Arg, int(Value), ""}});
    Write.Args.push_back({Slot::Token, {Pos::Kind::Arg, int(Param), ""}});
    if (!Use.Off.empty())
      Write.NoCheck.push_back(Use.Off);
    if (U.Types[W.Result].Kind != TypeKind::Void)
      Write.Args.push_back({Slot::Outcome, {Pos::Kind::Ret, 0, ""}});
  }

  /// `if_match.empty()`, `row.etag != if_match`.
  void textCalls(const Function &W, const Instr &X, unsigned Param,
                 bool &Compares, bool &Empty) const {
    auto Ops = W.operands(X);
    auto Base = [&](ValueId V) -> const Place * {
      while (W.Instrs[V].Kind == Op::Cast)
        V = W.operands(W.Instrs[V])[0];
      Op K = W.Instrs[V].Kind;
      return K == Op::Load || K == Op::AddrOf ? &W.Places[W.Instrs[V].Aux]
                                              : nullptr;
    };
    auto IsParam = [&](ValueId V) {
      const Place *P = Base(V);
      return P && P->Base == BaseKind::Param && P->Index == Param;
    };
    auto IsToken = [&](ValueId V) {
      const Place *P = Base(V);
      return P && !P->Steps.empty() &&
             P->Steps.back().Kind == StepKind::Field &&
             isTokenName(U.str(P->Steps.back().Name));
    };
    StringRef Name = nameOf(U.Functions[X.Aux]);
    if (Name == "empty" && Ops.size() == 1 && IsParam(Ops[0]))
      Empty = true;
    if ((Name == "operator==" || Name == "operator!=") && Ops.size() == 2)
      Compares |= (IsParam(Ops[0]) && IsToken(Ops[1])) ||
                  (IsParam(Ops[1]) && IsToken(Ops[0]));
  }

  Row &row(const Function &F, Role Is) {
    auto R = std::make_unique<Row>();
    R->Names.push_back(U.str(F.Name).str());
    for (FuncId O : F.Overrides)
      R->Names.push_back(U.str(U.Functions[O].Name).str());
    R->Is = Is;
    R->MinParams = R->MaxParams = int(F.Params.size());
    R->Library = OwnStoreLibrary;
    R->Args.push_back(
        {Slot::Store,
         {F.Flags & FuncMethod ? Pos::Kind::This : Pos::Kind::Arg, 0, ""}});
    Rows.push_back(std::move(R));
    return *Rows.back();
  }

  bool written(const Param &P) const {
    const Type &T = U.Types[P.Type];
    return (T.Kind == TypeKind::Reference || T.Kind == TypeKind::Pointer) &&
           !(U.Types[T.Pointee].Quals & QualConst);
  }

  /// A reader by key: the value is what it gives back or puts where it is
  /// told.
  void readRow(const Function &R, unsigned First) {
    Row &Read = row(R, Role::StoreRead);
    Read.Args.push_back({Slot::Key, {Pos::Kind::Arg, int(First), ""}});
    bool Given = false;
    for (unsigned I = First + 1; I < R.Params.size(); ++I) {
      if (!written(R.Params[I]) || tellsFailure(R.Params[I]))
        continue;
      bool IsToken = isTokenName(U.str(R.Params[I].Name));
      if (!IsToken && Given)
        continue;
      Given |= !IsToken;
      Pos At{Pos::Kind::Out, int(I), ""};
      Read.Args.push_back({IsToken ? Slot::Token : Slot::Value, At});
      if (!IsToken &&
          U.Types[U.Types[R.Params[I].Type].Pointee].Kind == TypeKind::Record)
        Read.Args.push_back({Slot::Token, At});
    }
    if (Given)
      return;
    Read.Args.push_back({Slot::Value, {Pos::Kind::Ret, 0, ""}});
    if (U.Types[R.Result].Kind == TypeKind::Record) // value and version in one
      Read.Args.push_back({Slot::Token, {Pos::Kind::Ret, 0, ""}});
  }

  void add(const Function &R, const Function &W, const Function &C, int First,
           unsigned Token, bool Fenced) {
    auto At = [](int I, Pos::Kind K = Pos::Kind::Arg) { return Pos{K, I, ""}; };
    readRow(R, First);
    Row &Write = row(W, Role::StoreWrite);
    Write.Args.push_back({Slot::Key, At(First)});
    Write.Args.push_back({Slot::Value, At(First + 1)});
    Write.Instead =
        nameOf(C) == nameOf(W)
            ? "the form that takes '" + U.str(C.Params[Token].Name).str() + "'"
            : nameOf(C).str() + ", which compares '" +
                  U.str(C.Params[Token].Name).str() + "'";
    if (Fenced)
      Write.Means |= bit(Trait::Cluster);
    Row &Check = row(C, Role::StoreWrite);
    Check.Args.push_back({Slot::Key, At(First)});
    Check.Args.push_back({Slot::Token, At(Token)});
    Check.Args.push_back(
        {Slot::Value, At(int(Token) == First + 1 ? First + 2 : First + 1)});
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
