//===- CreateThenName.cpp - tocsin-create-then-name -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a file that is created and then changed or reopened by its name
//
// Between the creation and the second call the name may come to mean another
// file, and until the second call the file has the wrong mode or owner (CERT
// FIO06-C, CWE-732; CVE-2023-45145).
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "checks/toctou/Toctou.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::window::quoted;

namespace tocsin::toctou {

bool isCreator(FunctionFlow &W, const Event &E) {
  if (E.role() != Role::PathUse)
    return false;
  Traits May = flow::traitsOf(E, W, false), Must = flow::traitsOf(E, W, true);
  switch (E.Does) {
  case Deed::Open:
    // Made with an exclusive flag it is ours, and stays ours where only we may
    // rename it.
    return (May & bit(Trait::Create)) && !(Must & bit(Trait::Exclusive));
  case Deed::Create:
  case Deed::Write:
    return !(Must & bit(Trait::Exclusive));
  case Deed::Copy: // with the rights of another, whoever may own it now
  case Deed::Mkdir:
  case Deed::Mknod:
  case Deed::Bind:
    return true;
  default:
    return false;
  }
}

/// Whether the event creates a file that was not there. Only its owner may
/// rename it where the directory is sticky or his; who gives it to somebody
/// else works in directories of others.
static bool isExclusive(FunctionFlow &W, const Event &E) {
  return E.role() == Role::PathUse && E.Does == Deed::Open &&
         flow::traitsOf(E, W, true) & bit(Trait::Exclusive);
}

/// Whether the act gives the file to somebody else, or sets its rights after
/// that was done: from then on another may rename it.
static bool isGivenAway(FunctionFlow &W, EventId Act) {
  const Event &A = W.event(Act);
  if (A.Does != Deed::Chmod && A.Does != Deed::Attributes)
    return A.Does == Deed::Chown;
  return any_of(W.liveBefore(Act), [&](EventId E) {
    const Event &O = W.event(E);
    return O.role() == Role::PathUse && O.Does == Deed::Chown &&
           sameFile(W, O, A);
  });
}

/// Whether the helper that acts has looked at the file first: what it finds
/// counts, not who created it.
static bool looksItself(FunctionFlow &W, const Event &Act) {
  if (Act.Via.empty())
    return false;
  for (EventId E = 0; E < W.events().size(); ++E)
    if (const Event &D = W.event(E); W.happens(E) && D.Site == Act.Site &&
                                     D.role() == Role::PathCheck &&
                                     sameFile(W, D, Act))
      return true;
  return false;
}

static Grade gradeSecond(FunctionFlow &W, EventId Creator, EventId Second) {
  const Event &C = W.event(Creator), &A = W.event(Second);
  switch (A.Does) {
  case Deed::Chmod:
  case Deed::Chown:
  case Deed::Attributes:
  case Deed::Truncate:
    return Grade::Medium;
  case Deed::Utime:
    // The times of a directory give nobody anything.
    return C.Does == Deed::Mkdir ? Grade::None : Grade::Medium;
  case Deed::Exec:
  case Deed::Load:
    return Grade::Medium;
  case Deed::Open: {
    // Written, closed, and opened again to go on writing, all in sight. Farther
    // apart, what may create the file once more (a log) does not rely on the
    // first time.
    Traits May = flow::traitsOf(A, W, false);
    bool Writes = May & (bit(Trait::Write) | bit(Trait::Append));
    bool Closed = any_of(W.liveBefore(Second), [&](EventId E) {
      const Event &X = W.event(E);
      return X.role() == Role::FdClose && X.slot(Slot::Fd) &&
             W.derivesFrom(X.slot(Slot::Fd), Creator);
    });
    bool InSight = C.Via.empty() && A.Via.empty() && C.Does != Deed::Mkdir;
    if (Writes && Closed && InSight)
      return Grade::Medium;
    return May & bit(Trait::Create) ? Grade::None : Grade::Low;
  }
  default:
    return Grade::None;
  }
}

/// chmod(path, m) with the descriptor still open becomes fchmod(fd, m).
static void addFix(Finding &F, FunctionFlow &W, EventId Creator,
                   EventId Second) {
  const Event &A = W.event(Second);
  if (!A.Via.empty() || A.InMacro)
    return;
  bool Closed = any_of(W.liveBefore(Second), [&](EventId E) {
    const Event &X = W.event(E);
    return X.role() == Role::FdClose &&
           W.derivesFrom(X.slot(Slot::Fd), Creator);
  });
  if (Closed || !W.graph().dominates(W.event(Creator).Block, A.Block))
    return;
  StringRef Old = W.program().names()[A.Callee];
  std::string New = ("f" + Old).str();
  bool Known = any_of(W.program().models().named(New), [&](const Row *R) {
    return R->Is == Role::FdUse && R->Does == A.Does;
  });
  TermTable &T = W.terms();
  StringRef Fd = W.localHolding(T.get(TermKind::Ret, Creator), Second);
  const ir::Function &Fn = W.function();
  const ir::Instr &Call = Fn.Instrs[A.Site];
  if (!Known || Fd.empty() || Call.NumOps == 0)
    return;
  // Only an open that yields a plain descriptor can be handed to the f-form.
  const ir::Type &Ty = W.unit().Types[Fn.Instrs[W.event(Creator).Site].Type];
  if (Ty.Kind != ir::TypeKind::Int)
    return;
  const ir::Instr *Arg = &Fn.Instrs[Fn.operands(Call)[0]];
  while (Arg->Kind == ir::Op::Cast)
    Arg = &Fn.Instrs[Fn.operands(*Arg)[0]];
  if ((Arg->Kind != ir::Op::Load && Arg->Kind != ir::Op::AddrOf) ||
      !Fn.Places[Arg->Aux].Steps.empty() || !Arg->At.valid())
    return;
  const ir::Place &Pl = Fn.Places[Arg->Aux];
  StringRef Name;
  if (Pl.Base == ir::BaseKind::Local)
    Name = W.unit().str(Fn.Locals[Pl.Index].Name);
  else if (Pl.Base == ir::BaseKind::Param)
    Name = W.unit().str(Fn.Params[Pl.Index].Name);
  if (Name.empty())
    return;
  Fix X;
  X.Title = "use " + New + " on the open descriptor";
  X.Edits.push_back({window::positionOf(W.program(), A.At), Old.str(), New});
  X.Edits.push_back({window::positionOf(W.program(), {W.unitIndex(), Arg->At}),
                     Name.str(), Fd.str()});
  F.Fixes.push_back(std::move(X));
}

static std::string adviceFor(const Event &Creator, const Event &Act) {
  switch (Creator.Does) {
  case Deed::Bind:
    // fchmod on a socket does not reach the name (unix(7)).
    return "bind under a umask that makes the mode right from the start, or in "
           "a directory that only the owner may enter";
  case Deed::Mkdir:
    return "open the directory with O_DIRECTORY and O_NOFOLLOW and act on the "
           "descriptor";
  case Deed::Mknod:
    return "create it with the mode that it is to have, under a fitting umask";
  default:
    return Act.Row->Instead.empty() ? "keep the descriptor and act on it"
                                    : "use " + Act.Row->Instead;
  }
}

void createThenName(FunctionFlow &W, const link::Program &P,
                    ArrayRef<EventId> Known, Sink Report) {
  for (EventId A = 0; A < W.events().size(); ++A) {
    const Event &Act = W.event(A);
    if (!W.happens(A) || Act.role() != Role::PathUse || is_contained(Known, A))
      continue;
    if (flow::traitsOf(Act, W, true) &
        (bit(Trait::Descriptor) | bit(Trait::Exclusive)))
      continue;
    if (looksItself(W, Act))
      continue;
    for (EventId C : reverse(W.liveBefore(A))) {
      const Event &Creator = W.event(C);
      bool Made = isCreator(W, Creator) ||
                  (isExclusive(W, Creator) && isGivenAway(W, A));
      if (C == A || (Creator.Site == Act.Site && !Act.Via.empty()) || !Made ||
          !sameFile(W, Creator, Act))
        continue;
      TermId Path = actPath(W, Creator, Act);
      // What was copied is another file than the copy.
      if (TermId To = Creator.slot(Slot::Path2);
          To && Creator.Does == Deed::Copy && To != Path)
        continue;
      TermId Dir = Act.slot(Slot::Dir);
      bool Held = Dir && W.terms().kind(Dir) != TermKind::Int;
      if (isPrivate(W, Path) || isKernels(W, Path) || Held)
        continue;
      // On the way where the creation failed nothing was created. What was
      // there already, and is taken for it, may be anybody's.
      bool AfterFailure = any_of(W.eventReasons(A), [&](Literal L) {
        return !W.possible(L, C, true);
      });
      Grade G = AfterFailure ? Grade::None : gradeSecond(W, C, A);
      if (G == Grade::None)
        continue;
      if (isPublic(W, Path) && G == Grade::Medium)
        G = Grade::High;
      Finding F = startFinding(W, P, "tocsin-create-then-name", Act, Path);
      F.Pattern = ("create-then-" + deedName(Act.Does)).str();
      F.Message = quoted(W, Act) + " " +
                  verbOf(Act, flow::traitsOf(Act, W, false)) + " the " +
                  nounOf(Creator) + " that " + quoted(W, Creator) +
                  " created, by its name; the name may lead to another file "
                  "by now";
      addEarlier(F, W, Creator, "created here");
      addWayToAct(F, W, P, Act);
      addFix(F, W, C, A);
      addAdvice(F, adviceFor(Creator, Act));
      setGrade(F, G);
      Report(std::move(F));
      break;
    }
  }
}

} // namespace tocsin::toctou
