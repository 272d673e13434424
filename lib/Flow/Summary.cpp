//===- Summary.cpp - From state to what callers see, and back -------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The two doors between state and summary: export after a function's analysis,
// import at a call of it. A term is rewritten leaf by leaf:
//
//   in the callee          in the summary            at the call
//   ---------------------  ------------------------ ---------------------------
//   Param, This, Captured  the same                  argument, receiver,
//   capture Init(a)                the same                  what stands at a
//   now constants, globals     the same                  the same Ret, Out of
//   an event   of the exported event     of the event made here Phi nested
//   Selects, or Opaque rewritten Opaque, locals         numbered Opaque with
//   the  Opaque of the call, same
//                          terms it came from        origins
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Flow/FunctionFlow.h"
#include "Flow/MemoryExport.h"
#include "Flow/Refusals.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// Bounds on what a summary carries; more is dropped, nearest events first.
static constexpr size_t MaxEvents = 48, MaxEffects = 32, MaxTerms = 2000,
                        MaxVia = 8, MaxInner = 6, MaxReasons = 16,
                        MaxLeaves = 12, MaxPlaceChoices = 1, MaxChoices = 4,
                        MaxReturns = 4;
/// An event whose operands are all constants or globals means the same to every
/// caller, so it would climb to main. Beyond this many calls nobody who reads a
/// finding would follow, and what is called from everywhere (a log function)
/// does not belong to any one decision.
static constexpr size_t MaxGlobalVia = 3, MaxGlobalCalls = 6;
/// Conditions nested deeper than this in a result are told by their leaves.
static constexpr unsigned MaxNesting = 6;
static constexpr size_t NoGlobals = ~size_t(0);

class SummaryExport {
public:
  explicit SummaryExport(FunctionFlow &W)
      : W(W), Sum(std::make_unique<Summary>()) {}

  std::unique_ptr<Summary> run() {
    chooseEvents();
    chooseEnds();
    Sum->Events.reserve(Chosen.size());
    for (EventId E : Chosen)
      exportEvent(E);
    exportResult();
    exportEffects();
    auto Translate = [&](TermId X) { return translate(X); };
    auto Speaks = [&](TermId X) { return speaks(X, false) || speaks(X, true); };
    auto EventIndex = [&](EventId E) {
      // No event is the map's own mark of a free place: not to be looked up.
      auto It = E == NoEvent ? Index.end() : Index.find(E);
      return It == Index.end() ? ~0u : It->second;
    };
    Sum->Memory = MemoryExport(W, Translate, Speaks, EventIndex).run();
    Sum->Returns = W.In[W.F.Blocks.size() - 1].Reached;
    Sum->Terms.seal();
    return std::move(Sum);
  }

private:
  /// Whether a caller can recognise the term's value again; `Global` asks only
  /// for names that are the same everywhere.
  bool speaks(TermId X, bool Global) {
    return W.T.any(X, [&](TermId Y) {
      switch (W.T.kind(Y)) {
      case TermKind::Param:
      case TermKind::This:
      case TermKind::Captured:
        return !Global;
      case TermKind::GlobalAddr:
      case TermKind::Str:
        return Global;
      case TermKind::Ret:
      case TermKind::Out:
        return is_contained(Chosen, W.T[Y].A);
      default:
        return false;
      }
    });
  }

  void chooseEvents() {
    SmallVector<EventId, 4> Handed = W.handedOut();
    SmallVector<EventId, 16> Order;
    for (EventId E = 0; E < W.Events.size(); ++E)
      if (W.Happens[E])
        Order.push_back(E);
    llvm::sort(Order, [&](EventId A, EventId B) {
      unsigned NA = W.G->number(W.Events[A].Block);
      unsigned NB = W.G->number(W.Events[B].Block);
      return NA != NB ? NA < NB : A < B;
    });
    // What is put into a request, and the sending of it, belong together.
    SmallVector<TermId, 4> Requests;
    for (EventId E : Order)
      if (TermId Of = W.Events[E].slot(Slot::Request);
          Of && any_of(W.Events[E].Slots,
                       [&](auto &S) { return speaks(S.second, false); }))
        Requests.push_back(Of);
    bool Waited = false;
    size_t GlobalVia =
        W.P.callSites(W.Self) <= MaxGlobalCalls ? MaxGlobalVia : 0;
    if (W.P.callSites(W.Self) > 4 * MaxGlobalCalls)
      GlobalVia = NoGlobals;
    for (EventId E : Order) {
      const Event &X = W.Events[E];
      if (Chosen.size() >= MaxEvents || X.Via.size() >= MaxVia)
        break;
      bool Keep = false;
      switch (X.role()) {
      case Role::Wait:
        Keep = !Waited && X.Via.size() <= 1;
        Waited |= Keep;
        break;
      case Role::PrivilegeSet:
        Keep = X.Via.size() <= 1;
        break;
      case Role::LockAcquire:
        // Whoever returns with the lock held.
        Keep = (X.Row->Means & bit(Trait::File) && X.Via.size() <= 2) ||
               (X.Via.size() <= 6 &&
                any_of(W.In[W.F.Blocks.size() - 1].Held,
                       [&](const Protection &H) { return H.By == E; }));
        break;
      case Role::LockRelease:
      case Role::LockWait:
      case Role::LockHeld:
      case Role::LockQuery:
      case Role::LockAbandon:
      case Role::LockSwap:
        break; // MemorySummary.cpp
      case Role::PathTemp:
      case Role::PathPrivate:
        Keep = X.Via.size() <= 2;
        break;
      default:
        Keep = is_contained(Requests, X.slot(Slot::Request)) ||
               any_of(X.Slots, [&](auto &S) {
                 return S.first != Slot::Flags && S.first != Slot::Mode &&
                        S.first != Slot::Access &&
                        (speaks(S.second, false) ||
                         (GlobalVia != NoGlobals && X.Via.size() <= GlobalVia &&
                          speaks(S.second, true)));
               });
      }
      // A count speaks of a result that is the function's own, made by a call
      // that is told.
      if (X.role() == Role::SqlCount)
        Keep |= any_of(Chosen, [&](EventId O) {
          return speaksOfStores(W.Events[O].role());
        });
      Keep |= is_contained(Handed, E);
      // Two looks at the same name by the same call are one to a caller.
      Keep = Keep && none_of(Chosen, [&](EventId O) {
               const Event &Y = W.Events[O];
               return Y.Row == X.Row && Y.At == X.At && Y.Slots == X.Slots;
             });
      if (Keep) {
        Index[E] = Chosen.size();
        Chosen.push_back(E);
      }
    }
  }

  /// A transaction of the function's own is over when it returns: its end is
  /// told last, after all that lies in it.
  void chooseEnds() {
    const auto &AtExit = W.In[W.F.Blocks.size() - 1].Open;
    for (size_t I = 0, N = Chosen.size(); I < N; ++I) {
      const Event &Begin = W.Events[Chosen[I]];
      TermId Txn = Begin.slot(Slot::Txn);
      if (Begin.role() != Role::StoreBegin || !Txn ||
          any_of(AtExit,
                 [&](const Protection &H) { return H.By == Chosen[I]; }))
        continue;
      std::optional<EventId> End;
      for (EventId E = 0; E < W.Events.size(); ++E) {
        const Event &X = W.Events[E];
        bool Ends = X.role() == Role::StoreAbort ||
                    (X.role() == Role::StoreCommit && !End);
        if (Ends && W.Happens[E] && X.slot(Slot::Txn) == Txn &&
            X.Via.size() < MaxVia)
          End = E;
      }
      if (End && !Index.count(*End) && Chosen.size() < MaxEvents) {
        Index[*End] = Chosen.size();
        Chosen.push_back(*End);
      }
    }
  }

  /// A term that says the same to callers, in the summary; 0 if it is about
  /// something of the function's own.
  TermId reachable(TermId X) {
    // It mentions a value that was made here.
    if (W.T[X].Mask)
      return 0;
    auto It = Reachable.find(X);
    if (It != Reachable.end())
      return It->second;
    TermId Known = Sum->Terms.rebuild(W.T, X, [&](TermId Z) {
      TermKind K = W.T.kind(Z);
      bool Own = K == TermKind::LocalAddr || K == TermKind::Opaque ||
                 K == TermKind::Phi || K == TermKind::Ret ||
                 K == TermKind::Out || K == TermKind::Taken;
      return Own ? TermTable::Refused : TermId(0);
    });
    return Reachable[X] = Known;
  }

  /// What an unknown value ultimately came from, as far as callers can tell:
  /// parameters, and results of exported events with the field looked at.
  SmallVector<TermId, 2> leaves(TermId X) {
    SmallVector<TermId, 2> R;
    TermTable &To = Sum->Terms;
    auto Add = [&](TermId Y) {
      if (R.size() < MaxLeaves && !is_contained(R, Y))
        R.push_back(Y);
    };
    SmallVector<TermId, 4> Work{X};
    SmallVector<EventId, 4> Streams;
    auto Visit = [&](TermId Y) {
      if (R.size() >= MaxLeaves)
        return false;
      const Term A = W.T[Y];
      switch (A.Kind) {
      case TermKind::Param:
      case TermKind::This:
      case TermKind::Captured:
        Add(To.get(A.Kind, A.A));
        return false;
      case TermKind::Init: {
        // Something that callers can reach, as it was at the call.
        TermId Known = reachable(Y);
        if (Known)
          Add(Known);
        return !Known;
      }
      case TermKind::ElemAddr:
        // One element or another of a table that callers can reach.
        if (TermId Table = W.T.op(Y, 0); W.T.kind(Table) == TermKind::FieldAddr)
          if (TermId Known = reachable(Table))
            Add(Known);
        return true;
      case TermKind::Ret:
      case TermKind::Out: {
        auto It = Index.find(A.A);
        if (It != Index.end()) {
          Add(To.get(A.Kind, It->second, A.B));
        } else if (const Event &E = W.Events[A.A];
                   E.role() == Role::FdUse && !is_contained(Streams, A.A)) {
          Streams.push_back(A.A); // it was in the stream
          Work.push_back(E.slot(Slot::Fd));
        }
        return false;
      }
      case TermKind::FieldOf: {
        TermId Of = W.T.op(Y, 0);
        auto It = Index.find(W.T[Of].A);
        if (W.T.kind(Of) != TermKind::Out || It == Index.end())
          return true;
        Add(To.fieldOf(To.get(TermKind::Out, It->second, W.T[Of].B), A.A, A.B));
        return false;
      }
      default:
        return true;
      }
    };
    while (!Work.empty())
      W.derivation(Work.pop_back_val(), Visit);
    return R;
  }

  /// The function whose call made an unknown value.
  NameId makerOf(TermId X) {
    const Term &A = W.T[X];
    if (A.Kind != TermKind::Opaque || A.A >= W.F.Instrs.size())
      return 0;
    if (W.isImported(X))
      return W.makerOf(X);
    const Instr &I = W.F.Instrs[A.A];
    return I.Kind == Op::Call && I.Aux != None
               ? W.P.name(W.UnitIndex, W.U.Functions[I.Aux].Name)
               : 0;
  }

  TermId numbered(TermId X) {
    auto [It, New] = Numbers.try_emplace(X, Sum->Origins.size());
    unsigned N = It->second;
    if (New) {
      Sum->Origins.emplace_back();
      Sum->Origins[N] = leaves(X);
      Sum->Makers.resize(Sum->Origins.size());
      Sum->Makers[N] = makerOf(X);
    }
    return Sum->Terms.get(TermKind::Opaque, ~0u, N);
  }

  TermId translate(TermId X) {
    return Sum->Terms.size() > MaxTerms ? 0 : translated(X);
  }

  TermId translated(TermId Y) {
    if (!Y)
      return 0;
    if (TermId Known = Translated[Depth].lookup(Y))
      return Known;
    TermTable &To = Sum->Terms;
    const Term A = W.T[Y];
    TermId R = 0;
    switch (A.Kind) {
    case TermKind::LocalAddr:
    case TermKind::Opaque:
    case TermKind::Taken:
      R = numbered(Y);
      break;
    case TermKind::Phi: {
      TermId Gated = W.gated(Y);
      if (Gated != Y && Depth < MaxNesting) {
        ++Depth;
        R = translate(Gated);
        --Depth;
      }
      if (!R)
        R = numbered(Y);
      break;
    }
    case TermKind::Ret:
    case TermKind::Out: {
      auto It = Index.find(A.A);
      R = It == Index.end() ? numbered(Y) : To.get(A.Kind, It->second, A.B);
      break;
    }
    default: {
      // Numbering may build terms in W: keep no reference into it.
      SmallVector<TermId, 8> Ops(W.T.ops(Y));
      for (TermId &O : Ops)
        O = translated(O);
      // What a closure holds is no field of the object that it lies in.
      R = A.Kind == TermKind::FieldOf && A.A != W.CaptureName
              ? To.fieldOf(Ops[0], A.A, A.B)
          : A.Kind == TermKind::ElemAddr ? To.element(Ops[0], Ops[1])
                                         : To.get(A.Kind, A.A, A.B, A.Imm, Ops);
    }
    }
    return Translated[Depth][Y] = R;
  }

  /// What of a file has to be right, by a look at its descriptor, or else the
  /// function throws or ends the program.
  Properties demanded(EventId E) {
    Properties Seen = 0;
    for (BlockId B : W.G->order()) {
      const Block &K = W.F.Blocks[B];
      bool Refuses =
          W.Ends.test(B) || any_of(seq(K.Begin, K.End), [&](uint32_t I) {
            return W.F.Instrs[I].Kind == Op::Throw;
          });
      if (!Refuses)
        continue;
      for (Literal L : W.conditions(B))
        if (W.derivesFrom(L.Cond, E))
          W.derivation(L.Cond, [&](TermId Y) {
            const Term A = W.T[Y];
            if (A.Kind != TermKind::FieldOf ||
                W.T.kind(W.T.op(Y, 0)) != TermKind::Out ||
                W.T[W.T.op(Y, 0)].A != E)
              return true;
            auto Is =
                W.P.models().fieldProperty(W.P.names()[A.B], W.P.names()[A.A]);
            Seen |= Is ? bit(*Is) : 0;
            return false;
          });
    }
    return Seen;
  }

  void exportEvent(EventId E) {
    Event X = W.Events[E];
    for (auto &[K, V] : X.Slots)
      V = translate(V);
    llvm::erase_if(X.Slots, [](auto &S) { return !S.second; });
    if (X.role() == Role::PathUse) {
      X.Checked = W.checked(E);
      X.Asked = W.asked(E);
    } else if (X.role() == Role::FdCheck) {
      X.Asked |= demanded(E);
    } else if (speaksOfStores(X.role())) {
      // What is only handed on, the callers have to look at.
      X.Checked = X.Checked || (W.decides(E) && !onlyGivenBack(W, E));
    }
    X.Inner.clear();
    for (Literal L : W.eventConditions(E)) {
      if (X.Inner.size() >= MaxInner)
        break;
      if (TermId C = translate(L.Cond))
        X.Inner.push_back({C, L.Holds});
    }
    X.Reasons.clear();
    if ((W.P.followsEnds(W.Self) && isEnd(X)) || X.role() == Role::PathUse ||
        X.role() == Role::Enqueue)
      for (Literal L : W.eventReasons(E)) {
        if (X.Reasons.size() >= MaxReasons)
          break;
        if (TermId C = translate(L.Cond))
          X.Reasons.push_back({C, L.Holds});
      }
    Sum->Events.push_back(std::move(X));
  }

  void exportResult() {
    if (W.ReturnWays.empty())
      return;
    TermId First = W.ReturnWays[0].Value;
    bool Same = all_of(W.ReturnWays, [&](auto &R) { return R.Value == First; });
    BlockId Exit = W.F.Blocks.size() - 1;
    TermId R = Same ? First : W.gate(W.ReturnWays, Exit);
    if (!R) {
      // Not expressible as one choice: who leaves early with a constant still
      // tells why; the rest is unknown, but known what it came from.
      SmallVector<TermId, 8> From;
      SmallVector<std::pair<TermId, TermId>, 4> Known;
      for (auto &Way : W.ReturnWays) {
        if (auto Cond = W.wayCondition(Way.From, Exit);
            Cond && *Cond && Known.size() < MaxReturns &&
            W.T.constant(Way.Value)) {
          Known.push_back({*Cond, Way.Value});
          continue;
        }
        From.push_back(Way.Value);
        for (Literal L : W.conditions(Way.From))
          From.push_back(L.Cond);
      }
      R = W.opaque(~0u - 1, 0, From);
      for (auto [Cond, Value] : reverse(Known))
        R = W.T.get(TermKind::Select, 0, 0, 0, {Cond, Value, R});
    }
    Sum->Result = translate(R);
  }

  /// How many choices a term of the summary has; counted up to `Bound` + 1.
  size_t choices(TermId X, size_t Bound) const {
    size_t N = 0;
    Sum->Terms.any(X, [&](TermId Y) {
      N += Sum->Terms.kind(Y) == TermKind::Select;
      return N > Bound;
    });
    return N;
  }

  void exportEffects() {
    const State &End = W.In[W.F.Blocks.size() - 1];
    if (!End.Reached)
      return;
    for (auto &[A, V] : End.Memory) {
      if (Sum->Effects.size() >= MaxEffects)
        break;
      TermKind Root = W.T.kind(W.T.root(A));
      if (Root == TermKind::LocalAddr || Root == TermKind::Opaque ||
          Root == TermKind::Ret || V == W.T.init(A))
        continue;
      if (!W.T.any(A, [&](TermId Y) {
            TermKind K = W.T.kind(Y);
            return K == TermKind::Param || K == TermKind::This ||
                   K == TermKind::Captured || K == TermKind::GlobalAddr;
          }))
        continue;
      TermId To = translate(A);
      // `st ? st : &own` is decided at the call; a chain of choices is no
      // address that a caller knows, nor a value that anybody compares: there
      // what it came from counts.
      if (choices(To, MaxPlaceChoices) > MaxPlaceChoices)
        continue;
      TermId What = translate(V);
      if (choices(What, MaxChoices) > MaxChoices)
        What = numbered(V);
      if (To && What)
        Sum->Effects.push_back({To, What});
    }
  }

  FunctionFlow &W;
  std::unique_ptr<Summary> Sum;
  SmallVector<EventId, 16> Chosen;
  DenseMap<EventId, unsigned> Index;
  DenseMap<TermId, unsigned> Numbers;
  DenseMap<TermId, TermId> Reachable;                  // by the function's term
  DenseMap<TermId, TermId> Translated[MaxNesting + 1]; // by depth
  unsigned Depth = 0;
};

std::unique_ptr<Summary> FunctionFlow::summarise() {
  return SummaryExport(*this).run();
}

//===----------------------------------------------------------------------===//
// Import
//===----------------------------------------------------------------------===//

bool CallTransfer::bySummary(ProgFunc Callee, const Summary &Sum) {
  unsigned Round = Sequence; // tells apart several callees of one call
  SmallVector<EventId, 8> Ids;
  for (size_t I = 0; I < Sum.Events.size(); ++I)
    Ids.push_back(W.eventAt(Site, Sequence++));

  NameId CaptureName = W.CaptureName, RestName = W.RestName;
  ProgramView::Body Body = W.P.body(Callee);
  bool Variadic = Body.F && Body.F->Flags & FuncVariadic;
  ClosureValue Closure;
  if (Receiver) {
    auto It = W.Closures.find(contentOf(T, S, Receiver));
    if (It != W.Closures.end())
      Closure = It->second;
  }

  // One answer for each term of the summary; unknown values may come from each
  // other, round in a circle.
  std::vector<TermId> Done = std::move(W.ImportRoom);
  Done.assign(Sum.Terms.size(), 0);
  auto Import = [&](auto &Self, TermId Y) -> TermId {
    if (!Y || Done[Y])
      return Y ? Done[Y] : 0;
    const Term &A = Sum.Terms[Y];
    auto Give = [&](TermId X) { return Done[Y] = X; };
    switch (A.Kind) {
    case TermKind::Param:
      return Give(A.A < Args.size() && Args[A.A] ? Args[A.A]
                                                 : W.opaque(Site, 0x40 + A.A));
    case TermKind::This:
      return Give(Receiver ? Receiver : W.opaque(Site, 0x3f));
    case TermKind::Captured:
      if (A.A < Closure.Captures.size() && Closure.Captures[A.A])
        return Give(Closure.Captures[A.A]);
      return Give(
          T.get(TermKind::FieldOf, CaptureName, A.A, 0,
                Receiver ? contentOf(T, S, Receiver) : W.opaque(Site, 0x3f)));
    case TermKind::Init: {
      TermId At = Self(Self, Sum.Terms.op(Y, 0));
      if (!At)
        return Give(W.opaque(Site, 0x3e));
      TermId C = contentOf(T, S, At);
      if (T.kind(C) == TermKind::Init)
        S.add(At, C);
      return Give(T[At].HasParts ? readObject(T, S, At) : C);
    }
    case TermKind::FieldOf: {
      TermId Of = Self(Self, Sum.Terms.op(Y, 0));
      if (A.A == CaptureName) {
        auto C = W.Closures.find(Of);
        if (C != W.Closures.end() && A.B < C->second.Captures.size())
          return Give(C->second.Captures[A.B]);
        if (Of)
          return Give(T.get(TermKind::FieldOf, A.A, A.B, 0, Of));
      }
      return Give(Of ? T.fieldOf(Of, A.A, A.B) : W.opaque(Site, 0x3d));
    }
    case TermKind::Ret:
    case TermKind::Out:
      return Give(T.get(A.Kind, Ids[A.A], A.B));
    case TermKind::Opaque: {
      TermId O = Give(
          T.get(TermKind::Opaque, Site,
                FunctionFlow::ImportedTag + (Round << 12) + (A.B & 0xfff)));
      if (W.Recording && A.A == ~0u && A.B < Sum.Origins.size()) {
        SmallVector<TermId, 16> From;
        for (TermId X : Sum.Origins[A.B])
          if (TermId Y = X && Done[X] ? Done[X] : Self(Self, X)) {
            From.push_back(Y);
            // What is passed by reference is made for the call.
            if (T.kind(Y) == TermKind::LocalAddr)
              From.push_back(contentOf(T, S, Y));
          }
        if (!From.empty())
          W.Origins.set(O, From);
        if (NameId By = Sum.Makers[A.B])
          W.Makers[O] = By;
      }
      return O;
    }
    default: {
      SmallVector<TermId, 8> Ops;
      for (TermId O : Sum.Terms.ops(Y)) {
        const Term &Part = Sum.Terms[O];
        bool Rest = Variadic && Part.Kind == TermKind::Pure &&
                    Part.A == RestName && Part.NumOps == 0;
        if (!Rest) {
          Ops.push_back(Done[O] ? Done[O] : Self(Self, O));
          continue;
        }
        for (unsigned I = Body.F->Params.size(); I < Args.size(); ++I)
          Ops.push_back(deep(Args[I], I));
      }
      // `st ? st : &own`: here it is known what was handed over.
      if (A.Kind == TermKind::Select && Ops[0]) {
        if (T.isAddress(Ops[0]))
          return Give(Ops[1]);
        if (auto Known = settled(T, W.P.names(), Ops[0]))
          return Give(*Known ? Ops[1] : Ops[2]);
      }
      return Give(A.Kind == TermKind::ElemAddr
                      ? T.element(Ops[0], Ops[1])
                      : T.get(A.Kind, A.A, A.B, A.Imm, Ops));
    }
    }
  };

  auto ImportValue = [&](TermId X) { return Import(Import, X); };

  // All values are those before the call; only then does it take effect.
  TermId Gives = Import(Import, Sum.Result);
  SmallVector<std::pair<TermId, TermId>, 8> Writes;
  for (auto &[A, V] : Sum.Effects) {
    TermId To = Import(Import, A);
    TermId What = Import(Import, V);
    if (To && What)
      Writes.push_back({To, What});
  }
  for (size_t I = 0; I < Sum.Events.size(); ++I) {
    const Event &From = Sum.Events[I];
    Event &E = W.Events[Ids[I]];
    if (std::exchange(W.ImportedFrom[Ids[I]], &From) != &From) {
      E = From;
      E.Site = Site;
      E.Block = W.Current;
      E.Via.insert(E.Via.begin(), Frame{{W.UnitIndex, X.At}, W.Self, Callee});
      E.Inner.clear();
      E.Reasons.clear();
    }
    E.Slots = From.Slots;
    for (auto &[K, V] : E.Slots) {
      V = Import(Import, V);
      // Here at last is the array that a helper was handed.
      if (K == Slot::Params && T.isAddress(V))
        V = listOf(V, E.Row->arg(Slot::Params)->Member);
      else if ((K == Slot::Key || K == Slot::Value) &&
               T.kind(V) == TermKind::With)
        V = inOrder(V, nullptr);
    }
    llvm::erase_if(E.Slots, [](auto &P) { return !P.second; });
    // Conditions are asked for when everything has settled.
    if (W.Recording) {
      E.Inner = From.Inner;
      for (Literal &L : E.Inner)
        L.Cond = Import(Import, L.Cond);
      E.Reasons = From.Reasons;
      for (Literal &L : E.Reasons)
        L.Cond = Import(Import, L.Cond);
    }
    specialise(E, W);
    bool Never = any_of(From.Reasons, [&](Literal L) {
      auto Known = settled(T, W.P.names(), Import(Import, L.Cond));
      return Known && *Known != L.Holds;
    });
    if (Never || traitsOf(E, W, true) & bit(Trait::Safe))
      continue;
    happen(Ids[I]);
    holdTransaction(Ids[I]);
    S.Last = Ids[I];
  }
  if (Sum.Memory) {
    importMemory(Callee, Sum, Ids, ImportValue);
    importLocks(*Sum.Memory, Ids, ImportValue);
  }
  W.ImportRoom = std::move(Done);
  for (auto &[A, V] : Writes) {
    store(A, V);
    W.publishInto(A, V);
  }
  for (auto &[A, V] : Answers)
    store(A, V);
  if (Gives && !Result)
    Result = Gives;
  else if (Gives && Result != Gives && !Conditional)
    Result = W.opaque(Site, 0x30, {Result, Gives});
  return true;
}

} // namespace tocsin::flow
