//===- Times.cpp - Which value is a time, and whose -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Type first (a time_t, a time_point), source next (a clock, a stat), and only
// then the whole words of a name. Arithmetic is folded into signs: it does not
// matter whether the source says `now - t > ttl` or `t < now - ttl`.
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/Facts.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::ir::BinOp;
using tocsin::ir::CmpOp;
using tocsin::ir::TypeKind;

namespace tocsin::cleanup {

static constexpr unsigned MaxDepth = 16;
static constexpr size_t MaxLeaves = 12;

WordClasses Vocabulary::words(StringRef Name) const {
  auto [It, New] = Spelled.try_emplace(Name, 0);
  if (New)
    It->second = P.models().wordClasses(Name);
  return It->second;
}

WordClasses Vocabulary::words(FunctionFlow &W, NameId N) {
  auto [It, New] = Words.try_emplace(N, 0);
  if (New)
    It->second = P.models().wordClasses(W.program().names()[N]);
  return It->second;
}

bool Vocabulary::isTime(const ir::Unit &U, ir::TypeId Id) const {
  for (unsigned I = 0; I < 3 && Id < U.Types.size(); ++I) {
    const ir::Type &T = U.Types[Id];
    if (T.Sugar && words(lastName(U.str(T.Sugar))) & bit(WordClass::TimeType))
      return true;
    if (T.Kind == TypeKind::Record)
      return words(lastName(U.str(T.Name))) & bit(WordClass::TimeType);
    if (T.Kind != TypeKind::Reference)
      return false;
    Id = T.Pointee;
  }
  return false;
}

FieldFact Vocabulary::field(FunctionFlow &W, NameId Owner, NameId Field) {
  auto [It, New] = Fields.try_emplace({Owner, Field});
  if (!New)
    return It->second;
  if (!Indexed) {
    Indexed = true;
    for (uint32_t U = 0; U < P.unitCount(); ++U) {
      const ir::Unit &X = P.unit(U);
      for (uint32_t R = 0; R < X.Records.size(); ++R)
        if (!X.Records[R].Fields.empty())
          Records.try_emplace(X.str(X.Records[R].Name), U, R);
    }
  }
  FieldFact Fact;
  Fact.Says = P.models().fieldProperty(W.program().names()[Owner],
                                       W.program().names()[Field]);
  auto Known = Records.find(W.program().names()[Owner]);
  if (Known != Records.end()) {
    const ir::Unit &U = P.unit(Known->second.first);
    Fact.Beside = U.Records[Known->second.second].Fields.size();
    for (const ir::Field &F : U.Records[Known->second.second].Fields) {
      if (U.str(F.Name) != W.program().names()[Field])
        continue;
      const ir::Type &T = U.Types[F.Type];
      Fact.Known = true;
      Fact.Time = isTime(U, F.Type);
      Fact.Enum = T.Kind == TypeKind::Enum;
      Fact.Pointer = T.Kind == TypeKind::Pointer;
      if (Fact.Pointer && U.Types[T.Pointee].Kind == TypeKind::Record)
        Fact.To = P.name(Known->second.first, U.Types[T.Pointee].Name);
      Fact.Truth = T.Kind == TypeKind::Bool;
      Fact.Number = T.Kind == TypeKind::Int;
      const ir::Type &One = T.Kind == TypeKind::Array ? U.Types[T.Pointee] : T;
      Fact.Narrow = One.Kind == TypeKind::Int && One.Bits < 32;
      Fact.Unsigned = T.Kind == TypeKind::Int && T.Quals & ir::QualUnsigned;
      Fact.Atomic = T.Quals & ir::QualAtomic ||
                    (T.Kind == TypeKind::Record &&
                     words(lastName(U.str(T.Name))) & bit(WordClass::Atomic));
    }
  }
  Fact.Stamp = P.stamp(Owner, Field) != nullptr;
  Fact.Use = Uses.of(Owner, Field);
  Fact.Ticks = Fact.Number && !Fact.Stamp && Uses.keepsTicks(Owner, Field);
  return Fields[{Owner, Field}] = Fact;
}

std::pair<NameId, NameId> Vocabulary::keptIn(FunctionFlow &W, TermId X) {
  const TermTable &T = W.terms();
  std::pair<NameId, NameId> Of = {0, 0};
  auto IsStamped = [&](TermId Y) {
    TermKind K = T.kind(Y);
    if ((K == TermKind::FieldAddr || K == TermKind::FieldOf) &&
        P.stamp(T[Y].B, T[Y].A))
      Of = {T[Y].B, T[Y].A};
    return Of.second != 0;
  };
  for (unsigned Levels = 0; X && Levels < MaxDepth && !IsStamped(X); ++Levels) {
    const Term &A = T[X];
    bool IsElement = A.Kind == TermKind::ElemAddr || A.Kind == TermKind::Init ||
                     (A.Kind == TermKind::Pure && A.A == 0 && A.NumOps == 2);
    // A part of the pair that an iterator leads to.
    bool IsMapped =
        (A.Kind == TermKind::FieldOf || A.Kind == TermKind::FieldAddr) &&
        P.models().isMapped(W.program().names()[A.B], W.program().names()[A.A]);
    if (A.Kind == TermKind::Opaque && Levels) {
      any_of(W.origins(X), IsStamped);
      break;
    }
    if (!IsElement && !IsMapped)
      break;
    X = T.op(X, 0);
  }
  return Of;
}

namespace {
struct ReaderMarks : PolicyRoom {
  MarkSet::Storage Marks;
  BitVector Timeless; // terms that no time can be found in

  bool isTimeless(const TermTable &T, TermId X) const {
    return T.constant(X) || (X < Timeless.size() && Timeless.test(X));
  }
};

class Reader {
public:
  Reader(FunctionFlow &W, Vocabulary &V, Comparison &C, bool Any = false)
      : W(W), V(V), T(W.terms()), C(C), Any(Any), Room(W.room<ReaderMarks>()),
        Seen(Room.Marks) {}

  void start(TermId X, int Sign) {
    bool Full = C.Leaves.size() >= MaxLeaves;
    read(X, Sign, 0);
    if (Any || Full || Cut || Found)
      return;
    // All that was looked at was looked at to its end.
    if (Room.Timeless.size() < T.size())
      Room.Timeless.resize(T.size());
    for (TermId Y : Met)
      Room.Timeless.set(Y);
  }

private:
  void read(TermId X, int Sign, unsigned Depth) {
    Cut |= Depth > MaxDepth;
    if (!X || Depth > MaxDepth || C.Leaves.size() >= MaxLeaves ||
        !Seen.insert(X * 2 + (Sign < 0)))
      return;
    Met.push_back(X);
    const Term A = T[X];
    switch (A.Kind) {
    case TermKind::Int:
    case TermKind::Str:
      return;
    case TermKind::Bin:
      return arithmetic(X, Sign, Depth);
    case TermKind::Neg:
      return read(T.op(X, 0), -Sign, Depth + 1);
    case TermKind::Select:
      read(T.op(X, 1), Sign, Depth + 1);
      return read(T.op(X, 2), Sign, Depth + 1);
    case TermKind::Phi: {
      if (TermId G = W.gated(X); G != X)
        return read(G, Sign, Depth + 1);
      bool Outer = std::exchange(InPhi, true);
      for (TermId O : W.origins(X))
        if (T.kind(O) != TermKind::Taken)
          read(O, Sign, Depth + 1);
      InPhi = Outer;
      return;
    }
    case TermKind::Pure:
      return pure(X, Sign, Depth);
    case TermKind::Init:
      return place(T.op(X, 0), Sign, Depth);
    case TermKind::FieldOf: {
      // A field of one of several records is one of several fields.
      TermId Of = T.op(X, 0);
      if (TermId G = T.kind(Of) == TermKind::Phi ? W.gated(Of) : Of;
          T.kind(G) == TermKind::Select) {
        read(T.fieldOf(T.op(G, 1), A.A, A.B), Sign, Depth + 1);
        return read(T.fieldOf(T.op(G, 2), A.A, A.B), Sign, Depth + 1);
      }
      return member(X, Of, A.A, A.B, Sign, Depth);
    }
    case TermKind::Text:
      return read(T.op(X, 0), Sign, Depth + 1);
    case TermKind::With:
      // A time whose parts were set one by one.
      return read(T.op(X, 1), Sign, Depth + 1);
    case TermKind::Param:
      return parameter(X, A.A, Sign);
    case TermKind::Captured:
      if (A.A < W.function().Captures.size()) {
        const ir::Capture &P = W.function().Captures[A.A];
        named(X, 0, W.unit().str(P.Name), P.Type, Sign);
      }
      return;
    case TermKind::Ret:
    case TermKind::Out:
      return looked(X, A.A, Sign);
    case TermKind::Opaque:
      return unknown(X, Sign, Depth);
    default:
      C.Literal = false;
      return;
    }
  }

  void arithmetic(TermId X, int Sign, unsigned Depth) {
    TermId L = T.op(X, 0), R = T.op(X, 1);
    switch (BinOp(T[X].A)) {
    case BinOp::Add:
      read(L, Sign, Depth + 1);
      return read(R, Sign, Depth + 1);
    case BinOp::Sub:
      C.Difference |= !T.constant(L) && !T.constant(R);
      read(L, Sign, Depth + 1);
      return read(R, -Sign, Depth + 1);
    case BinOp::Mul:
    case BinOp::Div:
    case BinOp::Shl:
    case BinOp::Shr:
      // Another unit of the same time.
      if (T.constant(L) && !T.constant(R))
        return read(R, Sign, Depth + 1);
      if (!T.constant(R))
        C.Literal = false;
      return read(L, Sign, Depth + 1);
    default:
      C.Literal = false;
      return;
    }
  }

  void pure(TermId X, int Sign, unsigned Depth) {
    const Term A = T[X];
    StringRef Name = W.program().names()[A.A];
    for (const Row *R : W.program().models().named(Name))
      if (R->Is == Role::ClockRead) {
        TimeLeaf L;
        L.X = X;
        L.Now = L.Typed = true;
        L.Sign = Sign;
        L.Name = lastName(Name).str();
        L.Clock = model::traitsOf(
            *R, W.program().models(), [&](Slot) -> std::optional<FlagValue> {
              FlagValue F;
              if (A.NumOps < 2)
                return std::nullopt;
              const Term &K = T[T.op(X, 1)];
              if (K.Kind != TermKind::Int)
                return std::nullopt;
              F.Number = K.Imm;
              if (K.A)
                W.program().names()[K.A].split(Parts, ',');
              F.Names.assign(Parts.begin(), Parts.end());
              return F;
            });
        return add(std::move(L));
      }
    if (A.NumOps == 0) {
      C.Literal = false;
      return;
    }
    SmallVector<TermId, 4> Ops(T.ops(X)); // reading may make terms
    for (TermId O : Ops)
      read(O, Sign, Depth + 1);
  }

  /// What stood at an address when the function began.
  void place(TermId At, int Sign, unsigned Depth) {
    if (Depth > MaxDepth)
      return;
    const Term A = T[At];
    switch (A.Kind) {
    case TermKind::FieldAddr:
      return member(At, T.op(At, 0), A.A, A.B, Sign, Depth);
    case TermKind::Text:
      return read(T.op(At, 0), Sign, Depth + 1);
    case TermKind::GlobalAddr:
      C.Literal = false;
      return global(At, Sign);
    case TermKind::ElemAddr:
      // A table of times: the subscript tells whose.
      if (T.kind(T.op(At, 0)) == TermKind::FieldAddr) {
        const Term B = T[T.op(At, 0)];
        return member(At, At, B.A, B.B, Sign, Depth);
      }
      C.Literal = false;
      return read(T.op(At, 0), Sign, Depth + 1);
    case TermKind::Param:
    case TermKind::LocalAddr:
    case TermKind::Opaque:
    case TermKind::Phi:
    case TermKind::Init:
    case TermKind::Ret:
    case TermKind::Select:
      return read(At, Sign, Depth + 1);
    default:
      C.Literal = false;
    }
  }

  void member(TermId X, TermId Of, NameId Field, NameId Owner, int Sign,
              unsigned Depth) {
    StringRef OwnerName = lastName(W.program().names()[Owner]);
    // A part of a time is that time, and so is an element of a part.
    if (Of == X && T.kind(Of) == TermKind::ElemAddr)
      Of = T.op(T.op(Of, 0), 0);
    if (V.words(OwnerName) & bit(WordClass::TimeType))
      return T.isAddress(Of) ? place(Of, Sign, Depth + 1)
                             : read(Of, Sign, Depth + 1);
    StringRef FieldName = W.program().names()[Field];
    FieldFact Fact = V.field(W, Owner, Field);
    // A pointer that is called `version` is no number, nor is what says
    // whether there is one.
    if ((Fact.Pointer || Fact.Truth) && !Fact.Time) {
      C.Literal = false;
      return;
    }
    WordClasses Words = V.words(W, Field);
    // What a library keeps it in is called after nothing; who was asked is.
    StringRef Asked = Fact.Known || Words ? "" : askedFor(Of);
    if (!Asked.empty()) {
      FieldName = lastName(Asked);
      Words = V.words(FieldName) & TimeWords;
    }
    auto P = Fact.Says;
    TimeLeaf L;
    L.X = X;
    L.Of = T.kind(X) == TermKind::ElemAddr ? X : Of;
    L.Words = Words;
    L.Sign = Sign;
    L.Name = FieldName.str();
    L.Unsigned = Fact.Unsigned;
    L.Ticks = Fact.Ticks && !Fact.Time && !(Words & TimeWords);
    L.Typed = Fact.Time || Fact.Stamp || L.Ticks || P == Property::Time ||
              (Any && !Fact.Narrow && !(Words & ~TimeWords));
    if (P == Property::Time) {
      // Of the file that was looked at.
      const Term O = T[Of];
      if (O.Kind == TermKind::Out && O.A < W.events().size()) {
        L.By = O.A;
        L.Of = Of;
      }
      return add(std::move(L));
    }
    // Its own schedule is no age of a thing, a bound is none either.
    if ((Words & bit(WordClass::Schedule) &&
         !(Words & TimeWords && isElement(Of))) ||
        (!(Words & TimeWords) &&
         (Words & bit(WordClass::Cutoff) || !L.Typed))) {
      C.Literal = false;
      // A number that is only ever raised is the newest of its kind.
      C.Current |=
          Fact.Number && (Words & bit(WordClass::Live) ||
                          (Fact.Use && !Fact.Use->Up.empty() &&
                           Fact.Use->Down.empty() && Fact.Use->Set.empty()));
      if (Words & bit(WordClass::Oldest))
        add(std::move(L));
      return;
    }
    add(std::move(L));
  }

  /// The function of the program whose call brought an unknown value here, or
  /// the container that it is an element of.
  StringRef askedFor(TermId X) {
    const Term &A = T[X];
    if (A.Kind == TermKind::ElemAddr &&
        T.kind(T.op(X, 0)) == TermKind::FieldAddr)
      return W.program().names()[T[T.op(X, 0)].A];
    if (A.Kind != TermKind::Opaque || !W.isImported(X) ||
        A.A >= W.function().Instrs.size())
      return "";
    const ir::Instr &I = W.function().Instrs[A.A];
    return I.Kind == ir::Op::Call && I.Aux != ir::None
               ? W.unit().str(W.unit().Functions[I.Aux].Name)
               : "";
  }

  /// One of several, and not what the function works on as a whole.
  bool isElement(TermId Of) {
    switch (T.kind(Of)) {
    case TermKind::Phi:
    case TermKind::Opaque:
    case TermKind::ElemAddr:
    case TermKind::Ret:
    case TermKind::Pure:
      return true;
    case TermKind::Init:
    case TermKind::FieldOf:
      return isElement(T.op(Of, 0));
    default:
      return false;
    }
  }

  void named(TermId X, TermId Of, StringRef Name, ir::TypeId Type, int Sign) {
    // `allow_seqno`: whether there is one.
    if (W.unit().Types[Type].Kind == TypeKind::Bool)
      return;
    C.Literal = false;
    WordClasses Words = V.words(Name);
    TimeLeaf L;
    L.X = X;
    L.Of = Of;
    L.Words = Words;
    L.Sign = Sign;
    L.Name = Name.str();
    L.Typed = V.isTime(W.unit(), Type);
    L.Now = Words & bit(WordClass::Now);
    C.Current |= W.unit().Types[Type].Kind == TypeKind::Int &&
                 Words & bit(WordClass::Live);
    if (L.Typed || L.Now || Words & (TimeWords | bit(WordClass::Oldest)))
      add(std::move(L));
  }

  void parameter(TermId X, unsigned I, int Sign) {
    if (I < W.function().Params.size())
      named(X, X, W.unit().str(W.function().Params[I].Name),
            W.function().Params[I].Type, Sign);
  }

  void global(TermId At, int Sign) {
    // Its name is not to be had from here but through a load of it.
    for (const ir::Place &P : W.function().Places)
      if (P.Base == ir::BaseKind::Global &&
          W.program().global(W.unitIndex(), P.Index) == T[At].A) {
        const ir::Global &G = W.unit().Globals[P.Index];
        if (V.isCachedClock(T[At].A)) {
          TimeLeaf L;
          L.X = T.init(At);
          L.Now = L.Typed = true;
          L.Sign = Sign;
          L.Name = W.unit().str(G.Name).str();
          return add(std::move(L));
        }
        return named(T.init(At), At, W.unit().str(G.Name), G.Type, Sign);
      }
  }

  /// The result of an event: the time of the file that was looked at.
  void looked(TermId X, EventId E, int Sign) {
    C.Literal = false;
    if (E >= W.events().size())
      return;
    const Event &Ev = W.event(E);
    WordClasses Words = V.words(lastName(W.program().names()[Ev.Callee]));
    if (!(Ev.What & bit(Property::Time)))
      return;
    TimeLeaf L;
    L.X = L.Of = X;
    L.By = E;
    L.Words = Words;
    L.Sign = Sign;
    L.Typed = true;
    L.Name = lastName(W.program().names()[Ev.Callee]).str();
    add(std::move(L));
  }

  void unknown(TermId X, int Sign, unsigned Depth) {
    C.Literal = false;
    const Term A = T[X];
    StringRef Callee = calleeOf(W, X);
    const auto &From = W.origins(X);
    if (!Callee.empty()) {
      const ir::Instr &I = W.function().Instrs[A.A];
      const ir::Function &F = W.unit().Functions[I.Aux];
      StringRef Name = lastName(Callee);
      WordClasses Words = V.words(Name);
      ir::TypeId Type = F.Result;
      bool Filled =
          A.B >= 0x100 && A.B < 0x200 && A.B - 0x100 < F.Params.size();
      if (Filled) {
        // A variable that the call filled in.
        const ir::Param &P = F.Params[A.B - 0x100];
        const ir::Type &Ty = W.unit().Types[P.Type];
        Type = Ty.Kind == TypeKind::Pointer || Ty.Kind == TypeKind::Reference
                   ? Ty.Pointee
                   : P.Type;
        Words |= V.words(W.unit().str(P.Name));
      }
      bool Typed = V.isTime(W.unit(), Type);
      bool Asks = (A.B == 0 || Filled) && !From.empty();
      if (Words & bit(WordClass::Now) && !(Words & TimeWords)) {
        TimeLeaf L;
        L.X = X;
        L.Now = true;
        L.Typed = Typed;
        L.Sign = Sign;
        L.Name = Name.str();
        return add(std::move(L));
      }
      if (Asks && Words & TimeWords) {
        TimeLeaf L;
        L.X = L.Of = X;
        L.Words = Words;
        L.Typed = Typed;
        L.Sign = Sign;
        L.Name = Name.str();
        return add(std::move(L));
      }
      if (Words & bit(WordClass::Oldest)) {
        TimeLeaf L;
        L.X = X;
        L.Words = Words;
        L.Sign = Sign;
        L.Name = Name.str();
        return add(std::move(L));
      }
    }
    C.Known &= !InPhi;
    bool Atomic = isAtomic(A);
    for (TermId O : From)
      if (Atomic && T.isAddress(O))
        place(O, Sign, Depth + 1);
      else if (T.kind(O) != TermKind::Taken)
        read(O, Sign, Depth + 1);
  }

  /// Whether the value was got out of an atomic object as that was changed.
  bool isAtomic(const Term &A) {
    if (A.A >= W.function().Instrs.size())
      return false;
    const ir::Instr &I = W.function().Instrs[A.A];
    return I.Kind == ir::Op::Call && I.Aux != ir::None &&
           any_of(W.program().rows(W.program().function(W.unitIndex(), I.Aux)),
                  [](const Row *R) {
                    return R->Is == Role::AtomicUpdate ||
                           R->Is == Role::AtomicLoad;
                  });
  }

  void add(TimeLeaf L) {
    Found = true;
    if (none_of(C.Leaves, [&](const TimeLeaf &O) {
          return O.X == L.X && O.Sign == L.Sign;
        }))
      C.Leaves.push_back(std::move(L));
  }

  FunctionFlow &W;
  Vocabulary &V;
  TermTable &T;
  Comparison &C;
  bool Any;           // whatever a field is called
  bool InPhi = false; // one of several values
  SmallVector<StringRef, 4> Parts;
  ReaderMarks &Room;
  MarkSet Seen; // terms, on either side
  SmallVector<TermId, 32> Met;
  bool Cut = false, Found = false; // too deep; a time
};
} // namespace

void readTimes(FunctionFlow &W, Vocabulary &V, TermId X, int Sign,
               Comparison &Into, bool Any) {
  Reader(W, V, Into, Any).start(X, Sign);
}

/// `made.isElapsed(limit)`, `due.hasExpired()`: a time that compares itself
/// with the clock.
static bool isPast(FunctionFlow &W, Vocabulary &V, Literal L, Comparison &C) {
  auto [Owner, Name] = calleeOf(W, L.Cond).rsplit("::");
  if (Name.empty() || !(V.words(lastName(Owner)) & bit(WordClass::TimeType)) ||
      !(V.words(Name) & (bit(WordClass::Age) | bit(WordClass::Lease))))
    return false;
  C.Order = L.Holds ? -1 : 1;
  TermTable &T = W.terms();
  const CallSite *Call = find_if(
      W.calls(), [&](const CallSite &X) { return X.Site == T[L.Cond].A; });
  if (Call == W.calls().end() || Call->Args.empty() || !Call->Args[0])
    return false;
  TermId Of = Call->Args[0];
  readTimes(W, V, T.isAddress(Of) ? T.init(Of) : Of, 1, C);
  C.Literal = false;
  return !C.Leaves.empty();
}

static std::unique_ptr<Comparison> computeComparison(FunctionFlow &W,
                                                     Vocabulary &V, Literal L) {
  TermTable &T = W.terms();
  const Term A = T[L.Cond];
  if (A.Kind == TermKind::Cmp && all_of(T.ops(L.Cond), [&](TermId X) {
        return W.room<ReaderMarks>().isTimeless(T, X);
      }))
    return nullptr;
  auto Made = std::make_unique<Comparison>();
  Comparison &C = *Made;
  if (A.Kind == TermKind::Opaque)
    return isPast(W, V, L, C) ? std::move(Made) : nullptr;
  if (A.Kind != TermKind::Cmp)
    return nullptr;
  switch (CmpOp(A.A)) {
  case CmpOp::Lt:
  case CmpOp::Le:
    C.Order = L.Holds ? -1 : 1;
    break;
  case CmpOp::Gt:
  case CmpOp::Ge:
    C.Order = L.Holds ? 1 : -1;
    break;
  case CmpOp::Eq:
  case CmpOp::Ne:
    C.Equality = true;
    C.Differs = (CmpOp(A.A) == CmpOp::Ne) == L.Holds;
    break;
  case CmpOp::Spaceship:
    return nullptr;
  }
  readTimes(W, V, T.op(L.Cond, 0), 1, C);
  readTimes(W, V, T.op(L.Cond, 1), -1, C);
  if (C.Leaves.empty())
    return nullptr;
  // Something is compared with what a clock says.
  // Something that was computed with a reading among much else is no moment.
  bool Clock = any_of(C.Leaves, [&](const TimeLeaf &O) {
    return O.Now && O.Clock &&
           any_of(SmallVector<TermId, 2>(T.ops(L.Cond)), [&](TermId Side) {
             if (T.kind(Side) == TermKind::Phi)
               Side = W.gated(Side);
             return T.any(Side, [&](TermId Y) { return Y == O.X; });
           });
  });
  bool Whose = any_of(C.Leaves, [&](const TimeLeaf &O) {
    TermKind K = T.kind(O.X);
    return !O.Now && K != TermKind::Param && K != TermKind::Captured;
  });
  if (Clock && !Whose && !C.Equality) {
    readTimes(W, V, T.op(L.Cond, 0), 1, C, true);
    readTimes(W, V, T.op(L.Cond, 1), -1, C, true);
  }
  return Made;
}

SourceAt comparedAt(FunctionFlow &W, TermId Cond) {
  const ir::Function &F = W.function();
  for (ir::ValueId I = 0; I < F.Instrs.size(); ++I)
    if (W.valueAt(I) == Cond && F.Instrs[I].At.valid() &&
        (F.Instrs[I].Kind == ir::Op::Cmp || F.Instrs[I].Kind == ir::Op::Call))
      return {W.unitIndex(), F.Instrs[I].At};
  return {};
}

namespace {
/// The same atoms decide many acts.
struct Comparisons : PolicyRoom {
  DenseMap<std::pair<TermId, unsigned>, std::unique_ptr<Comparison>> Known;
};
} // namespace

const Comparison *readComparison(FunctionFlow &W, Vocabulary &V, Literal L) {
  auto &Known = W.room<Comparisons>().Known;
  auto It = Known.find({L.Cond, L.Holds});
  if (It == Known.end())
    It = Known.try_emplace({L.Cond, L.Holds}, computeComparison(W, V, L)).first;
  return It->second.get();
}

} // namespace tocsin::cleanup
