//===- Guards.cpp - What shows whether a thing is in use ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads one atom. It guards only if it is about the thing and would fail were
// the thing in use: the condition is tried with the value that a user leaves.
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/GuardReader.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::ir::BinOp;
using tocsin::ir::CmpOp;

namespace tocsin::cleanup {

Guard GuardReader::read(Literal L) {
  const Term A = T[L.Cond];
  TermId Left = L.Cond, Right = 0;
  Op = CmpOp::Ne;
  Against = 0;
  Spelled = 0;
  if (A.Kind == TermKind::Cmp) {
    Op = CmpOp(A.A);
    Left = T.op(L.Cond, 0);
    Right = T.op(L.Cond, 1);
    if (T.constant(Left) && !T.constant(Right)) {
      std::swap(Left, Right);
      Op = mirrored(Op);
    }
    Against = T.constant(Right);
    if (T.kind(Right) == TermKind::Int)
      Spelled = T[Right].A;
  }
  Holds = L.Holds;
  Guard Best;
  Best.Of = L;
  if (searches(Left, Right, Best) || searches(Right, Left, Best))
    return Best;
  if (asksRights(Left) || asksRights(Right))
    return Best;
  if (!Against && Right && (Op == CmpOp::Eq || Op == CmpOp::Ne) &&
      (Op == CmpOp::Eq) == Holds)
    if (StringRef By = ownNumber({Left, Right}); !By.empty()) {
      take(Best, GuardKind::Owner, false, mine(Left) ? Left : Right, By);
      return Best;
    }
  look(Left, 0, Best);
  if (!Against && Right)
    look(Right, 0, Best);
  if ((Best.Kind == GuardKind::None || Best.Elsewhere) && Right && !Against &&
      (Op == CmpOp::Lt || Op == CmpOp::Le || Op == CmpOp::Gt ||
       Op == CmpOp::Ge))
    bound(L, Left, Right, Best);
  return Best;
}

bool GuardReader::holdsWith(int64_t X) const {
  if (!Against)
    return (Op == CmpOp::Eq) != Holds; // found, not the end
  bool Is = false;
  switch (Op) {
  case CmpOp::Eq:
    Is = X == *Against;
    break;
  case CmpOp::Ne:
    Is = X != *Against;
    break;
  case CmpOp::Lt:
    Is = X < *Against;
    break;
  case CmpOp::Le:
    Is = X <= *Against;
    break;
  case CmpOp::Gt:
    Is = X > *Against;
    break;
  case CmpOp::Ge:
    Is = X >= *Against;
    break;
  case CmpOp::Spaceship:
    break;
  }
  return Is == Holds;
}

bool GuardReader::mine(TermId X) {
  if (isNeighbour(X))
    return false;
  if (belongs(W, X, R.Self) || belongs(W, X, R.Owner))
    return true;
  // A flag that a search for the thing has set.
  bool Found = false;
  if (T.kind(X) == TermKind::Phi)
    W.derivation(X, [&](TermId Y) {
      Found |= is_contained(R.Self.Own, Y) || is_contained(R.Owner.Own, Y);
      return !Found;
    });
  return Found;
}

TermId GuardReader::elementOf(TermId X) {
  for (unsigned Levels = 0; X && Levels < MaxDepth; ++Levels) {
    const Term &A = T[X];
    switch (A.Kind) {
    case TermKind::ElemAddr:
      return X;
    case TermKind::Pure:
      return A.A == 0 && A.NumOps == 2 ? X : 0;
    case TermKind::FieldAddr:
    case TermKind::FieldOf:
    case TermKind::Init:
    case TermKind::Text:
      X = T.op(X, 0);
      break;
    case TermKind::Phi: // what stands at a place
      X = T.isAddress(A.B) ? A.B : 0;
      break;
    default:
      return 0;
    }
  }
  return 0;
}

std::pair<TermId, int64_t> GuardReader::subscript(TermId X) {
  if (X && T.kind(X) == TermKind::Bin) {
    BinOp Op = BinOp(T[X].A);
    auto C = T.constant(T.op(X, 1));
    if (C && (Op == BinOp::Add || Op == BinOp::Sub))
      return {T.op(X, 0), Op == BinOp::Add ? *C : int64_t(-uint64_t(*C))};
  }
  return {X, 0};
}

bool GuardReader::isNeighbour(TermId X) {
  TermId Asked = elementOf(X);
  if (!Asked)
    return false;
  auto [Base, Plus] = subscript(T.op(Asked, 1));
  bool Beside = false;
  for (TermId V : R.Values) {
    TermId Gone = elementOf(V);
    if (!Gone || T.op(Gone, 0) != T.op(Asked, 0))
      continue;
    auto [Of, Far] = subscript(T.op(Gone, 1));
    if (Of != Base || Far == Plus)
      return false;
    Beside = true;
  }
  return Beside;
}

void GuardReader::take(Guard &G, GuardKind K, bool InUse, TermId About,
                       StringRef Name) {
  bool Elsewhere = !mine(About);
  // One that counts goes before one that does not.
  bool Better = G.Kind == GuardKind::None || (G.Elsewhere && !Elsewhere) ||
                (G.Elsewhere == Elsewhere && G.InUse && !InUse);
  if (!Better)
    return;
  G.Kind = K;
  G.InUse = InUse;
  G.Elsewhere = Elsewhere;
  G.Name = Name.str();
}

bool GuardReader::searches(TermId At, TermId End, Guard &G) {
  if (Against || !End || (Op != CmpOp::Eq && Op != CmpOp::Ne) ||
      T.kind(At) != TermKind::ElemAddr || T.constant(T.op(At, 1)) ||
      T.kind(End) != TermKind::Opaque)
    return false;
  TermId Set = T.op(At, 0);
  if (!T.op(At, 1) || !is_contained(W.origins(End), Set))
    return false;
  if (!holdsWith(1))
    take(G, GuardKind::Live, false, T.op(At, 1), spell(W, Set));
  return true;
}

bool GuardReader::asksRights(TermId X) {
  if (!X || (T.kind(X) != TermKind::FieldOf &&
             T.kind(X) != TermKind::FieldAddr && T.kind(X) != TermKind::Init))
    return false;
  if (T.kind(X) == TermKind::Init)
    return asksRights(T.op(X, 0));
  auto Says = V.field(W, T[X].B, T[X].A).Says;
  return Says == Property::Owner || Says == Property::Mode;
}

void GuardReader::bound(Literal L, TermId Left, TermId Right, Guard &G) {
  bool Below = (Op == CmpOp::Lt || Op == CmpOp::Le) == L.Holds;
  TermId Mine = Below ? Left : Right, Of = Below ? Right : Left;
  StringRef Name = callAt(Of);
  // What is told apart by the object alone: all that it knows belongs to it,
  // what a function makes of it stands for its users.
  bool Asks = R.Self.Own.empty() && !Name.empty();
  if (!belongs(W, Mine, R.Self) || (!Asks && belongs(W, Of, R.Self)))
    return;
  TermKind K = T.kind(Of);
  if (K == TermKind::FieldAddr || K == TermKind::FieldOf)
    Name = W.program().names()[T[Of].A];
  std::string Spelled = K == TermKind::Init ? spell(W, Of) : Name.str();
  Name = Spelled;
  if (isOldest(lastName(Name)))
    take(G, GuardKind::Oldest, false, Mine, lastName(Name));
  else if (isOfLive(Of) && !readComparison(W, V, L))
    take(G, GuardKind::Live, false, Mine, lastName(Name));
}

bool GuardReader::isOfLive(TermId Of) {
  if (T.kind(Of) == TermKind::Init)
    Of = T.op(Of, 0);
  else if (T.kind(Of) == TermKind::Phi) // what stands at a place
    Of = T[Of].B;
  const Term A = T[Of];
  if (A.Kind != TermKind::FieldOf && A.Kind != TermKind::FieldAddr)
    return false;
  FieldFact Fact = V.field(W, A.B, A.A);
  if (!Fact.Number || Fact.Time || Fact.Stamp || V.words(W, A.A) & TimeWords)
    return false;
  return any_of(closure(W, T.op(Of, 0)), [&](TermId X) {
    TermKind K = T.kind(X);
    return (K == TermKind::FieldOf || K == TermKind::FieldAddr) &&
           V.words(W, T[X].A) & bit(WordClass::Live) &&
           !(V.words(W, T[X].A) & bit(WordClass::Cutoff));
  });
}

bool GuardReader::isOldest(StringRef Name) {
  WordClasses Words = V.words(Name);
  if (Words & bit(WordClass::Oldest))
    return true;
  bool Least = false, Used = false;
  for (const std::string &Part : splitWords(Name)) {
    WordClasses C = V.words(Part);
    Least |= (C & (bit(WordClass::Oldest) | bit(WordClass::Cutoff))) != 0;
    Used |= C & bit(WordClass::Live) && !(C & bit(WordClass::Cutoff));
  }
  return Least && Used;
}

WordClasses GuardReader::spelledWords() {
  WordClasses Words = 0;
  SmallVector<StringRef, 4> Parts;
  W.program().names()[Spelled].split(Parts, ',');
  for (StringRef P : Parts)
    Words |= V.words(lastName(P));
  return Words;
}

void GuardReader::byWords(Guard &G, WordClasses Words, bool Enum, TermId About,
                          StringRef Name) {
  if (Words & TimeWords & ~bit(WordClass::Dead) &&
      !(Words & (bit(WordClass::Count) | bit(WordClass::Unused))))
    return;
  if (Words & bit(WordClass::Dead))
    return take(G, GuardKind::Dead, false, About, Name);
  if (Enum || (Words & bit(WordClass::State) && Against)) {
    WordClasses Named = spelledWords();
    bool Busy = Named & bit(WordClass::Busy),
         Done = Named & bit(WordClass::Done);
    if (Op == CmpOp::Eq || Op == CmpOp::Ne) {
      bool Equal = (Op == CmpOp::Eq) == Holds;
      bool InUse = Equal ? Busy && !Done : Done && !Busy;
      return take(G, GuardKind::State, InUse, About, Name);
    }
    return take(G, GuardKind::State, false, About, Name);
  }
  if (Words & bit(WordClass::Unused))
    return take(G, GuardKind::Busy, holdsWith(0), About, Name);
  if (Words & bit(WordClass::Owner))
    return take(G, GuardKind::Owner, Against && holdsWith(4711), About, Name);
  if (Words & bit(WordClass::Count) && Against)
    return take(G, GuardKind::Count, holdsWith(4711) && holdsWith(2), About,
                Name);
  if (Words & bit(WordClass::Lookup) && Against) {
    if (!holdsWith(1))
      take(G, GuardKind::Live, false, About, Name);
    return;
  }
  // Zero and above or not: whether a step like open_locked() succeeded. Then
  // nobody else has the thing.
  if (Words & bit(WordClass::Busy) && Against && holdsWith(0) == holdsWith(1) &&
      holdsWith(-1) != holdsWith(0))
    return take(G, GuardKind::Busy, !holdsWith(0), About, Name);
  if (Words & bit(WordClass::Busy))
    return take(G, GuardKind::Busy, holdsWith(1), About, Name);
  if (Words & bit(WordClass::Done))
    return take(G, GuardKind::Busy, holdsWith(0), About, Name);
}

bool GuardReader::byUse(Guard &G, const FieldFact &Fact, TermId About,
                        StringRef Name) {
  if (!Fact.Use || !Against || Fact.Enum)
    return false;
  if (Fact.Use->counts(W.self()) && !Fact.Pointer && !Fact.Truth) {
    take(G, GuardKind::Count, holdsWith(4711) && holdsWith(2), About, Name);
    return true;
  }
  constexpr WordClasses Speaking =
      TimeWords | bit(WordClass::Count) | bit(WordClass::Busy) |
      bit(WordClass::State) | bit(WordClass::Done) | bit(WordClass::Unused) |
      bit(WordClass::Owner) | bit(WordClass::Lookup);
  if (V.words(Name) & Speaking || !Fact.Use->marks(W.self()) || holdsWith(1))
    return false;
  take(G, GuardKind::Busy, false, About, Name);
  return true;
}

void GuardReader::look(TermId X, unsigned Depth, Guard &G) {
  if (!X || Depth > MaxDepth || !Seen.insert(X))
    return; // terms are shared: each is asked once
  const Term A = T[X];
  Names &N = W.program().names();
  switch (A.Kind) {
  case TermKind::FieldOf:
  case TermKind::FieldAddr: {
    // What the file system says of a file is not whether it is in use.
    FieldFact Fact = V.field(W, A.B, A.A);
    // ... but that it has other names is: who uses it has linked it.
    if (Fact.Says == Property::Links && Against && !holdsWith(2))
      take(G, GuardKind::Count, false, X, N[A.A]);
    if (Fact.Says)
      return;
    if (Fact.Time || Fact.Stamp)
      return look(T.op(X, 0), Depth + 1, G);
    if (!byUse(G, Fact, X, N[A.A]))
      byWords(G, V.words(W, A.A), Fact.Enum, X, N[A.A]);
    // One of several records: the field of each.
    TermId Of = T.op(X, 0);
    if (T.kind(Of) == TermKind::Phi)
      Of = W.gated(Of);
    if (A.Kind == TermKind::FieldOf && T.kind(Of) == TermKind::Select) {
      look(T.fieldOf(T.op(Of, 1), A.A, A.B), Depth + 1, G);
      return look(T.fieldOf(T.op(Of, 2), A.A, A.B), Depth + 1, G);
    }
    return look(Of, Depth + 1, G);
  }
  case TermKind::Init:
  case TermKind::Text:
  case TermKind::Neg:
  case TermKind::BitNot:
    return look(T.op(X, 0), Depth + 1, G);
  case TermKind::ElemAddr: {
    // Whether a call finds an element there says nothing of a count that the
    // table is called after. `users[name]` is the count of what has the name.
    const Term Table = T[T.op(X, 0)];
    if (!InCall && Table.Kind == TermKind::FieldAddr && T.op(X, 1) &&
        !T.constant(T.op(X, 1)))
      byWords(G, V.words(W, Table.A), false, X, N[Table.A]);
    if (!InCall)
      look(T.op(X, 0), Depth + 1, G);
    return look(T.op(X, 1), Depth + 1, G);
  }
  case TermKind::Bin: {
    // A flag among others: its name is that of the mask.
    TermId Mask = T.op(X, 1);
    if (BinOp(A.A) == BinOp::And && T.kind(Mask) == TermKind::Int &&
        T[Mask].A) {
      NameId Saved = std::exchange(Spelled, T[Mask].A);
      WordClasses Words = spelledWords();
      Spelled = Saved;
      byWords(G, Words & ~(TimeWords | bit(WordClass::Count)), false,
              T.op(X, 0), N[T[Mask].A]);
    }
    look(T.op(X, 0), Depth + 1, G);
    return look(Mask, Depth + 1, G);
  }
  case TermKind::Select:
    // What a predicate with a loop in it has told: its name says what for.
    if (StringRef Name = calledFor(X); !Name.empty())
      call(X, Name, Depth, G);
    look(T.op(X, 1), Depth + 1, G);
    return look(T.op(X, 2), Depth + 1, G);
  case TermKind::Phi: {
    TermId Gated = W.gated(X);
    if (Gated != X)
      return look(Gated, Depth + 1, G);
    // A variable that loops and branches have set; its name speaks.
    if (T.kind(A.B) == TermKind::LocalAddr)
      byWords(G, V.words(spell(W, A.B)), false, X, spell(W, A.B));
    for (TermId O : W.origins(X))
      if (T.kind(O) != TermKind::Taken && !T.constant(O))
        look(O, Depth + 1, G);
    return;
  }
  case TermKind::Param:
    if (A.A < W.function().Params.size()) {
      StringRef Name = W.unit().str(W.function().Params[A.A].Name);
      ir::TypeKind K = W.unit().Types[W.function().Params[A.A].Type].Kind;
      // What the thing's own is compared with says nothing of it.
      if (Against && (K == ir::TypeKind::Bool || K == ir::TypeKind::Int))
        byWords(G, V.words(Name), false,
                R.Self.Roots.empty() ? R.Self.Own.front()
                                     : R.Self.Roots.front(),
                Name);
    }
    return;
  case TermKind::Ret:
    return event(X, A.A, G);
  case TermKind::Pure:
    return call(X, N[A.A], Depth, G);
  case TermKind::Opaque:
    // What a callee asked, then what the callee is called.
    if (NameId By = W.isImported(X) ? W.makerOf(X) : 0) {
      // `bool unref() { return count.fetch_sub(1) == 1; }`
      if (Against &&
          any_of(W.program().models().named(N[By]),
                 [](const Row *R) { return R->Is == Role::AtomicUpdate; }))
        take(G, GuardKind::Count, holdsWith(4711) && holdsWith(2), X,
             lastName(callAt(X)));
      else
        call(X, N[By], Depth, G);
      if (G.Kind != GuardKind::None && !G.Elsewhere)
        return;
    }
    return call(X, callAt(X), Depth, G);
  case TermKind::Cmp:
    // Truth that was stored and is compared with true or false.
    look(T.op(X, 0), Depth + 1, G);
    return look(T.op(X, 1), Depth + 1, G);
  default:
    return;
  }
}

Guard readGuard(FunctionFlow &W, Vocabulary &V, Literal L, const Thing &R) {
  if (R.Self.Own.empty() && R.Self.Roots.empty())
    return {};
  return GuardReader(W, V, R).read(L);
}

} // namespace tocsin::cleanup
