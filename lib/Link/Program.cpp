//===- Program.cpp - Units joined into one program ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Link/Program.h"
#include "Link/Kept.h"
#include "Link/OwnStores.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/TimeProfiler.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// A virtual call that may reach more bodies than this is unknown.
static constexpr size_t MaxOverriders = 4;
/// Helpers that are analysed only for what they return or write.
static constexpr size_t MaxHelperBlocks = 24, MaxHelperDepth = 3;
/// A function that ends the program is small.
static constexpr size_t MaxEndingBlocks = 64;

Program::Program(ArrayRef<const Unit *> Given, const Model &M) : Models(M) {
  Units.assign(Given.begin(), Given.end());
  // One order, and each unit once, whatever the caller's.
  llvm::sort(Units, [](const Unit *A, const Unit *B) {
    return std::tuple(A->str(A->MainFile), A->str(A->Key), A->str(A->Target)) <
           std::tuple(B->str(B->MainFile), B->str(B->Key), B->str(B->Target));
  });
  Units.erase(std::unique(Units.begin(), Units.end(),
                          [](const Unit *A, const Unit *B) {
                            return A->str(A->MainFile) == B->str(B->MainFile) &&
                                   A->str(A->Key) == B->str(B->Key);
                          }),
              Units.end());
  using Kind = Position::Kind;
  EndsThis.Is = EndsArgument.Is = Role::Destroy;
  EndsThis.Means = EndsArgument.Means = bit(Trait::Inferred);
  EndsThis.Args = {{Slot::Object, {Kind::This, 0, ""}}};
  EndsArgument.Args = {{Slot::Object, {Kind::Arg, 0, ""}},
                       {Slot::Object, {Kind::Arg, 1, ""}},
                       {Slot::Object, {Kind::Arg, 2, ""}},
                       {Slot::Container, {Kind::This, 0, ""}}};
  makeLockRows();
  NameOf.resize(Units.size());
  for (size_t I = 0; I < Units.size(); ++I)
    NameOf[I].assign(Units[I]->Strings.size(), 0);
  Privileges.resize(Units.size());
  findTargets();
  joinFunctions();
  joinGlobals();
  findPointers();
  buildCallGraph();
  findOwnStores();
}

NameId Program::name(uint32_t Unit, StrId S) {
  NameId &N = NameOf[Unit][S];
  if (!N && S)
    N = Pool.intern(Units[Unit]->str(S));
  return N;
}

void Program::buildCallGraph() {
  for (uint32_t I = 0; I < Units.size(); ++I) {
    const Unit &U = *Units[I];
    for (FuncId F = 0; F < U.Functions.size(); ++F) {
      ProgFunc Self = FunctionOf[I][F];
      for (FuncId O : U.Functions[F].Overrides) {
        auto &Over = Functions[FunctionOf[I][O]].Overriders;
        if (Functions[Self].Defined && !is_contained(Over, Self))
          Over.push_back(Self);
      }
    }
  }
  // An override of an override also answers the base's call.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (ProgFunc F = 0; F < Functions.size(); ++F) {
      SmallVector<ProgFunc, 8> More;
      for (ProgFunc O : Functions[F].Overriders)
        for (ProgFunc P : Functions[O].Overriders)
          if (P != F && !is_contained(Functions[F].Overriders, P))
            More.push_back(P);
      for (ProgFunc P : More)
        if (Functions[F].Overriders.size() <= MaxOverriders &&
            !is_contained(Functions[F].Overriders, P)) {
          Functions[F].Overriders.push_back(P);
          Changed = true;
        }
    }
  }
  std::vector<ProgFunc> LastCaller(Functions.size(), ~0u);
  for (ProgFunc F = 0; F < Functions.size(); ++F) {
    Entry &E = Functions[F];
    if (E.Overriders.size() > MaxOverriders)
      E.Overriders.clear();
    else if (E.Defined && Units[E.Unit]->Functions[E.Index].Flags & FuncVirtual)
      E.Overriders.push_back(F); // its own body, where nothing overrides it
    if (!E.Defined)
      continue;
    const Unit &U = *Units[E.Unit];
    const Function &X = U.Functions[E.Index];
    auto Add = [&](ProgFunc X) {
      if (std::exchange(LastCaller[X], F) != F)
        E.Callees.push_back(X);
    };
    for (const Instr &C : X.Instrs) {
      if (C.Kind == Op::FuncRef || C.Kind == Op::Closure)
        Functions[FunctionOf[E.Unit][C.Aux]].Named = true;
      if (C.Kind == Op::Call && CallKind(C.Sub) == CallKind::Indirect &&
          C.NumOps)
        if (auto To = calledThrough(E.Unit, X, X.operands(C)[0]))
          Add(*To);
      if (C.Kind != Op::Call || C.Aux == None)
        continue;
      ProgFunc To = FunctionOf[E.Unit][C.Aux];
      ++Functions[To].Calls;
      noteCallback(F, C, To);
      Add(To);
      if (CallKind(C.Sub) == CallKind::Virtual)
        for_each(Functions[To].Overriders, Add);
    }
  }
  handOnCallbacks();
}

/// The functions that an operand may be: named, a closure, one of two, or what
/// a variable was set to.
static SmallVector<uint32_t, 2> functionsIn(const Function &F, ValueId V) {
  SmallVector<uint32_t, 2> R;
  SmallVector<ValueId, 4> Work{V}, Seen;
  while (!Work.empty() && Seen.size() < 16) {
    V = Work.pop_back_val();
    if (is_contained(Seen, V))
      continue;
    Seen.push_back(V);
    const Instr &X = F.Instrs[V];
    switch (X.Kind) {
    case Op::FuncRef:
    case Op::Closure:
      R.push_back(X.Aux);
      break;
    case Op::Cast:
    case Op::Select:
      append_range(Work, F.operands(X));
      break;
    case Op::Load: {
      const Place &From = F.Places[X.Aux];
      if (From.Base != BaseKind::Local || !From.Steps.empty())
        break;
      for (const Instr &Y : F.Instrs)
        if (Y.Kind == Op::Store && F.Places[Y.Aux].Base == From.Base &&
            F.Places[Y.Aux].Index == From.Index &&
            F.Places[Y.Aux].Steps.empty())
          Work.push_back(F.operands(Y)[0]);
      break;
    }
    default:
      break;
    }
  }
  return R;
}

/// The operand that is called back with what the row tells; none if the row
/// tells of nothing.
static std::optional<ValueId> callbackIn(const Function &X, const Instr &Call,
                                         const Row &R) {
  const Position *At = R.arg(Slot::Callback);
  bool Hands = any_of(R.Args, [](const auto &A) {
    return A.second.Where == Position::Kind::Callback;
  });
  if (!At || !Hands || At->Where != Position::Kind::Arg || At->Index < 0)
    return std::nullopt;
  unsigned I = At->Index + (Call.Flags & FlagReceiver ? 1 : 0);
  return I < Call.NumOps ? std::optional(X.operands(Call)[I]) : std::nullopt;
}

/// A function handed to one that calls it with a file's name, as nftw does.
void Program::noteCallback(ProgFunc Caller, const Instr &Call,
                           ProgFunc Callee) {
  const Unit &U = *Units[Functions[Caller].Unit];
  const Function &X = U.Functions[Functions[Caller].Index];
  for (const Row *R : rows(Callee))
    if (auto Operand = callbackIn(X, Call, *R))
      for (uint32_t To : functionsIn(X, *Operand)) {
        auto &Rows =
            Functions[FunctionOf[Functions[Caller].Unit][To]].CallbackRows;
        if (!is_contained(Rows, R))
          Rows.push_back(R);
      }
}

/// One that a helper of the program hands on is called back just the same.
void Program::handOnCallbacks() {
  DenseMap<std::pair<ProgFunc, uint32_t>, SmallVector<const Row *, 1>> HandsOn;
  auto EachCall = [&](function_ref<void(ProgFunc, const Function &,
                                        const Instr &, ProgFunc)>
                          Do) {
    for (ProgFunc F = 0; F < Functions.size(); ++F) {
      const Entry &E = Functions[F];
      if (!E.Defined)
        continue;
      const Function &X = Units[E.Unit]->Functions[E.Index];
      for (const Instr &C : X.Instrs)
        if (C.Kind == Op::Call && C.Aux != None)
          Do(F, X, C, FunctionOf[E.Unit][C.Aux]);
    }
  };
  EachCall([&](ProgFunc F, const Function &X, const Instr &C, ProgFunc To) {
    for (const Row *R : rows(To))
      if (auto Operand = callbackIn(X, C, *R))
        if (auto P = paramOf(X, *Operand))
          HandsOn[{F, *P}].push_back(R);
  });
  if (HandsOn.empty())
    return;
  EachCall([&](ProgFunc F, const Function &X, const Instr &C, ProgFunc To) {
    unsigned First = C.Flags & FlagReceiver ? 1 : 0;
    for (unsigned I = First; I < C.NumOps; ++I) {
      auto It = HandsOn.find({To, I - First});
      if (It == HandsOn.end())
        continue;
      for (uint32_t Called : functionsIn(X, X.operands(C)[I])) {
        auto &Rows = Functions[FunctionOf[Functions[F].Unit][Called]];
        for (const Row *R : It->second)
          if (!is_contained(Rows.CallbackRows, R))
            Rows.CallbackRows.push_back(R);
      }
    }
  });
}

ArrayRef<const Row *> Program::rows(ProgFunc F) {
  Entry &E = Functions[F];
  if (!E.RowsKnown) {
    E.RowsKnown = true;
    const Unit &U = *Units[E.Unit];
    E.Rows = Models.match(U, U.Functions[E.Index]);
    if (E.Rows.empty()) {
      const Row *R = inferredLock(F);
      if (!R)
        R = inferredThread(F);
      if (!R)
        R = inferredEnd(F);
      if (R)
        E.Rows.push_back(R);
    }
  }
  return E.Rows;
}

/// Classes that are stores by their own account. A wrapper around a store that
/// a model knows needs no rows: its calls tell more, but for the epoch of a
/// lease, which is the wrapper's alone.
void Program::findOwnStores() {
  for (const Unit *U : Units)
    for (auto &R : ownStores(*U))
      OwnRows.push_back(std::move(R));
  // Who sees the body knows most: which one value switches the check off.
  auto Knows = [](const Row &R) { return R.NoCheck.size() == 1; };
  llvm::stable_sort(OwnRows, [&](const auto &A, const auto &B) {
    return Knows(*A) > Knows(*B);
  });
  for (auto &R : OwnRows)
    for (StringRef Name : R->Names) {
      auto &Known = OwnByName[Name];
      if (none_of(Known, [&](const Row *X) {
            return X->Is == R->Is && X->MinParams == R->MinParams;
          }))
        Known.push_back(R.get());
    }
  if (OwnRows.empty())
    return;
  // Whom the own rows speak of is decided before the first is given out: a
  // store's own helper (`find`) makes no wrapper of those who call it.
  SmallVector<std::pair<ProgFunc, const Row *>, 32> Given;
  for (ProgFunc F = 0; F < Functions.size(); ++F) {
    auto It = OwnByName.find(qualifiedName(F));
    // What only a name says (`remove`) stands beside what types say.
    if (It == OwnByName.end() ||
        (reachesStore(F, 3) && any_of(It->second,
                                      [](const Row *R) {
                                        return R->arg(Slot::Value) ||
                                               !(R->Means &
                                                 bit(Trait::Cluster));
                                      })) ||
        any_of(rows(F),
               [](const Row *R) { return !(R->Means & bit(Trait::Inferred)); }))
      continue;
    for (const Row *R : It->second)
      if (int(body(F).F->Params.size()) == R->MinParams)
        Given.push_back({F, R});
  }
  for (auto [F, R] : Given)
    Functions[F].Rows.push_back(R);
}

bool Program::reachesStore(ProgFunc F, unsigned Depth) {
  return any_of(Functions[F].Callees, [&](ProgFunc C) {
    return any_of(rows(C),
                  [](const Row *R) { return speaksOfStores(R->Is); }) ||
           (Depth && reachesStore(C, Depth - 1));
  });
}

bool Program::returns(ProgFunc F) {
  Entry &E = Functions[F];
  if (E.Returns != 2)
    return E.Returns != 0;
  const Unit &U = *Units[E.Unit];
  const Function &X = U.Functions[E.Index];
  if (X.Flags & FuncNoReturn ||
      any_of(rows(F), [](const Row *R) { return R->Is == Role::Exit; })) {
    Functions[F].Returns = 0;
    return false;
  }
  if (!E.Defined || X.Blocks.size() > MaxEndingBlocks ||
      X.Flags & FuncVirtual) {
    E.Returns = 1;
    return true;
  }
  E.Returns = 3;
  BitVector Seen(X.Blocks.size());
  SmallVector<BlockId, 16> Work{0};
  BlockId Exit = X.Blocks.size() - 1;
  while (!Work.empty() && !Seen.test(Exit)) {
    BlockId B = Work.pop_back_val();
    if (Seen.test(B))
      continue;
    Seen.set(B);
    bool Passes = true;
    for (uint32_t I = X.Blocks[B].Begin; I < X.Blocks[B].End && Passes; ++I) {
      const Instr &C = X.Instrs[I];
      if (C.Kind == Op::Call && CallKind(C.Sub) == CallKind::Direct)
        Passes = returns(FunctionOf[Functions[F].Unit][C.Aux]);
    }
    if (Passes)
      for (const Edge &G : X.Blocks[B].Succs)
        Work.push_back(G.To);
  }
  Functions[F].Returns = Seen.test(Exit);
  return Functions[F].Returns;
}

/// Rows whose calls are events; the others only shape values.
static bool makesEvents(Role R) {
  switch (R) {
  case Role::PathCheck:
  case Role::PathResolve:
  case Role::PathList:
  case Role::PathUse:
  case Role::PathTemp:
  case Role::PathPrivate:
  case Role::FdCheck:
  case Role::FdUse:
  case Role::StoreRead:
  case Role::StoreWrite:
  case Role::StoreDelete:
  case Role::StoreCommit:
  case Role::StoreCommand:
  case Role::SqlRun:
  case Role::SqlPrepare:
  case Role::SqlStep:
    return true;
  default:
    return false;
  }
}

/// Whether a function asks if a file belongs to the superuser: it trusts the
/// file with rights that others lack.
static bool asksForRoot(const model::Model &M, const Unit &U,
                        const Function &F) {
  return any_of(F.Instrs, [&](const Instr &I) {
    if (I.Kind != Op::Cmp || I.NumOps != 2)
      return false;
    const Instr *Field = &F.Instrs[F.operands(I)[0]];
    const Instr *Root = &F.Instrs[F.operands(I)[1]];
    if (Field->Kind == Op::ConstInt)
      std::swap(Field, Root);
    while (Root->Kind == Op::Cast)
      Root = &F.Instrs[F.operands(*Root)[0]];
    if (Root->Kind != Op::ConstInt || Root->Imm != 0 || Field->Kind != Op::Load)
      return false;
    const Place &P = F.Places[Field->Aux];
    if (P.Steps.empty() || P.Steps.back().Kind != StepKind::Field)
      return false;
    const Step &Last = P.Steps.back();
    return M.fieldProperty(U.str(Last.Owner), U.str(Last.Name)) ==
           Property::Owner;
  });
}

/// Functions from which an event can be reached, callees first; inside a
/// recursion someone has to begin.
std::vector<ProgFunc> Program::carriers() {
  size_t N = Functions.size();
  std::vector<SmallVector<ProgFunc, 4>> Callers(N);
  findStamps();
  if (Memory)
    findMadeLocks();
  Ends = findEnds();
  BitVector Chosen(N);
  SmallVector<ProgFunc, 64> Work;
  for (ProgFunc F = 0; F < N; ++F) {
    if (!Functions[F].Defined)
      continue;
    // A coroutine lets others run although it calls nobody that is known.
    if (Functions[F].TouchesMemory || body(F).F->Flags & FuncCoroutine) {
      Chosen.set(F);
      Work.push_back(F);
    }
    HasMain |= qualifiedName(F) == "main";
    uint32_t Unit = Functions[F].Unit;
    if (!Privileges[Unit] && asksForRoot(Models, *Units[Unit], *body(F).F))
      Privileges[Unit] = true;
    for (ProgFunc C : Functions[F].Callees) {
      Callers[C].push_back(F);
      for (const Row *R : rows(C)) {
        // Only the superuser gives files away.
        if ((R->Is == Role::PrivilegeSet && !(R->Means & bit(Trait::Drop))) ||
            R->Does == Deed::Chown)
          Privileges[Unit] = true;
        Threads |= R->Is == Role::ThreadStart || R->Is == Role::LockAcquire;
        if (makesEvents(R->Is) && !Chosen.test(F)) {
          Chosen.set(F);
          Work.push_back(F);
        }
      }
    }
  }
  while (!Work.empty()) {
    ProgFunc F = Work.pop_back_val();
    for (ProgFunc C : Callers[F])
      if (!Chosen.test(C)) {
        Chosen.set(C);
        Work.push_back(C);
      }
  }
  Chosen |= Ends;
  std::vector<ProgFunc> Order;
  BitVector Seen(N);
  auto Visit = [&](ProgFunc Root) {
    if (Seen.test(Root))
      return;
    Seen.set(Root);
    SmallVector<std::pair<ProgFunc, unsigned>, 32> Stack{{Root, 0}};
    while (!Stack.empty()) {
      auto &[F, I] = Stack.back();
      if (I < Functions[F].Callees.size()) {
        ProgFunc C = Functions[F].Callees[I++];
        if (Chosen.test(C) && !Seen.test(C)) {
          Seen.set(C);
          Stack.push_back({C, 0});
        }
        continue;
      }
      Order.push_back(F);
      Stack.pop_back();
    }
  };
  // What a constructor prepares is run by methods.
  auto Prepares = [&](ProgFunc F) {
    return body(F).F->Flags & FuncCtor ||
           any_of(Functions[F].Callees, [&](ProgFunc C) {
             return any_of(rows(C), [](const Row *R) {
               return R->Is == Role::SqlPrepare;
             });
           });
  };
  for (unsigned Root : Chosen.set_bits())
    if (Prepares(Root))
      Visit(Root);
  for (unsigned Root : Chosen.set_bits())
    Visit(Root);
  return Order;
}

/// Whether an event shows in the function: its own call, or one that a callee's
/// summary still carries.
bool Program::active(ProgFunc F) {
  return Functions[F].TouchesMemory || Ends.test(F) ||
         body(F).F->Flags & FuncCoroutine ||
         any_of(Functions[F].Callees, [&](ProgFunc C) {
           const Summary *Sum = Functions[C].Sum.get();
           return (Sum && (!Sum->Events.empty() ||
                           (Sum->Memory && Sum->Memory->matters()))) ||
                  any_of(rows(C),
                         [](const Row *R) { return makesEvents(R->Is); });
         });
}

void Program::run(ProgFunc F) {
  Functions[F].Done = Functions[F].Running = true;
  ProgFunc Outer = std::exchange(Running, F);
  auto Back = make_scope_exit([&] {
    Running = Outer;
    Functions[F].Running = false;
  });
  auto Name = [&] { return qualifiedName(F).str(); };
  TimeTraceScope Whole("function", Name);
  FunctionFlow W(*this, F);
  ++Count.Analysed;
  {
    TimeTraceScope Phase("flow");
    if (!W.run()) {
      ++Count.GaveUp;
      return;
    }
  }
  Count.Events += W.events().size();
  {
    TimeTraceScope Phase("visit");
    Visit(W);
  }
  TimeTraceScope Phase("summarise");
  if (describedByRows(F))
    return;
  // Who is only called by pointer is hardly ever known to be.
  if (Functions[F].Calls || Depth || isObject(F))
    Functions[F].Sum = W.summarise();
  else
    Functions[F].Unasked = true;
}

/// Whether it is called with an object, which may be of another class, or be
/// called itself.
bool Program::isObject(ProgFunc F) const {
  return body(F).F->Flags & (FuncMethod | FuncLambda | FuncOpenMP);
}

/// What a function that nobody calls by name does: somebody asks all the same.
void Program::summariseLater(ProgFunc F) {
  Entry &E = Functions[F];
  E.Unasked = false;
  E.Running = true;
  ProgFunc Outer = std::exchange(Running, F);
  size_t Known = Missed.size();
  FunctionFlow W(*this, F);
  if (W.run())
    E.Sum = W.summarise();
  Missed.truncate(Known);
  Running = Outer;
  E.Running = false;
}

/// Nobody asks for the summary of a function once all that call it are done.
/// Who asked in vain is analysed once more, and asks again.
void Program::release(ProgFunc Caller) {
  if (!Functions[Caller].Done || Functions[Caller].InVain)
    return;
  for (ProgFunc C : Functions[Caller].Callees) {
    Entry &E = Functions[C];
    if (E.Awaiting && --E.Awaiting == 0 && !E.Named && !isObject(C))
      E.Sum.reset();
  }
}

/// Whether rows say what a call of the function does, so that its body does not
/// matter to callers.
bool Program::describedByRows(ProgFunc F) {
  return any_of(rows(F),
                [](const Row *R) { return R->Is != Role::ThreadBody; });
}

/// Small helpers without events (accessors, path builders, predicates) are
/// analysed when somebody asks.
const Summary *Program::summary(ProgFunc F) {
  Entry &E = Functions[F];
  if (!E.Done && E.Defined && Depth < MaxHelperDepth && !describedByRows(F) &&
      Units[E.Unit]->Functions[E.Index].Blocks.size() <= MaxHelperBlocks) {
    ++Depth;
    run(F);
    --Depth;
  }
  if (E.Unasked && !E.Running)
    summariseLater(F);
  if ((!E.Done || E.Running) && E.Defined && Running != ~0u) {
    Functions[Running].InVain = true;
    Missed.push_back({Running, F});
  }
  return Functions[F].Sum.get();
}

Program::Counts
Program::analyse(function_ref<void(FunctionFlow &)> OnFinished) {
  Count = {};
  Visit = OnFinished;
  for (const Entry &E : Functions)
    Count.Functions += E.Defined;
  const std::vector<ProgFunc> Order = carriers();
  // Small helpers that are not among them may be analysed any time.
  for (ProgFunc F = 0; F < Functions.size(); ++F)
    for (ProgFunc C : Functions[F].Callees)
      ++Functions[C].Awaiting;
  for (ProgFunc F : Order) {
    if (!Functions[F].Done && active(F))
      run(F);
    release(F);
  }
  // Inside a recursion someone had to begin without the others' summaries.
  SmallVector<ProgFunc, 16> Again;
  for (auto [Caller, Callee] : Missed)
    if (Functions[Callee].Sum && !Functions[Callee].Sum->Events.empty() &&
        !is_contained(Again, Caller))
      Again.push_back(Caller);
  for (ProgFunc F : Again)
    run(F);
  return Count;
}

StringRef Program::usr(ProgFunc F) const {
  const Unit &U = *Units[Functions[F].Unit];
  return U.str(U.Functions[Functions[F].Index].Sym.USR);
}

StringRef Program::qualifiedName(ProgFunc F) const {
  const Unit &U = *Units[Functions[F].Unit];
  return U.str(U.Functions[Functions[F].Index].Name);
}

} // namespace tocsin::link
