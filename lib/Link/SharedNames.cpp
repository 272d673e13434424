//===- SharedNames.cpp - Cells and locks, named for the whole program -----===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What one function calls a cell, in terms that all functions share; how it
// gets to the object; and whether an element may be a thread's own.
//
//===----------------------------------------------------------------------===//

#include "Link/AccessCases.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

bool Shared::isOnlyObject(NameId Record) {
  if (!GlobalObjects) {
    GlobalObjects.emplace();
    std::set<std::pair<NameId, uint32_t>> Seen;
    for (uint32_t I = 0; I < P.unitCount(); ++I) {
      const Unit &U = P.unit(I);
      for (GlobalId G = 0; G < U.Globals.size(); ++G) {
        const Type *Of = &U.Types[U.Globals[G].Type];
        while (Of->Kind == TypeKind::Array)
          Of = &U.Types[Of->Pointee];
        if (Of->Kind != TypeKind::Record)
          continue;
        NameId Name = P.name(I, Of->Name);
        if (Seen.insert({Name, P.global(I, G)}).second)
          ++(*GlobalObjects)[Name];
      }
    }
  }
  StringRef Name = P.names()[Record];
  return !Name.empty() && !Name.contains('(') &&
         GlobalObjects->lookup(Record) == 1;
}

bool Shared::isThreadLocal(uint32_t Global) const {
  auto [Home, G] = P.globalAt(Global);
  return P.unit(Home).Globals[G].Flags & GlobalThreadLocal;
}

bool Shared::isUnion(NameId Record) {
  if (!Unions) {
    Unions.emplace();
    for (uint32_t I = 0; I < P.unitCount(); ++I)
      for (const ir::Record &R : P.unit(I).Records)
        if (R.Union)
          Unions->insert(P.name(I, R.Name));
  }
  return Unions->contains(Record);
}

/// The memory location that a bit-field shares with those beside it.
StringRef Shared::bitsOf(NameId Record, NameId Field) {
  if (!BitsOf) {
    BitsOf.emplace();
    for (uint32_t I = 0; I < P.unitCount(); ++I) {
      const Unit &U = P.unit(I);
      for (const ir::Record &R : U.Records)
        for (const ir::Field &F : R.Fields)
          for (const Attribute &A : F.Attrs)
            if (U.str(A.Name) == "bits")
              BitsOf->try_emplace({P.name(I, R.Name), P.name(I, F.Name)},
                                  ("(bits" + U.str(A.Text) + ")").str());
    }
  }
  auto It = BitsOf->find({Record, Field});
  return It == BitsOf->end() ? StringRef("(bits)") : StringRef(It->second);
}

void Shared::readArrays() {
  if (Arrays)
    return;
  Arrays.emplace();
  for (uint32_t I = 0; I < P.unitCount(); ++I) {
    const Unit &U = P.unit(I);
    for (const ir::Record &R : U.Records)
      for (const ir::Field &F : R.Fields)
        if (const Type &T = U.Types[F.Type]; T.Kind == TypeKind::Array) {
          Arrays->insert({P.name(I, R.Name), P.name(I, F.Name)});
          if (const Type &Of = U.Types[T.Pointee]; Of.Kind == TypeKind::Record)
            Elements.insert({P.name(I, Of.Name), P.name(I, R.Name)});
        }
  }
}

/// Whether a field holds its elements itself, as no container does.
bool Shared::isArray(NameId Record, NameId Field) {
  readArrays();
  return Arrays->contains({Record, Field});
}

bool Shared::isOneOf(NameId Lock, NameId Cell) const {
  auto Record = [&](NameId N) {
    return P.names().intern(name(N).split('.').first);
  };
  return !Elements.empty() && Elements.contains({Record(Lock), Record(Cell)});
}

/// Whether a field is what a key leads to, so that `it->second` is `map[key]`.
bool Shared::isMapped(const TermTable &T, TermId Part) {
  if (T.kind(Part) != TermKind::FieldAddr)
    return false;
  auto [It, New] = MappedParts.try_emplace({T[Part].B, T[Part].A}, false);
  if (New)
    It->second =
        P.models().isMapped(P.names()[T[Part].B], P.names()[T[Part].A]);
  return It->second;
}

/// Names a cell or a lock for the whole program.
Shared::CellName Shared::nameOf(FunctionFlow &W, TermId Cell, bool BitField) {
  TermTable &T = W.terms();
  Names &N = P.names();
  CellName R;
  std::string Path;
  std::string Shown;
  NameId Owner = 0;
  bool Last = true;
  TermId A = Cell;
  std::string OfElement; // the key without the array that is kept in a record
  for (;; A = T.op(A, 0)) {
    if (T.kind(A) == TermKind::FieldAddr &&
        T.kind(T.op(A, 0)) == TermKind::ElemAddr && isMapped(T, A))
      continue;
    if (T.kind(A) == TermKind::FieldAddr) {
      StringRef Field = N[T[A].A];
      // Bit-fields of a record share their storage.
      Path = ("." + (Last && BitField ? bitsOf(T[A].B, T[A].A) : Field)).str() +
             Path;
      Shown =
          Field.str() + (Shown.empty() || Shown[0] == '[' ? "" : ".") + Shown;
      Owner = T[A].B;
      Last = false;
      if (TermId Of = T.op(A, 0); OfElement.empty() &&
                                  T.kind(Of) == TermKind::ElemAddr &&
                                  T.kind(T.op(Of, 0)) == TermKind::FieldAddr &&
                                  isArray(T[T.op(Of, 0)].B, T[T.op(Of, 0)].A))
        OfElement = N[Owner].str() + Path;
    } else if (T.kind(A) == TermKind::ElemAddr) {
      Path = "[]" + Path;
      Shown = (Shown.empty() || Shown[0] == '[' ? "[]" : "[].") + Shown;
    } else {
      break;
    }
  }
  R.Base = A;
  R.Part = !OfElement.empty();
  auto Finish = [&](const Twine &Key, const Twine &Name) {
    R.Key = N.intern(OfElement.empty() ? Key.str() : OfElement);
    R.Spelled = N.intern(Name.str());
  };
  switch (T.kind(A)) {
  case TermKind::GlobalAddr: {
    auto [Home, G] = P.globalAt(T[A].A);
    const Unit &U = P.unit(Home);
    StringRef Name = lastName(U.str(U.Globals[G].Name));
    if (U.Globals[G].Flags & GlobalThreadLocal)
      return R;
    R.Global = true;
    bool Dot = !Shown.empty() && Shown[0] != '[';
    // The only one of its record is the one that pointers lead to; the only
    // array of them holds all that they lead to.
    bool Element = StringRef(Path).starts_with("[].");
    bool Only = Owner && (Path[0] == '.' || Element) && isOnlyObject(Owner);
    Finish(Only ? N[Owner] + Twine(StringRef(Path).substr(Element ? 2 : 0))
                : "@" + Twine(T[A].A) + Path,
           Name + (Dot ? "." : "") + Shown);
    R.Global = !(Only && Element) && OfElement.empty();
    if (Only && !Element)
      GlobalParts.insert(R.Key);
    return R;
  }
  case TermKind::LocalAddr: {
    // A local that closures know by reference.
    uint32_t L = T[A].A;
    if (L >= W.function().Locals.size())
      return R;
    R.Local = true;
    StringRef Name = W.unit().str(W.function().Locals[L].Name);
    Finish("local " + Twine(W.self()) + ":" + Twine(L) + Path,
           Name + (!Shown.empty() && Shown[0] != '[' ? "." : "") + Shown);
    return R;
  }
  case TermKind::Param:
    if (!Owner) {
      uint32_t I = T[A].A;
      StringRef Name = I < W.function().Params.size()
                           ? W.unit().str(W.function().Params[I].Name)
                           : "";
      Finish("param " + Twine(W.self()) + ":" + Twine(I) + Path,
             "*" + Name + Shown);
      return R;
    }
    break;
  case TermKind::Captured:
    if (!Owner) {
      uint32_t C = T[A].A;
      R.Local = true;
      StringRef Name = C < W.function().Captures.size()
                           ? W.unit().str(W.function().Captures[C].Name)
                           : "";
      Finish("capture " + Twine(W.self()) + ":" + Twine(C) + Path,
             Name + Shown);
      return R;
    }
    break;
  case TermKind::Init:
  case TermKind::Text:
  case TermKind::Phi:
    if (!Owner) {
      // What a pointer in a field or global leads to; one that was put there
      // on one of the ways, too.
      TermId Pointer = T.kind(A) == TermKind::Phi ? T[A].B : T.op(A, 0);
      if (T.kind(A) == TermKind::Text && T.kind(Pointer) == TermKind::Init)
        Pointer = T.op(Pointer, 0);
      TermKind K = Pointer ? T.kind(Pointer) : TermKind::None;
      if (K != TermKind::FieldAddr && K != TermKind::GlobalAddr &&
          K != TermKind::ElemAddr && K != TermKind::Captured)
        return R;
      if (T.kind(A) == TermKind::Phi && K != TermKind::FieldAddr)
        return R;
      CellName Of = nameOf(W, Pointer, false);
      if (!Of.Key)
        return R;
      R.Base = Of.Base;
      R.Global = Of.Global;
      R.Local = Of.Local;
      Finish("*" + N[Of.Key] + Path, "*" + N[Of.Spelled] + Shown);
      return R;
    }
    break;
  default:
    break;
  }
  // A union that a pointer leads to gives memory a type, and no name: it is
  // another slot for each pointer.
  if (!Owner || isUnion(Owner))
    return R;
  // Of the thread's own, on one of the ways: what came there on the others is
  // put aside for it.
  if (T.kind(A) == TermKind::Phi && any_of(W.origins(A), [&](TermId X) {
        auto Own = [&](TermId Y) {
          return T.kind(Y) == TermKind::GlobalAddr && isThreadLocal(T[Y].A);
        };
        return Own(X) ||
               (T.kind(X) == TermKind::Select && any_of(T.ops(X), Own));
      }))
    return R;
  // The element of some array is the one that pointers lead to elsewhere.
  StringRef In = Path;
  if (In.starts_with("[]."))
    In = In.substr(2);
  Finish(N[Owner] + In, Shown);
  return R;
}

/// A cell with no way of its own lies in the container it was got from.
Shared::CellName Shared::nameOf(FunctionFlow &W, const Access &A) {
  struct CellNames : PolicyRoom {
    DenseMap<std::pair<TermId, unsigned>, CellName> Known;
  };
  auto [Known, New] =
      W.room<CellNames>().Known.try_emplace({A.Cell, A.BitField});
  if (New)
    Known->second = nameOf(W, A.Cell, A.BitField);
  CellName Own = Known->second;
  if (!A.Through)
    return Own;
  CellName In = nameOf(W, A.Through, false);
  if (!In.Key)
    return Own;
  Names &N = P.names();
  TermTable &T = W.terms();
  std::string Path;
  for (TermId X = A.Cell;; X = T.op(X, 0)) {
    bool First = T.kind(X) == TermKind::FieldAddr &&
                 T.kind(T.op(X, 0)) != TermKind::FieldAddr &&
                 T.kind(T.op(X, 0)) != TermKind::ElemAddr;
    if (First && isMapped(T, X))
      continue;
    if (T.kind(X) == TermKind::FieldAddr)
      Path = ("." + N[T[X].A] + Path).str();
    else if (T.kind(X) == TermKind::ElemAddr)
      Path = "[]" + Path;
    else
      break;
  }
  In.Key = N.intern((N[In.Key] + "[]" + Path).str());
  In.Spelled = N.intern((N[In.Spelled] + "[]" + Path).str());
  In.Inside = true;
  return In;
}

/// Whether a parameter by value takes what it points to along.
bool Shared::ownsPointee(FunctionFlow &W, uint32_t Param) {
  const Function &F = W.function();
  if (Param >= F.Params.size())
    return false;
  const Type &Of = W.unit().Types[F.Params[Param].Type];
  return Of.Kind == TypeKind::Record &&
         P.models().wordClasses(lastName(W.unit().str(Of.Name))) &
             bit(WordClass::Owning);
}

/// Whether a subscript is another one in each thread: it counts a loop that the
/// threads share out, or tells them apart, and steps are all that is added.
bool Shared::isOfOneThread(FunctionFlow &W, TermId Index) {
  TermTable &T = W.terms();
  unsigned Budget = 16;
  SmallVector<TermId, 8> Work{Index};
  while (!Work.empty() && Budget--) {
    TermId X = Work.pop_back_val();
    switch (X ? T.kind(X) : TermKind::None) {
    case TermKind::Phi: {
      TermId Of = T[X].B;
      if (T.kind(Of) == TermKind::LocalAddr &&
          T[Of].A < W.function().Locals.size() &&
          W.function().Locals[T[Of].A].Iteration)
        return true;
      break;
    }
    case TermKind::Bin: {
      BinOp Op = BinOp(T[X].A);
      if (Op == BinOp::Add || Op == BinOp::Sub || Op == BinOp::Mul ||
          Op == BinOp::Shl || Op == BinOp::Or)
        append_range(Work, T.ops(X));
      break;
    }
    case TermKind::Opaque: {
      // A number drawn by one step is nobody else's.
      auto A = find_if(W.accesses(), [&](const Access &Y) {
        return Y.Happens && Y.Atomic && Y.Kind == AccessKind::Update &&
               !Y.Plain && Y.Site == T[X].A;
      });
      if (A != W.accesses().end() || any_of(W.calls(), [&](const CallSite &C) {
            return C.Site == T[X].A && C.Callee != ~0u &&
                   any_of(P.rows(C.Callee), [](const Row *R) {
                     return R->Is == Role::ThreadIndex;
                   });
          }))
        return true;
      break;
    }
    case TermKind::Init:
      // The thread's number, in a variable that each has of its own.
      if (TermId From = T.op(X, 0);
          T.kind(From) == TermKind::GlobalAddr && isThreadLocal(T[From].A))
        return true;
      break;
    default:
      break;
    }
  }
  return false;
}

/// Whether some element on the way to a cell is such a one.
bool Shared::anyElement(FunctionFlow &W, TermId Cell,
                        function_ref<bool(TermId)> Is) {
  TermTable &T = W.terms();
  for (TermId X = Cell;; X = T.op(X, 0))
    switch (T.kind(X)) {
    case TermKind::ElemAddr:
      if (Is(X))
        return true;
      break;
    case TermKind::FieldAddr:
    case TermKind::FieldOf:
    case TermKind::Init:
    case TermKind::Text:
      break;
    default:
      return false;
    }
}

/// Whether a thread may have kept the element for itself: not one whose place
/// was read out of other data, nor what a region of OpenMP does not share out.
bool Shared::mayBeOwn(FunctionFlow &W, TermId Element) {
  TermTable &T = W.terms();
  if (T[Element].NumOps < 2 || !T.op(Element, 1))
    return true;
  TermId Index = T.op(Element, 1);
  if (T.constant(Index) || W.function().Flags & FuncOpenMP)
    return false;
  return !T.any(Index, [&](TermId X) {
    if (T.kind(X) != TermKind::Init)
      return false;
    TermKind At = T.kind(T.op(X, 0));
    return At == TermKind::ElemAddr || At == TermKind::Phi ||
           At == TermKind::Bin;
  });
}

bool leadsTo(const TermTable &T, TermId Address, TermId Object) {
  for (TermId X = Address; X; X = T.op(X, 0)) {
    if (X == Object)
      return true;
    TermKind K = T.kind(X);
    if (K != TermKind::FieldAddr && K != TermKind::ElemAddr &&
        K != TermKind::Init && K != TermKind::Text)
      return false;
  }
  return false;
}

/// Whether a lock is one of many, by a number that is computed or handed in: a
/// stripe. A number that an object keeps may be its own for ever, and a pool of
/// locks gives an object the one that its address or a member leads to.
bool Shared::isStripe(FunctionFlow &W, TermId Lock, TermId Object) {
  TermTable &T = W.terms();
  auto IsOf = [&](TermId X) {
    while (T.kind(X) == TermKind::FieldAddr || T.kind(X) == TermKind::Init)
      X = T.op(X, 0);
    return X == Object;
  };
  bool Own = !Object || leadsTo(T, Lock, Object);
  return anyElement(W, Lock, [&](TermId X) {
    TermId Index = T[X].NumOps < 2 ? 0 : T.op(X, 1);
    TermKind K = Index ? T.kind(Index) : TermKind::None;
    if (K == TermKind::Param || K == TermKind::Opaque)
      return true;
    unsigned Budget = 16;
    SmallVector<TermId, 8> Work{Index};
    while (K == TermKind::Bin && !Own && !Work.empty() && Budget--) {
      TermId Y = Work.pop_back_val();
      if (T.kind(Y) == TermKind::Bin)
        append_range(Work, T.ops(Y));
      else if (IsOf(Y))
        return false;
    }
    return K == TermKind::Bin;
  });
}

/// How the function gets to the object that an address lies in.
Way Shared::wayTo(FunctionFlow &W, TermId A) {
  TermTable &T = W.terms();
  uint8_t Hops = 0;
  bool Inside = false;
  for (unsigned Steps = 0; A && Steps < 32; ++Steps)
    switch (T.kind(A)) {
    case TermKind::ElemAddr:
      // Each may have an element of its own.
      if (mayBeOwn(W, A))
        return {};
      A = T.op(A, 0);
      break;
    case TermKind::Init:
      ++Hops;
      A = T.op(A, 0);
      break;
    case TermKind::Text:
      Inside = true;
      A = T.op(A, 0);
      break;
    case TermKind::FieldAddr:
    case TermKind::FieldOf:
      A = T.op(A, 0);
      break;
    case TermKind::This:
      return {63, Hops};
    case TermKind::Param:
      if (T[A].A >= 32 || ownsPointee(W, T[A].A))
        return {};
      return {uint8_t(T[A].A), Hops};
    case TermKind::Captured: {
      uint32_t C = T[A].A;
      if (C >= 30 || C >= W.function().Captures.size())
        return {};
      const Capture &X = W.function().Captures[C];
      const Type &Of = W.unit().Types[X.Type];
      // A copy of a pointer that shares leads to what the others have.
      bool Pointer =
          Of.Kind != TypeKind::Record ||
          (Inside && P.models().wordClasses(lastName(W.unit().str(Of.Name))) &
                         bit(WordClass::Sharing));
      if (!X.ByRef && !Pointer && !Hops)
        return {}; // a copy of the closure's own
      return {uint8_t(32 + C), Hops};
    }
    case TermKind::GlobalAddr: {
      auto [Home, G] = P.globalAt(T[A].A);
      if (P.unit(Home).Globals[G].Flags & GlobalThreadLocal)
        return {};
      return {GlobalRoot, Hops};
    }
    default:
      return {};
    }
  return {};
}

/// Whether the address is that of an object which a reference of this one leads
/// to: made by others, and theirs.
bool Shared::isBorrowed(FunctionFlow &W, TermId A) {
  TermTable &T = W.terms();
  if (T.kind(A) != TermKind::Init || T.kind(T.op(A, 0)) != TermKind::FieldAddr)
    return false;
  const Term &Field = T[T.op(A, 0)];
  StringRef Owner = P.names()[Field.B], Name = P.names()[Field.A];
  const Unit &U = W.unit();
  const Function &Own = W.function();
  // A destructor that lets go of what it points to, but does not delete it.
  auto Deleted = [&] {
    for (ValueId I = 0; I < Own.Instrs.size(); ++I)
      if (const Instr &X = Own.Instrs[I];
          X.Kind == Op::Free && W.valueAt(Own.operands(X)[0]) == A)
        return true;
    return false;
  };
  for (const Record &R : U.Records)
    if (U.str(R.Name) == Owner)
      for (const ir::Field &F : R.Fields)
        if (U.str(F.Name) == Name)
          return U.Types[F.Type].Kind == TypeKind::Reference ||
                 (U.Types[F.Type].Kind == TypeKind::Pointer &&
                  Own.Flags & FuncDtor && !Deleted());
  return false;
}

/// Tells locks of objects that the callee is not given, nor a way to.
void Shared::markForeign(FunctionFlow &W, const CallSite &C, LockFacts &Held) {
  const TermTable &T = W.terms();
  bool Method =
      W.function().Instrs[C.Site].Flags & FlagReceiver && !C.Args.empty();
  for (LockFact &L : Held) {
    L.OfThis = Method && all_of(W.lockSets()[C.Held], [&](const HeldLock &H) {
                 CellName Name = nameOf(W, H.Lock, false);
                 return Name.Key != L.Key || Name.Base == C.Args[0];
               });
    L.Foreign = all_of(W.lockSets()[C.Held], [&](const HeldLock &H) {
      CellName Name = nameOf(W, H.Lock, false);
      if (Name.Key != L.Key)
        return true;
      return !Name.Global && Name.Base && none_of(C.Args, [&](TermId A) {
        return A && (T.inside(A, Name.Base) ||
                     T.any(Name.Base, [&](TermId X) { return X == A; }));
      });
    });
  }
}

/// The record that a type is made of or leads to.
static StringRef madeOf(const Unit &U, TypeId Of) {
  const Type *T = &U.Types[Of];
  while (T->Kind == TypeKind::Array || T->Kind == TypeKind::Pointer ||
         T->Kind == TypeKind::Reference)
    T = &U.Types[T->Pointee];
  return U.str(T->Name);
}

bool Shared::mayKeep(NameId Lock, NameId Cell) const {
  auto [Holder, Member] = name(Lock).split('.');
  StringRef Of = name(Cell).split('.').first;
  if (Member.empty() || Holder.starts_with("@") || Holder == Of)
    return true;
  bool Seen = false;
  for (uint32_t I = 0; I < P.unitCount(); ++I) {
    const Unit &U = P.unit(I);
    for (const Record &R : U.Records) {
      if (any_of(R.Bases, [&](StrId B) { return U.str(B) == Holder; }))
        return true; // what is derived from it keeps more
      if (U.str(R.Name) != Holder)
        continue;
      Seen |= !R.Fields.empty();
      if (!R.Bases.empty() || any_of(R.Fields, [&](const Field &F) {
            StringRef Is = madeOf(U, F.Type);
            return Is == Of || Is.contains("::");
          }))
        return true;
    }
  }
  return !Seen;
}

bool Shared::isMereLock(NameId Lock) const {
  auto [Holder, Member] = name(Lock).split('.');
  if (Member.empty() || Holder.starts_with("@"))
    return false;
  for (uint32_t I = 0; I < P.unitCount(); ++I) {
    const Unit &U = P.unit(I);
    for (const Record &R : U.Records)
      if (U.str(R.Name) == Holder && !R.Fields.empty())
        return R.Fields.size() == 1 && R.Bases.empty() &&
               U.str(R.Fields[0].Name) == Member;
  }
  return false;
}

} // namespace tocsin::link
