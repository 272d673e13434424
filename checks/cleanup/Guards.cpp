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

#include "checks/cleanup/Judge.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::ir::BinOp;
using tocsin::ir::CmpOp;

namespace tocsin::cleanup {

/// Levels of accessors, casts and masks between the atom and what it asks.
static constexpr unsigned MaxDepth = 7;

namespace {
/// Events that look into the kernel's tables; few functions have any.
struct KernelEvents : PolicyRoom {
  std::optional<BitVector> Known;

  static bool isTable(Vocabulary &V, StringRef Path) {
    return Path.consume_front("/") &&
           V.words(Path.split('/').first) & bit(WordClass::KernelTable) &&
           !(V.words(Path) & bit(WordClass::KernelFigure));
  }

  const BitVector &of(FunctionFlow &W, Vocabulary &V) {
    if (Known)
      return *Known;
    const TermTable &T = W.terms();
    Known.emplace(W.events().size());
    for (EventId E = 0; E < W.events().size(); ++E)
      if (TermId Path = W.event(E).slot(Slot::Path);
          Path && T.any(Path, [&](TermId X) {
            return T.kind(X) == TermKind::Str &&
                   isTable(V, W.program().names()[T[X].A]);
          }))
        Known->set(E);
    return *Known;
  }
};

struct LookMarks : PolicyRoom {
  MarkSet::Storage Marks;
};

class GuardReader {
public:
  GuardReader(FunctionFlow &W, Vocabulary &V, const Thing &R)
      : W(W), V(V), T(W.terms()), Seen(W.room<LookMarks>().Marks), R(R) {}

  Guard read(Literal L) {
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

private:
  static CmpOp mirrored(CmpOp Op) {
    return Op == CmpOp::Lt   ? CmpOp::Gt
           : Op == CmpOp::Le ? CmpOp::Ge
           : Op == CmpOp::Gt ? CmpOp::Lt
           : Op == CmpOp::Ge ? CmpOp::Le
                             : Op;
  }

  /// Whether the atom can hold with this value in place of what it asks.
  bool holdsWith(int64_t X) const {
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

  bool mine(TermId X) {
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

  /// The element of a table that a value is part of; 0 if it is of none.
  TermId elementOf(TermId X) {
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

  /// A subscript as a value and what is added to it.
  std::pair<TermId, int64_t> subscript(TermId X) {
    if (X && T.kind(X) == TermKind::Bin) {
      BinOp Op = BinOp(T[X].A);
      auto C = T.constant(T.op(X, 1));
      if (C && (Op == BinOp::Add || Op == BinOp::Sub))
        return {T.op(X, 0), Op == BinOp::Add ? *C : int64_t(-uint64_t(*C))};
    }
    return {X, 0};
  }

  /// `all[i + 1]` where `all[i]` goes.
  bool isNeighbour(TermId X) {
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

  void take(Guard &G, GuardKind K, bool InUse, TermId About, StringRef Name) {
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

  /// `live.find(name) == live.end()`: a set that is asked for the thing. What
  /// is not there is not in use; that it is there says nothing.
  bool searches(TermId At, TermId End, Guard &G) {
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

  /// `st.st_uid == me->owner`: whose it is to remove, not who uses it.
  bool asksRights(TermId X) {
    if (!X || (T.kind(X) != TermKind::FieldOf &&
               T.kind(X) != TermKind::FieldAddr && T.kind(X) != TermKind::Init))
      return false;
    if (T.kind(X) == TermKind::Init)
      return asksRights(T.op(X, 0));
    auto Says = V.field(W, T[X].B, T[X].A).Says;
    return Says == Property::Owner || Says == Property::Mode;
  }

  /// A number of the thing lies below what the slowest user still needs.
  void bound(Literal L, TermId Left, TermId Right, Guard &G) {
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

  /// `number < current->first_log`: what the state in use says it begins with.
  /// The state's own time or version would be an age.
  bool isOfLive(TermId Of) {
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

  /// `oldest_snapshot`, `min_needed`: an end of what is in use.
  bool isOldest(StringRef Name) {
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

  WordClasses spelledWords() {
    WordClasses Words = 0;
    SmallVector<StringRef, 4> Parts;
    W.program().names()[Spelled].split(Parts, ',');
    for (StringRef P : Parts)
      Words |= V.words(lastName(P));
    return Words;
  }

  /// A word says what kind of guard the value is, the condition whether a user
  /// would make it fail.
  void byWords(Guard &G, WordClasses Words, bool Enum, TermId About,
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
    if (Words & bit(WordClass::Busy) && Against &&
        holdsWith(0) == holdsWith(1) && holdsWith(-1) != holdsWith(0))
      return take(G, GuardKind::Busy, !holdsWith(0), About, Name);
    if (Words & bit(WordClass::Busy))
      return take(G, GuardKind::Busy, holdsWith(1), About, Name);
    if (Words & bit(WordClass::Done))
      return take(G, GuardKind::Busy, holdsWith(0), About, Name);
  }

  /// What users raise and lower counts them; what they set and clear marks the
  /// thing. False if that is not what the field is, or the words say more.
  bool byUse(Guard &G, const FieldFact &Fact, TermId About, StringRef Name) {
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

  void look(TermId X, unsigned Depth, Guard &G) {
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

  /// What the question for those who hold it answers if somebody else does.
  static int64_t heldBy(const Row &R) {
    return R.Succeeds == Success::Zero ? 0 : 2;
  }

  void event(TermId X, EventId E, Guard &G) {
    if (E >= W.events().size())
      return;
    const Event &Ev = W.event(E);
    StringRef Name = lastName(W.program().names()[Ev.Callee]);
    if (Ev.role() == Role::LockAcquire) {
      TermId Lock =
          Ev.slot(Slot::Lock) ? Ev.slot(Slot::Lock) : Ev.slot(Slot::Fd);
      take(G, GuardKind::Lock, false, Lock, Name);
    } else if (Ev.role() == Role::RefQuery) {
      take(G, GuardKind::Ownership, holdsWith(heldBy(*Ev.Row)),
           Ev.slot(Slot::Object), Name);
    } else if (Ev.role() == Role::PathCheck &&
               Ev.What & bit(Property::Existence)) {
      // Another name made of the thing's own, as a lock file beside it, or its
      // name in a directory of those who hold one.
      TermId Path = Ev.slot(Slot::Path), Dir = Ev.slot(Slot::Dir);
      if (!Path || !isNamedAfter(Path))
        return;
      bool Beside = T.kind(Path) == TermKind::Pure &&
                    hasText(Path, bit(WordClass::Busy) | bit(WordClass::Holds));
      if (Beside || (Dir && hasText(Dir, bit(WordClass::Busy))))
        take(G, GuardKind::Lock, false, Path, Name);
    }
  }

  /// Whether a path is made of what tells the thing from others, and not only
  /// of the object that both belong to.
  bool isNamedAfter(TermId Path) {
    return mine(Path) && (!R.Self.Own.empty() ||
                          any_of(selectors(W, Path).Roots, [&](TermId X) {
                            return T.kind(X) == TermKind::Param &&
                                   is_contained(R.Self.Roots, X);
                          }));
  }

  /// Whether a text, or a field on the way to the value, speaks so.
  bool hasText(TermId X, WordClasses Of) {
    return T.any(X, [&](TermId Y) {
      TermKind K = T.kind(Y);
      return (K == TermKind::Str || K == TermKind::FieldAddr ||
              K == TermKind::FieldOf) &&
             V.words(W, T[Y].A) & Of;
    });
  }

  /// The function whose result an unknown value is, or whose callee made it.
  StringRef callAt(TermId X) {
    const Term &A = T[X];
    if (!W.isImported(X) || A.A >= W.function().Instrs.size())
      return calleeOf(W, X);
    return calleeAt(A.A);
  }

  StringRef calleeAt(ir::ValueId Site) {
    const ir::Instr &I = W.function().Instrs[Site];
    return I.Kind == ir::Op::Call && I.Aux != ir::None
               ? W.unit().str(W.unit().Functions[I.Aux].Name)
               : "";
  }

  /// The function whose result a value is, where its body is known; "" if none.
  StringRef calledFor(TermId X) {
    auto C = find_if(W.calls(), [&](const CallSite &C) {
      return C.Callee != ~0u && W.valueAt(C.Site) == X;
    });
    return C == W.calls().end() ? "" : calleeAt(C->Site);
  }

  /// Whether the one lives who is said to hold it. Who that is, nothing but the
  /// caller may know.
  void liveness(Guard &G, TermId X, StringRef Name, int64_t Lives) {
    bool Given = !mine(X);
    for (TermId O :
         T.kind(X) == TermKind::Opaque ? ArrayRef(W.origins(X)) : T.ops(X))
      Given &= T.kind(O) == TermKind::Param || T.constant(O);
    TermId Of = !Given               ? X
                : R.Self.Own.empty() ? R.Self.Roots.front()
                                     : R.Self.Own.front();
    take(G, GuardKind::Owner, holdsWith(Lives), Of, Name);
  }

  /// What gives this process's own number, if something made of that is
  /// compared with what the thing is called: other processes name theirs
  /// otherwise. "" if not.
  StringRef ownNumber(ArrayRef<TermId> Compared) {
    auto Giver = [&](TermId X) {
      for (TermId Y : closure(W, X))
        if (T.kind(Y) == TermKind::Pure)
          for (const Row *R :
               W.program().models().named(W.program().names()[T[Y].A]))
            if (R->Is == Role::Pure && R->Means & bit(Trait::External))
              return StringRef(R->Names.front());
      return StringRef();
    };
    StringRef By;
    bool Mine = false;
    for (TermId X : Compared)
      if (StringRef G = Giver(X); !G.empty())
        By = G;
      else
        Mine |= mine(X);
    return Mine ? By : StringRef();
  }

  /// Whether the atom holds if a comparison of texts found them equal: true of
  /// a yes or no, zero of an order or a place.
  bool holdsForEqual(TermId Call) const {
    const ir::Function &F = W.function();
    bool Truth = false;
    for (ir::ValueId I = 0; I < F.Instrs.size() && !Truth; ++I)
      Truth = F.Instrs[I].Kind == ir::Op::Call && W.valueAt(I) == Call &&
              W.unit().Types[F.Instrs[I].Type].Kind == ir::TypeKind::Bool;
    int64_t Equal = Truth ? 1 : 0;
    return holdsWith(Equal) && !holdsWith(1 - Equal);
  }

  void call(TermId X, StringRef Callee, unsigned Depth, Guard &G) {
    StringRef Name = lastName(Callee);
    if (!InCall && T.kind(X) == TermKind::Pure && T[X].NumOps > 1)
      if (StringRef By = ownNumber(SmallVector<TermId, 4>(T.ops(X)));
          !By.empty() && holdsForEqual(X))
        return take(G, GuardKind::Owner, false, X, By);
    if (asksKernel(X))
      take(G, GuardKind::Owner, false, X, Name);
    // `claim(name) == -EEXIST`: it did not succeed, whatever it is called.
    bool Failed = Against && *Against < 0 &&
                  (Op == CmpOp::Eq || Op == CmpOp::Ne) &&
                  (Op == CmpOp::Eq) == Holds;
    if (!Name.empty())
      for (const Row *Row : W.program().models().named(Callee)) {
        if (Row->Is == Role::RefQuery && !Failed)
          take(G, GuardKind::Ownership, holdsWith(heldBy(*Row)), X, Name);
        // To fail is an answer: `kill(pid, 0) == -1`.
        if (Row->Is == Role::UseQuery &&
            (!Failed || Row->Succeeds == Success::Zero))
          liveness(G, X, Name, Row->Succeeds == Success::Zero ? 0 : 1);
      }
    if (!Name.empty() && !Failed) {
      WordClasses Words = V.words(Name);
      // `empty` is true when there is none; what the thing is taken from is
      // never.
      if (Words & bit(WordClass::Lacking) && Against && *Against == 0) {
        if (isHolder(X))
          return;
        Holds = !Holds;
        accessed(X, Depth, G);
        Holds = !Holds;
        return;
      }
      // A set that is asked for the thing and does not have it.
      if (Words & bit(WordClass::Lookup) && !(Words & bit(WordClass::Busy))) {
        if (!holdsWith(1))
          take(G, GuardKind::Live, false, X, Name);
        return;
      }
      if (Against)
        byWords(G, Words, false, X, Name);
    }
    accessed(X, Depth, G);
  }

  /// Whether the answer comes from the kernel's tables of what is open, bound,
  /// locked or alive.
  bool asksKernel(TermId X) {
    const BitVector &Asks = W.room<KernelEvents>().of(W, V);
    return Asks.any() && any_of(closure(W, X), [&](TermId Y) {
             return T.kind(Y) == TermKind::Ret && T[Y].A < Asks.size() &&
                    Asks.test(T[Y].A);
           });
  }

  /// Whether the thing comes out of what the call was given.
  bool isHolder(TermId Call) {
    SmallVector<TermId, 4> Given(W.origins(Call));
    return any_of(R.Values, [&](TermId V) {
      const TermSet &From = closure(W, V);
      return any_of(Given, [&](TermId O) {
        return T.kind(O) == TermKind::FieldAddr && From.contains(O);
      });
    });
  }

  /// Through accessors only: what else a call was given is not asked.
  void accessed(TermId X, unsigned Depth, Guard &G) {
    if (!Against || (T.kind(X) == TermKind::Opaque &&
                     count_if(W.origins(X), [&](TermId O) {
                       return T.kind(O) != TermKind::LocalAddr;
                     }) > 3))
      return;
    bool Outer = std::exchange(InCall, true);
    SmallVector<TermId, 4> Given( // looking may make terms
        T.kind(X) == TermKind::Opaque ? ArrayRef(W.origins(X)) : T.ops(X));
    for (TermId O : Given)
      if (T.kind(O) != TermKind::Taken && !T.constant(O))
        look(O, Depth + 1, G);
    InCall = Outer;
  }

  FunctionFlow &W;
  Vocabulary &V;
  TermTable &T;
  MarkSet Seen; // by look
  const Thing &R;
  CmpOp Op = CmpOp::Ne;
  std::optional<int64_t> Against;
  NameId Spelled = 0;
  bool Holds = true;
  bool InCall = false; // below an operand of a call
};
} // namespace

Guard readGuard(FunctionFlow &W, Vocabulary &V, Literal L, const Thing &R) {
  if (R.Self.Own.empty() && R.Self.Roots.empty())
    return {};
  return GuardReader(W, V, R).read(L);
}

} // namespace tocsin::cleanup
