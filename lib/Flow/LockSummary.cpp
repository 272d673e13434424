//===- LockSummary.cpp - What a function leaves locked, for its callers ---===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Locks that are held, given back or broken when a function returns, and what
// its result or arguments say of that.
//
//===----------------------------------------------------------------------===//

#include "Flow/MemoryExport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// The way from a return to the exit, past the destructors of locals.
const State *MemoryExport::endOf(BlockId From) {
  BlockId Exit = W.F.Blocks.size() - 1;
  const State *Last = nullptr;
  for (unsigned Steps = 0; From != Exit && Steps < 64; ++Steps) {
    Last = &W.Out[From];
    if (W.F.Blocks[From].Succs.size() != 1)
      return From == Exit || W.F.Blocks[From].Succs.empty() ? Last : nullptr;
    From = W.F.Blocks[From].Succs[0].To;
  }
  return Last;
}

bool MemoryExport::throwsIn(BlockId B) {
  const Block &K = W.F.Blocks[B];
  return any_of(seq(K.Begin, K.End),
                [&](uint32_t I) { return W.F.Instrs[I].Kind == Op::Throw; });
}

/// What is held on every way that returns; who throws has given back, or
/// nobody is left to care.
SmallVector<Protection, 2> MemoryExport::heldAtReturn() {
  BlockId Exit = W.F.Blocks.size() - 1;
  std::optional<SmallVector<Protection, 2>> R;
  for (BlockId B : W.G->preds(Exit)) {
    if (throwsIn(B) || !W.Out[B].Reached)
      continue;
    State At = W.Out[B];
    W.refine(B, Exit, At);
    if (!R) {
      R = At.Held;
      continue;
    }
    llvm::erase_if(*R, [&](Protection &H) {
      auto O = find_if(At.Held, [&](const Protection &O) {
        return O.Lock == H.Lock && O.Maybe == H.Maybe;
      });
      if (O == At.Held.end())
        return true;
      if (O->Mode != H.Mode) {
        H.Mode = std::min(H.Mode, O->Mode);
        H.By = Protection::Merged | Exit;
      }
      return false;
    });
  }
  return R ? std::move(*R) : W.In[Exit].Held;
}

/// Whether the caller's lock is held again, or still, on every way that
/// returns.
bool MemoryExport::isBackAtReturn(TermId Lock) {
  BlockId Exit = W.F.Blocks.size() - 1;
  return all_of(W.G->preds(Exit), [&](BlockId B) {
    const State &At = W.Out[B];
    return !At.Reached || throwsIn(B) || !is_contained(At.Dropped, Lock) ||
           any_of(At.Held, [&](auto &H) { return H.Lock == Lock; });
  });
}

/// What an argument has to be for the lock to be held in that mode or a
/// stronger one, where ways meet that hold it and ways that do not.
Literal MemoryExport::toldIf(const Protection &H, LockMode Mode) {
  if (auto It = W.PassedOn.find(H.By); It != W.PassedOn.end())
    return Mode == LockMode::Exclusive ? It->second.second : It->second.first;
  BlockId Join = H.By - Protection::Merged;
  if (H.By == NoEvent || H.By < Protection::Merged || H.File ||
      Join >= W.F.Blocks.size())
    return {};
  return W.toldByArgument(Join, [&](BlockId X) {
    return any_of(W.Out[X].Held, [&](const Protection &O) {
      return O.Lock == H.Lock && O.Mode >= Mode && !O.Maybe;
    });
  });
}

/// `return (alone ? trywr(l) : tryrd(l)) == 0;` is two ways to return, each
/// with an outcome of its own. Gives back what has to be for the stronger one.
Literal MemoryExport::choose(TermId Value, TermId Chosen, BlockId From,
                             SmallVectorImpl<Way> &Ways) {
  TermTable &T = W.T;
  auto Meet = W.G->preds(From);
  if (T.kind(Chosen) != TermKind::Select || Meet.size() != 2)
    return {};
  SmallVector<Way, 2> R;
  SmallVector<LockMode, 2> Modes;
  for (unsigned Arm : {1, 2}) {
    TermId X = T.op(Chosen, Arm);
    for (BlockId B : Meet)
      for (const Protection &H : W.Out[B].Held)
        if (R.size() < Arm && H.Maybe && H.By < W.Events.size() &&
            T[X].Mask & TermTable::maskOf(TermKind::Ret, H.By)) {
          if (Value != Chosen)
            X = T.get(TermKind::Cmp, T[Value].A, T[Value].B, 0,
                      {X, T.op(Value, 1)});
          R.push_back({X, &W.Out[B]});
          Modes.push_back(H.Mode);
        }
  }
  if (R.size() != 2 || Modes[0] == Modes[1])
    return {};
  append_range(Ways, R);
  return {T.op(Chosen, 0), Modes[0] > Modes[1]};
}

/// A guard that tries, and keeps the answer in a member.
void MemoryExport::exportTried(
    const Protection &H,
    function_ref<void(LockEffect::Kind, TermId, LockMode, EventId)> Add) {
  for (auto &[At, V] : W.In[W.F.Blocks.size() - 1].Memory) {
    if (W.T.kind(At) != TermKind::FieldAddr ||
        !(W.T[V].Mask & TermTable::maskOf(TermKind::Ret, H.By)))
      continue;
    Literal Yes{V, true}, No{V, false};
    bool IfTrue = W.possible(Yes, H.By, true) && !W.possible(Yes, H.By, false);
    bool IfFalse = W.possible(No, H.By, true) && !W.possible(No, H.By, false);
    TermId Outcome = IfTrue || IfFalse ? Translate(At) : 0;
    if (!Outcome)
      continue;
    size_t Before = M->Locks.size();
    Add(IfTrue ? LockEffect::Kind::AcquiredIf : LockEffect::Kind::AcquiredIfNot,
        H.Lock, H.Mode, NoEvent);
    if (M->Locks.size() > Before)
      M->Locks.back().Outcome = Outcome;
    return;
  }
}

/// Whether a pointer leads to the object that the lock is a part of, so that it
/// is not null.
static bool isAround(const TermTable &T, TermId Value, TermId Lock) {
  while (T.kind(Lock) == TermKind::FieldAddr)
    if ((Lock = T.op(Lock, 0)) == Value)
      return true;
  return false;
}

/// Each way gives back another object, and holds its lock.
bool MemoryExport::exportOneOfSeveral(ArrayRef<Way> Ways) {
  TermId One = 0, Its = 0;
  LockMode Weakest = LockMode::Exclusive;
  for (const Way &R : Ways) {
    auto H = find_if(R.At->Held, [&](const Protection &H) {
      return !H.Maybe && isAround(W.T, R.Value, H.Lock);
    });
    if (H == R.At->Held.end() ||
        (One && partOf(W.T, H->Lock, R.Value, One) != Its))
      return false;
    if (!One) {
      One = R.Value;
      Its = H->Lock;
    }
    Weakest = std::min(Weakest, H->Mode);
  }
  if (all_of(Ways, [&](const Way &R) { return R.Value == One; }))
    return false;
  TermId L = Translate(Its), Of = Translate(One);
  if (!L || !Of)
    return false;
  M->Locks.push_back({LockEffect::Kind::Acquired, L, Weakest, ~0u});
  M->Locks.back().Of = Of;
  return true;
}

void MemoryExport::exportLocks() {
  const State &End = W.In[W.F.Blocks.size() - 1];
  if (!End.Reached)
    return;
  SmallVector<Protection, 2> Finally = heldAtReturn();
  auto Add = [&](LockEffect::Kind K, TermId Lock, LockMode Mode, EventId By,
                 bool File = false, Literal If = {}, Literal AloneIf = {},
                 TermId Of = 0) {
    TermId L = Translate(Lock);
    // Of what is given back, the caller has a name.
    bool Known = Speaks(Lock) || W.T.kind(Lock) == TermKind::Str || Of;
    if (!L || (!Known && EventIndex(By) == ~0u))
      return;
    if (If.Cond && !(If.Cond = Translate(If.Cond)))
      return;
    if (AloneIf.Cond)
      AloneIf.Cond = Translate(AloneIf.Cond);
    M->Locks.push_back({K, L, Mode, EventIndex(By), File, If, AloneIf});
    M->Locks.back().Of = Of;
  };
  for (TermId L : End.Dropped) {
    bool Back = isBackAtReturn(L);
    size_t Before = M->Locks.size();
    Add(Back ? LockEffect::Kind::Broken : LockEffect::Kind::Released, L,
        LockMode::Exclusive, NoEvent);
    if (Back && M->Locks.size() > Before)
      M->Locks.back().Raised = any_of(Finally, [&](const Protection &H) {
        return H.Lock == L && H.Mode == LockMode::Exclusive && !H.Maybe &&
               (H.By >= Protection::Merged || W.RaisedBy.contains(H.By));
      });
  }
  for (const Protection &H : Finally)
    if (!H.Maybe && !H.Mark && !is_contained(End.Dropped, H.Lock))
      Add(LockEffect::Kind::Acquired, H.Lock, H.Mode, H.By, false, {},
          H.Mode == LockMode::Shared ? toldIf(H, LockMode::Exclusive)
                                     : Literal{});
  // Taken where an argument asks for it.
  for (const Protection &H : End.Partly)
    if (Literal L = toldIf(H, LockMode::Shared);
        L.Cond && !is_contained(End.Dropped, H.Lock) &&
        none_of(Finally, [&](auto &O) { return O.Lock == H.Lock; }))
      Add(LockEffect::Kind::Acquired, H.Lock, H.Mode, NoEvent, false, L);
  // A file that was locked if the object that keeps the answer says so: who
  // gives nothing back leaves it to others to ask.
  if (W.ReturnWays.empty()) {
    for (const Protection &H : Finally)
      if (H.Maybe && H.File)
        Add(LockEffect::Kind::Acquired, H.Lock, H.Mode, H.By, true);
      else if (H.Maybe && H.By < W.Events.size())
        exportTried(H, [&](LockEffect::Kind K, TermId L, LockMode Mode,
                           EventId By) { Add(K, L, Mode, By); });
    return;
  }
  // Held on some ways only: does the result tell which?
  SmallVector<Way, 8> Ways;
  Literal Alone; // what has to be for the lock to be exclusive
  SmallVector<Protection, 4> Some;
  std::vector<std::unique_ptr<State>> Chosen;
  for (auto &R : W.ReturnWays) {
    const State *At = endOf(R.From);
    if (!At || Ways.size() >= 8)
      return;
    // An object or null, by the ways that meet here.
    auto Met = W.PhiWays.find(R.Value);
    if (Met != W.PhiWays.end() && W.T[R.Value].A == R.From &&
        any_of(Met->second, [&](auto &X) { return !W.T.constant(X.Value); })) {
      for (auto &X : Met->second)
        Ways.push_back({X.Value, &W.Out[X.From]});
      continue;
    }
    // `return lock(l) == 0 ? 0 : -EIO;`: what is held on one of the ways that
    // meet here, is held if the acquisition turned out well.
    // `return (alone ? trywr(l) : tryrd(l)) == 0;` likewise.
    TermId Asked = R.Value;
    if (W.T.kind(Asked) == TermKind::Cmp && W.T[Asked].NumOps == 2 &&
        W.T.constant(W.T.op(Asked, 1)))
      Asked = W.T.op(Asked, 0);
    TermKind Kind = W.T.kind(Asked);
    if (Literal One = choose(R.Value, Asked, R.From, Ways); One.Cond) {
      Alone = One;
      continue;
    }
    auto Meet = W.G->preds(R.From);
    if ((Kind == TermKind::Select || Kind == TermKind::Phi) &&
        At->Held.empty() && Meet.size() == 2) {
      Chosen.push_back(std::make_unique<State>(*At));
      for (BlockId X : Meet)
        for (Protection H : W.Out[X].Held)
          if (H.By < W.Events.size()) {
            H.Maybe = true;
            Chosen.back()->Held.push_back(H);
          }
      At = Chosen.back().get();
    }
    Ways.push_back({R.Value, At});
  }
  for (const Way &R : Ways)
    for (const Protection &H : R.At->Held)
      if (none_of(Finally,
                  [&](auto &E) { return E.Lock == H.Lock && !E.Maybe; }) &&
          none_of(Some, [&](auto &S) { return S.Lock == H.Lock; }))
        Some.push_back(H);
  // A constant, also one with a sign.
  auto Fixed = [&](TermId X) -> std::optional<int64_t> {
    Interval I = W.range(X, NoEvent, true);
    return I.Low == I.High ? std::optional(I.Low) : std::nullopt;
  };
  if (exportOneOfSeveral(Ways))
    return;
  for (const Protection &L : Some) {
    // A lock file is held where its descriptor is given back; the other ways
    // return a constant that says so.
    if (L.File && !all_of(Ways, [&](const Way &R) {
          return Fixed(R.Value).has_value();
        })) {
      if (all_of(Ways, [&](const Way &R) {
            return Fixed(R.Value) || any_of(R.At->Held, [&](auto &H) {
                     return H.Lock == L.Lock;
                   });
          }))
        Add(LockEffect::Kind::Acquired, L.Lock, L.Mode, L.By);
      continue;
    }
    bool IfTrue = true, IfFalse = true;
    TermId Of = 0;
    for (const Way &R : Ways) {
      auto Held =
          find_if(R.At->Held, [&](auto &H) { return H.Lock == L.Lock; });
      if (Held != R.At->Held.end() && Held->Maybe) {
        // return mutex.try_lock();
        if (Held->By >= W.Events.size())
          return;
        Literal Yes{R.Value, true}, No{R.Value, false};
        IfTrue &= W.possible(Yes, Held->By, true) &&
                  !W.possible(Yes, Held->By, false);
        IfFalse &=
            W.possible(No, Held->By, true) && !W.possible(No, Held->By, false);
        continue;
      }
      std::optional<int64_t> C = Fixed(R.Value);
      bool IsHeld = Held != R.At->Held.end();
      if (!C && IsHeld && (!Of || Of == R.Value) &&
          isAround(W.T, R.Value, L.Lock)) {
        Of = R.Value;
        C = 1;
      }
      if (!C) {
        IfTrue = IfFalse = false;
        break;
      }
      IfTrue &= IsHeld == (*C != 0);
      IfFalse &= IsHeld == (*C == 0);
    }
    LockMode Mode = Alone.Cond ? LockMode::Shared : L.Mode;
    if (Of && !(Of = Translate(Of)))
      continue;
    if (IfTrue || IfFalse)
      Add(IfTrue ? LockEffect::Kind::AcquiredIf
                 : LockEffect::Kind::AcquiredIfNot,
          L.Lock, Mode, NoEvent, L.File, {},
          Alone.Cond || Mode != LockMode::Shared
              ? Alone
              : toldIf(L, LockMode::Exclusive),
          Of);
  }
}

} // namespace tocsin::flow
