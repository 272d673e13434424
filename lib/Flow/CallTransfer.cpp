//===- CallTransfer.cpp - The effect of one call --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;
using Pos = tocsin::model::Position;

namespace tocsin::flow {

CallTransfer::CallTransfer(FunctionFlow &W, ValueId Site)
    : W(W), T(W.T), S(W.S), Site(Site), X(W.F.Instrs[Site]) {}

void CallTransfer::run() {
  auto Ops = W.F.operands(X);
  unsigned First = 0;
  TermId CalleeValue = 0;
  if (CallKind(X.Sub) == CallKind::Indirect && !Ops.empty())
    CalleeValue = W.Values[Ops[First++]];
  if (X.Flags & FlagReceiver && First < Ops.size())
    Receiver = W.Values[Ops[First++]];
  for (; First < Ops.size(); ++First) {
    Args.push_back(W.Values[Ops[First]]);
    ArgTypes.push_back(W.F.Instrs[Ops[First]].Type);
  }

  // A local that is returned by name is not destroyed here.
  if (X.Flags & FlagDtor && Receiver && Receiver == W.ReturnedLocal &&
      W.G->dominates(W.ReturnedIn, W.Current)) {
    W.Values[Site] = W.opaque(Site);
    return;
  }

  SmallVector<ProgFunc, 4> Callees;
  if (CallKind(X.Sub) == CallKind::Indirect) {
    if (CalleeValue && T.kind(CalleeValue) == TermKind::Func)
      Callees.push_back(T[CalleeValue].A);
    else if (CalleeValue)
      if (auto One = W.P.calledThrough(W.UnitIndex, W.F, Ops[0]))
        Callees.push_back(*One);
  } else {
    Callees.push_back(W.P.function(W.UnitIndex, X.Aux));
  }
  ProgFunc Declared = Callees.empty() ? ~0u : Callees[0];
  if (W.Recording) {
    CallSite C{Site, W.Current, Declared, {}};
    if (Receiver) {
      C.Args.push_back(Receiver);
      C.Args.push_back(contentOf(T, S, Receiver));
    }
    C.Args.append(Args.begin(), Args.end());
    noteCallSite(C);
    W.Calls.push_back(std::move(C));
  }
  beginMemory();
  bool Described = false;

  if (Callees.empty()) {
    runsParameter(CalleeValue);
    unknown(nullptr, nullptr);
  } else {
    ProgramView::Body B = W.P.body(Declared);
    const Unit &CU = W.P.unit(B.Unit);
    readSource(CU, *B.F);
    Described = byRows(Declared, CU, *B.F);
    if (!Described) {
      if (CallKind(X.Sub) == CallKind::Virtual) {
        auto Over = W.P.overriders(Declared);
        Callees.assign(Over.begin(), Over.end());
      }
      bool Understood = false;
      // The compiler's own assignment writes the object as a whole.
      Assigns = W.Track && B.F->Flags & FuncImplicit && Receiver &&
                !(B.F->Flags & (FuncCtor | FuncDtor | FuncLambda));
      if (Assigns && W.tracked(Receiver))
        W.noteWrite(Site, MemorySequence++, Receiver, 0, CallTaint);
      for (ProgFunc C : Callees)
        if (const Summary *Sum = W.P.summary(C))
          Understood |= bySummary(C, *Sum);
      if (!Understood && !copies(CU, *B.F))
        unknown(&CU, B.F);
      Described = Understood;
    }
  }
  if (!Result)
    Result = W.opaque(Site);
  W.Values[Site] = Result;
  endMemory(Described);
}

//===----------------------------------------------------------------------===//
// Model rows
//===----------------------------------------------------------------------===//

TermId CallTransfer::valueAt(const Pos &At) {
  switch (At.Where) {
  case Pos::Kind::This:
    return Receiver;
  case Pos::Kind::Arg:
  case Pos::Kind::Out: {
    int I = At.Index < 0 ? int(Args.size()) + At.Index : At.Index;
    return I >= 0 && I < int(Args.size()) ? Args[I] : 0;
  }
  case Pos::Kind::Ret:
  case Pos::Kind::Callback:
    return 0;
  }
  return 0;
}

/// The characters, path or object that argument `Arg` stands for.
TermId CallTransfer::deep(TermId V, unsigned Arg) {
  if (!V)
    return 0;
  if (Arg < ArgTypes.size()) {
    const Type &Ty = W.U.Types[ArgTypes[Arg]];
    if (Ty.Kind == TypeKind::Record || Ty.Kind == TypeKind::Int ||
        Ty.Kind == TypeKind::Bool || Ty.Kind == TypeKind::Float ||
        Ty.Kind == TypeKind::Enum)
      return V;
  }
  if (T.kind(V) == TermKind::Int || T.kind(V) == TermKind::Func)
    return V;
  TermId C = contentOf(T, S, V);
  if (T.kind(C) == TermKind::Init)
    S.add(V, C);
  return C;
}

TermId CallTransfer::deepAt(const Pos &At) {
  TermId V = valueAt(At);
  if (!V)
    return 0;
  if (!At.Member.empty())
    return memberAt(V, At.Member);
  if (At.Where == Pos::Kind::This || At.Where == Pos::Kind::Out) {
    TermId C = contentOf(T, S, V);
    if (T.kind(C) == TermKind::Init)
      S.add(V, C);
    V = C;
  } else {
    int I = At.Index < 0 ? int(Args.size()) + At.Index : At.Index;
    V = deep(V, I);
  }
  return V;
}

/// A member of the object that a pointer leads to, whatever type the pointer
/// has here (`sun_path` of a `sockaddr *`).
TermId CallTransfer::memberAt(TermId Pointer, StringRef Member) {
  auto [First, Rest] = Member.split('.');
  if (!Rest.empty())
    return memberAt(memberAt(Pointer, First), Rest);
  NameId Name = W.P.names().intern(Member);
  for (auto &[A, V] : S.Memory)
    if (T.kind(A) == TermKind::FieldAddr && T[A].A == Name &&
        T.op(A, 0) == Pointer)
      return V;
  // As the function itself speaks of it.
  if (T.isAddress(Pointer) || T.kind(Pointer) != TermKind::LocalAddr)
    for (const Place &X : W.F.Places)
      for (const Step &Y : X.Steps)
        if (Y.Kind == StepKind::Field && W.U.str(Y.Name) == Member)
          return readMemory(T, S, T.field(Pointer, Name, W.name(Y.Owner)));
  return T.fieldOf(contentOf(T, S, Pointer), Name, 0);
}

/// The object whose characters were handed out (`text.data()`); 0 if it is not
/// known which.
static TermId holderOf(const TermTable &T, const State &S, TermId Characters) {
  TermId Found = 0;
  for (auto &[Address, Value] : S.Memory.read())
    if (Value == T.op(Characters, 0) &&
        (T.kind(Address) == TermKind::LocalAddr ||
         T.kind(Address) == TermKind::FieldAddr)) {
      if (Found)
        return 0;
      Found = Address;
    }
  return Found;
}

void CallTransfer::store(TermId Address, TermId Value) {
  if (!Address)
    return;
  TermKind K = T.kind(Address);
  if (K == TermKind::Text)
    if (TermId Holder = holderOf(T, S, Address))
      S.set(Holder, Value);
  TermId Mixed = 0;
  if (K == TermKind::ElemAddr || K == TermKind::Bin)
    Mixed = W.opaque(Site, 0x3000 + Stores++,
                     {Value, contentOf(T, S, T.op(Address, 0))});
  writeMemory(T, S, Address, Value, Mixed);
}

/// Lets the result position carry `Content`: a class by value is the content,
/// a pointer or reference leads to it.
void CallTransfer::giveResult(const Pos &At, TermId Content, const Unit &CU,
                              const Function &C) {
  switch (At.Where) {
  case Pos::Kind::Ret: {
    TypeKind K = CU.Types[C.Result].Kind;
    bool Pointer = K == TypeKind::Pointer || K == TypeKind::Reference;
    // A method that returns its own object keeps the address.
    const Type &To = CU.Types[CU.Types[C.Result].Pointee];
    bool Own = K == TypeKind::Reference && C.Owner &&
               !(To.Kind == TypeKind::Record && To.Name != C.Owner);
    if (Own && Receiver && Content == contentOf(T, S, Receiver))
      Result = Receiver;
    else
      // ... and an iterator leads to the element that it stands for.
      Result = Pointer && T.kind(Content) != TermKind::ElemAddr
                   ? T.text(Content)
                   : Content;
    break;
  }
  case Pos::Kind::This:
    store(Receiver, Content);
    if (!Result && CU.Types[C.Result].Kind == TypeKind::Reference)
      Result = Receiver;
    break;
  case Pos::Kind::Arg:
  case Pos::Kind::Out: {
    TermId A = valueAt(At);
    int I = At.Index < 0 ? int(Args.size()) + At.Index : At.Index;
    // `char **`: the pointer that is handed out leads to the content.
    if (I >= 0 && I < int(C.Params.size())) {
      const Type &Ty = CU.Types[C.Params[I].Type];
      if (Ty.Kind == TypeKind::Pointer &&
          CU.Types[Ty.Pointee].Kind == TypeKind::Pointer)
        Content = T.text(Content);
    }
    store(A, Content);
    break;
  }
  case Pos::Kind::Callback:
    break;
  }
}

bool CallTransfer::byRows(ProgFunc Callee, const Unit &CU, const Function &C) {
  bool Understood = false;
  for (const Row *R : W.P.rows(Callee)) {
    if (R->Means & bit(Trait::Runs))
      runsParameter(Receiver);
    if (R->Is == Role::PathSame || R->Is == Role::PathBuild ||
        R->Is == Role::Pure)
      passText(CU, C);
    if (R->Is == Role::Destroy || R->Is == Role::Enqueue) {
      event(*R, CU, C); // what it does to values is for others to say
    } else if (concernsMemory(R->Is)) {
      Understood |= memoryRow(*R, CU, C);
    } else {
      ResultTaint = CallTaint;
      byRow(*R, CU, C);
      textAccess(*R, CU, C);
      Understood = true;
    }
  }
  return Understood;
}

void CallTransfer::byRow(const Row &R, const Unit &CU, const Function &C) {
  switch (R.Is) {
  case Role::PathCheck:
  case Role::PathResolve:
  case Role::PathList:
  case Role::PathUse:
  case Role::PathTemp:
  case Role::PathPrivate:
  case Role::FdCheck:
  case Role::FdUse:
  case Role::FdClose:
  case Role::LockAcquire:
  case Role::LockRelease:
  case Role::LockWait:
  case Role::LockHeld:
  case Role::LockAbandon:
  case Role::LockSwap:
  case Role::PrivilegeSet:
  case Role::Wait:
  case Role::StoreRead:
  case Role::StoreWrite:
  case Role::StoreCreate:
  case Role::StoreDelete:
  case Role::StoreAtomic:
  case Role::StoreBegin:
  case Role::StoreCommit:
  case Role::StoreAbort:
  case Role::StorePin:
  case Role::StoreRequest:
  case Role::StoreCommand:
  case Role::SqlRun:
  case Role::SqlPrepare:
  case Role::SqlBind:
  case Role::SqlStep:
  case Role::SqlCount:
    event(R, CU, C);
    return;
  case Role::LockQuery:
    if (const Pos *G = R.arg(Slot::Guard); G && R.Means & bit(Trait::Element)) {
      Result = guarded(G->Where == Pos::Kind::This ? Receiver : valueAt(*G), 0);
      return;
    }
    event(R, CU, C);
    return;
  case Role::ClockRead:
    readClock(R, CU, C);
    return;
  case Role::PathSame:
    if (const Pos *P = R.arg(Slot::Path)) {
      const Pos *To = R.arg(Slot::Result);
      // What stands inside the object is the object, by value or by pointer.
      if (R.Means & bit(Trait::Element) && P->Where == Pos::Kind::This) {
        Result = Receiver;
        return;
      }
      TermId V = valueAt(*P);
      bool Parts = V && T[V].HasParts && P->Member.empty();
      giveResult(To ? *To : Pos{Pos::Kind::Ret, 0, ""},
                 Parts ? readObject(T, S, V) : deepAt(*P), CU, C);
    }
    return;
  case Role::FdSame:
    if (const Pos *P = R.arg(Slot::Fd))
      Result =
          P->Where == Pos::Kind::This ? contentOf(T, S, Receiver) : valueAt(*P);
    return;
  case Role::PathBuild:
  case Role::Pure:
  case Role::UseQuery:
  case Role::Fill:
  case Role::Append:
    pureRow(R, CU, C);
    return;
  case Role::ErrorCode: {
    SmallVector<TermId, 1> From;
    if (S.Last != NoEvent)
      From.push_back(T.get(TermKind::Ret, S.Last));
    if (From.empty() ||
        !(W.Events[S.Last].Row->Means & bit(Trait::Interrupt))) {
      Result = W.opaque(Site, 0, From);
      return;
    }
    // Whether it is held tells the error of the wait, wherever it is kept.
    TermId Code = T.get(TermKind::Pure, W.P.names().intern("(error)"), 0, 0,
                        T.get(TermKind::Ret, S.Last));
    TypeKind K = CU.Types[C.Result].Kind;
    if (K != TypeKind::Pointer && K != TypeKind::Reference) {
      Result = Code;
      return;
    }
    Result = W.opaque(Site, 0, Code);
    S.set(Result, Code);
    return;
  }
  case Role::Output:
    if (R.arg(Slot::Out))
      stream(R, CU, C);
    return;
  default:
    return;
  }
}

/// Whether a size is the length of the text, with or without its end: a pure
/// function of the text, plus one.
bool CallTransfer::wholeText(TermId Size, TermId Text) {
  if (T.kind(Size) == TermKind::Bin && BinOp(T[Size].A) == BinOp::Add &&
      T.constant(T.op(Size, 1)) == 1)
    Size = T.op(Size, 0);
  return T.kind(Size) == TermKind::Pure && T[Size].NumOps == 1 &&
         T.op(Size, 0) == Text;
}

void CallTransfer::pureRow(const Row &R, const Unit &CU, const Function &C) {
  SmallVector<TermId, 6> Operands;
  int From = 0;
  if (const Pos *P = R.arg(Slot::From))
    From = std::max(P->Index, 0);
  const Pos *OutAt = R.arg(Slot::Out);
  bool Appends = R.Is == Role::Append || R.Is == Role::Output;
  bool Writes = R.Is == Role::Fill || Appends;
  if (Receiver && !(Writes && OutAt && OutAt->Where == Pos::Kind::This))
    Operands.push_back(contentOf(T, S, Receiver));
  // An explicit source (`path`) is the only operand that counts.
  const Pos *Source = R.arg(Slot::Path);
  bool Sized = false;
  if (Source) {
    Operands.push_back(deepAt(*Source));
  } else {
    for (unsigned I = From; I < Args.size(); ++I) {
      TermId V = isRest(I) ? rest() : deep(Args[I], I);
      // The size of the buffer is no part of the text; another number may cut.
      // A character appended to an object is, and what a format shows.
      bool Buffer = Writes && !(OutAt && OutAt->Where == Pos::Kind::This) &&
                    !(R.Means & (bit(Trait::Printf) | bit(Trait::Concat)));
      if (Buffer && T.kind(V) == TermKind::Int)
        continue;
      Sized |= Buffer && I < ArgTypes.size() &&
               W.U.Types[ArgTypes[I]].Kind == TypeKind::Int;
      Operands.push_back(V);
    }
  }
  if (R.Is == Role::Pure && Operands.size() == 2)
    if (TermId V = operation(CU.str(C.Name), R, Operands)) {
      Result = V;
      return;
    }
  NameId Name = W.P.names().intern(CU.str(C.Name));
  // "%s" copies its operand.
  if (R.Is == Role::Fill && Operands.size() == 2 &&
      T.kind(Operands[0]) == TermKind::Str &&
      W.P.names()[T[Operands[0]].A] == "%s")
    Operands.erase(Operands.begin());
  TermId V = 0;
  if (Appends) {
    TermId At = OutAt ? valueAt(*OutAt) : Receiver;
    SmallVector<TermId, 6> All{contentOf(T, S, At)};
    All.append(Operands.begin(), Operands.end());
    V = T.get(TermKind::Pure, Name, 0, 0, All);
  } else if (R.Is == Role::Fill && !Operands.empty() &&
             T.kind(Operands[0]) != TermKind::Int &&
             ((Operands.size() == 1 && !Sized) ||
              (Operands.size() == 2 && wholeText(Operands[1], Operands[0])))) {
    V = Operands[0];
  } else {
    V = T.get(TermKind::Pure, Name, 0, 0, Operands);
  }
  if (Writes) {
    giveResult(OutAt ? *OutAt : Pos{Pos::Kind::This, 0, ""}, V, CU, C);
    if (!Result) {
      TypeKind K = CU.Types[C.Result].Kind;
      // strcpy and operator+= give their target back; snprintf a count.
      if (K == TypeKind::Pointer || K == TypeKind::Reference)
        Result = OutAt ? valueAt(*OutAt) : Receiver;
      else
        Result = W.opaque(Site, 0, V);
    }
    return;
  }
  if (const Pos *To = R.arg(Slot::Result))
    giveResult(*To, V, CU, C);
  else if (R.Is == Role::PathBuild)
    giveResult(Pos{Pos::Kind::Ret, 0, ""}, V, CU, C);
  else
    Result = V;
}

void CallTransfer::happen(EventId E) {
  if (W.Recording) {
    W.LiveAt[E] = S.Live;
    W.HeldAt[E] = S.Held;
    W.OpenAt[E] = S.Open;
    W.Happens[E] = true;
  }
  // Nobody asks what went before; in C that is most of what happens.
  Role Is = W.Events[E].role();
  if (Is == Role::Destroy || Is == Role::Enqueue)
    return;
  size_t At = llvm::lower_bound(S.Live, E) - S.Live.begin();
  if (At == S.Live.size() || S.Live.read()[At] != E) {
    auto &Live = S.Live.write();
    Live.insert(Live.begin() + At, E);
  }
}

/// Whether what parameter `I` leads to is written by a call that reads a file.
static bool isFilled(const Row &R, unsigned I, const Unit &CU,
                     const Function &C) {
  const Type &Ty = CU.Types[C.Params[I].Type];
  if ((Ty.Kind != TypeKind::Pointer && Ty.Kind != TypeKind::Reference) ||
      CU.Types[Ty.Pointee].Quals & QualConst)
    return false;
  return none_of(R.Args, [&](const auto &A) {
    return A.second.Where != Pos::Kind::Ret &&
           A.second.Where != Pos::Kind::This && A.second.Index == int(I);
  });
}

/// What is put aside may be a name that was looked at.
bool CallTransfer::looksAtNames() const {
  return any_of(W.Events, [](const Event &E) {
    return E.role() == Role::PathCheck || E.role() == Role::PathResolve;
  });
}

void CallTransfer::event(const Row &R, const Unit &CU, const Function &C) {
  bool End = R.Is == Role::Destroy || R.Is == Role::Enqueue;
  if (End && !W.P.followsEnds(W.Self) &&
      !(R.Is == Role::Enqueue && looksAtNames()))
    return;
  EventId Id = W.eventAt(Site, Sequence++);
  Event E;
  E.Row = &R;
  E.At = {W.UnitIndex, X.At};
  E.Function = W.Self;
  E.Callee = W.P.names().intern(CU.str(C.Name));
  E.Site = Site;
  E.Block = W.Current;
  E.Discarded = X.Flags & (FlagDiscarded | FlagVoidCast);
  E.InMacro = X.Flags & FlagMacro;
  for (auto &[K, At] : R.Args) {
    if (K == Slot::Result || K == Slot::Out || At.Where == Pos::Kind::Ret)
      continue;
    if (storeSlot(R, K, At, E) || (End && K == Slot::Argument))
      continue;
    TermId V = 0;
    if (End && K == Slot::Callback) {
      // Which element goes, or is let through, is for the predicate to say.
      // What adapts a range may get a projection in its place.
      TermId Element = W.opaque(Site, 0x51, Args);
      const Pos *Data = R.arg(Slot::Argument);
      if (TermId Yes = verdict(valueAt(At), Element, Data ? valueAt(*Data) : 0,
                               R.Is == Role::Enqueue))
        E.Reasons.push_back({Yes, R.Succeeds != Success::Zero});
      E.Slots.push_back({Slot::Object, Element});
      continue;
    }
    if (End && K != Slot::Path)
      V = objectAt(At, CU, C);
    else if (K == Slot::Lock)
      V = lockAt(At);
    else if (K == Slot::Guard || K == Slot::Object)
      V = At.Where == Pos::Kind::This ? Receiver : valueAt(At);
    else if (K == Slot::Path || K == Slot::Path2 || At.Where == Pos::Kind::This)
      V = deepAt(At);
    else if (K == Slot::Flags && !At.Member.empty())
      V = memberAt(valueAt(At), At.Member);
    else
      V = valueAt(At);
    // A stream object stands for the file that it holds open.
    if ((K == Slot::Fd || K == Slot::Dir) && V && T.isAddress(V))
      V = contentOf(T, S, V);
    // A lock named by a command is the library's own: the signal mask.
    if (const Pos *Flags = R.arg(Slot::Flags);
        K == Slot::Lock && Flags && Flags->Where == At.Where &&
        Flags->Index == At.Index && V && T.kind(V) == TermKind::Int)
      V = T.get(TermKind::Pure, W.P.names().intern("(" + R.Library + ")"));
    if (V)
      E.Slots.push_back({K, V});
  }
  // Of an element that is made where it is kept, all parts count.
  if (R.Is == Role::Enqueue)
    for (unsigned I = 1; I < Args.size(); ++I)
      if (TermId V = deep(Args[I], I); V && !T.constant(V))
        E.Slots.push_back({Slot::Object, V});
  specialise(E, W);
  W.Events[Id] = E;
  if (traitsOf(E, W, /*Must=*/true) & bit(Trait::Safe)) {
    // This form cannot race; only its result is worth knowing.
    Result = W.opaque(Site);
    return;
  }
  happen(Id);
  if (End)
    return;
  S.Last = Id;
  TermId Ret = T.get(TermKind::Ret, Id);
  TypeKind RK = CU.Types[C.Result].Kind;
  Result = Ret;

  bool Names = R.Is == Role::PathResolve || R.Is == Role::PathTemp ||
               R.Is == Role::PathPrivate;
  TermId Name = T.get(TermKind::Out, Id, unsigned(Slot::Result));
  for (auto &[K, At] : R.Args) {
    if (K == Slot::Out) {
      TermId V = Names ? Name : T.get(TermKind::Out, Id, unsigned(K));
      giveResult(At, V, CU, C);
    } else if (K == Slot::Result && At.Where == Pos::Kind::This) {
      store(Receiver, Ret);
    } else if (K == Slot::Result && At.Where != Pos::Kind::Ret) {
      giveResult(At, Names ? Name : Ret, CU, C);
    }
    // A template that the call fills in, as mkdtemp does.
    if (K == Slot::Path && Names && R.Is != Role::PathResolve &&
        At.Where == Pos::Kind::Arg)
      store(valueAt(At), Name);
    if (K == Slot::Error)
      store(valueAt(At), T.get(TermKind::Out, Id, unsigned(K)));
  }
  // `fscanf`, `operator>>` and the like fill in what they are handed.
  if (R.Is == Role::FdUse) {
    TermId Stream = E.slot(Slot::Fd);
    for (unsigned I = 0; I < Args.size(); ++I) {
      bool Declared = I < C.Params.size();
      if (!T.isAddress(Args[I]) || (Declared && !isFilled(R, I, CU, C)) ||
          (!Declared && !(C.Flags & FuncVariadic)))
        continue;
      store(Args[I], W.opaque(Site, 0x100 + I, {Ret, Stream}));
    }
  }
  Result = Ret;
  if (speaksOfStores(R.Is))
    storeResults(R, Id, CU, C);
  if (Names) {
    if (RK == TypeKind::Record)
      Result = Name;
    else if (RK == TypeKind::Pointer || RK == TypeKind::Reference)
      S.set(Ret, Name);
  }

  hold(Id);
  holdTransaction(Id);
  // A guard that the call gives back.
  const Pos *Guard = R.arg(Slot::Guard);
  if (Guard && Guard->Where == Pos::Kind::Ret && RK == TypeKind::Record) {
    NameId Name = W.P.names().intern("(lock)");
    if (TermId L = E.slot(Slot::Lock))
      Result = T.get(TermKind::With, Name, 0, 0, {Result, L});
  }
}

//===----------------------------------------------------------------------===//
// Unknown callees
//===----------------------------------------------------------------------===//

} // namespace tocsin::flow
