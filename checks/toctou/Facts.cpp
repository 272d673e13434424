//===- Facts.cpp - Facts about files that the toctou checks share ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers about one window or path, from terms and events; judges nothing.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Flow/Choices.h"
#include "checks/toctou/Judge.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::toctou {

/// Adds what the named constants below `X` ask for.
static Properties namedProperties(FunctionFlow &W, TermId X) {
  Properties R = 0;
  W.terms().any(X, [&](TermId Y) {
    const Term &A = W.terms()[Y];
    if (A.Kind == TermKind::Int && A.A)
      R |= W.program().propertiesNamed(A.A);
    return false;
  });
  return R;
}

/// What the check wrote is looked at as a whole, not by field.
static constexpr Properties Whole = 1u << 31;

static Properties byFields(FunctionFlow &W, TermId X, EventId D) {
  TermTable &T = W.terms();
  if (auto It = W.memo().find({X, D}); It != W.memo().end())
    return It->second;
  Properties R = 0;
  W.derivation(X, [&](TermId Y) {
    if (!W.derivesFrom(Y, D))
      return false;
    const Term A = T[Y];
    if (A.Kind == TermKind::FieldOf) {
      TermId Of = T.op(Y, 0);
      if (T.kind(Of) == TermKind::Out && T[Of].A == D) {
        auto P = W.program().models().fieldProperty(W.program().names()[A.B],
                                                    W.program().names()[A.A]);
        // st_mode holds type and permissions: the constants tell which.
        Properties Named = P == Property::FileType ? namedProperties(W, X) : 0;
        R |= Named ? Named : P ? bit(*P) : bit(Property::Existence);
        return false;
      }
      return true;
    }
    if (A.Kind == TermKind::Ret && A.A == D) {
      // A word of attributes: the constants tell what was asked of it.
      // So they do of a status that tells several things.
      Properties Tells = W.event(D).What;
      Properties Named =
          !Tells || Tells & (Tells - 1) ? namedProperties(W, X) : 0;
      if (Tells)
        Named &= Tells;
      R |= Named ? Named : bit(Property::Existence);
    }
    if (A.Kind == TermKind::Out && A.A == D)
      R |= Whole;
    // A predicate over what the check gave back.
    if (A.Kind == TermKind::Pure && A.A)
      for (const Row *Row :
           W.program().models().named(W.program().names()[A.A]))
        if (Row->What && A.NumOps && W.derivesFrom(T.op(Y, 0), D))
          R |= Row->What;
    return true;
  });
  W.memo()[{X, D}] = R;
  return R;
}

/// Whether the resolved name itself is compared, here or by a function that
/// gets it; what other functions learned of the file does not count.
static bool comparesName(FunctionFlow &W, TermId Cond, EventId D) {
  TermTable &T = W.terms();
  bool Found = false;
  W.derivation(Cond, [&](TermId Y) {
    const Term A = T[Y];
    Found |= A.Kind == TermKind::Out && A.A == D;
    bool Elsewhere = A.Kind == TermKind::Opaque && W.isImported(Y) &&
                     A.A != W.event(D).Site &&
                     any_of(W.sources(Y).set_bits(), [&](EventId E) {
                       return E != D && W.event(E).Site == A.A;
                     });
    return !Found && !Elsewhere && A.Kind != TermKind::Taken;
  });
  return Found;
}

Look lookedAt(FunctionFlow &W, const window::Window &X) {
  Look L;
  const Event &D = W.event(X.Decision);
  for (Literal Lit : X.Deciding)
    L.What |= byFields(W, Lit.Cond, X.Decision);
  for (TermId C : X.Carriers)
    L.What |= byFields(W, C, X.Decision);
  // A call that answers yes or no says itself what it asked. One that hands
  // out data and is only asked whether it worked has seen that the file is
  // there, no more.
  bool Answers = !D.Row->arg(Slot::Out) && D.role() != Role::PathResolve &&
                 D.Row->Succeeds != Success::NonNull;
  bool Deep = L.What & ~bit(Property::Existence);
  // Of several things that a status tells only what it was asked counts.
  bool Status = Answers && Deep && (D.What & (D.What - 1)) &&
                !(L.What & ~D.What & ~bit(Property::Existence));
  if (D.What && !Status &&
      (Answers || Deep || D.What == bit(Property::IsSymlink)))
    L.What |= D.What;
  else if (L.What & Whole)
    L.What |= bit(Property::FileType);
  // What a link says, and where a name leads, is one and the same question.
  if (D.role() == Role::PathResolve)
    L.What =
        any_of(X.Deciding,
               [&](Literal C) { return comparesName(W, C.Cond, X.Decision); })
            ? bit(Property::Canonical)
        : D.What == bit(Property::IsSymlink) ? D.What
                                             : bit(Property::Existence);
  L.What &= ~Whole;
  if (L.What & ~bit(Property::Existence))
    L.What &= ~bit(Property::Existence);
  return L;
}

/// The directory descriptor of the event; none if it is a constant: that is the
/// working directory, as for the calls without one.
static TermId directory(FunctionFlow &W, const Event &E, Slot S) {
  TermId D = E.slot(S);
  return D && W.terms().kind(D) != TermKind::Int ? D : 0;
}

/// An empty optional, a buffer that nothing was put into.
static bool isNothing(const TermTable &T, TermId X) {
  bool Empty = T.kind(X) == TermKind::Pure && T[X].NumOps == 0; // nullopt
  return Empty || T.kind(X) == TermKind::Opaque || T.kind(X) == TermKind::Int;
}

/// The name in `found ? name : nothing`, an optional; else the name itself.
static TermId onlyName(FunctionFlow &W, TermId X) {
  TermTable &T = W.terms();
  auto IsNothing = [&](TermId Y) { return isNothing(T, Y); };
  for (unsigned I = 0; I < 4; ++I) {
    if (T.kind(X) == TermKind::Phi)
      X = W.gated(X);
    if (T.kind(X) != TermKind::Select)
      break;
    if (IsNothing(T.op(X, 2)))
      X = T.op(X, 1);
    else if (IsNothing(T.op(X, 1)))
      X = T.op(X, 2);
    else
      break;
  }
  return X;
}

/// The name that a helper has put into a buffer of the caller's, if the act
/// happens only where it succeeded.
static TermId nameLeft(FunctionFlow &W, const Event &A, TermId Used) {
  TermTable &T = W.terms();
  TermId X = choiceOf(W, onlyName(W, Used));
  if (T.kind(X) != TermKind::Select)
    return X;
  auto Left = possibilities(W, X, EventId(&A - W.events().data()));
  if (Left.size() > 1)
    llvm::erase_if(Left, [&](TermId Y) { return isNothing(T, Y); });
  return Left.size() == 1 ? onlyName(W, Left[0]) : X;
}

/// Whether `X` is `Wanted` where the decision chose so; adds what it chose by.
static bool isChosen(FunctionFlow &W, EventId D, TermId X, TermId Wanted,
                     SmallVectorImpl<Literal> &By) {
  static constexpr size_t MaxNested = 4;
  TermTable &T = W.terms();
  X = choiceOf(W, X);
  if (X == Wanted)
    return !By.empty();
  if (T.kind(X) != TermKind::Select || By.size() >= MaxNested ||
      !W.derivesFrom(T.op(X, 0), D))
    return false;
  for (bool Holds : {true, false}) {
    By.push_back({T.op(X, 0), Holds});
    if (isChosen(W, D, T.op(X, Holds ? 1 : 2), Wanted, By))
      return true;
    By.pop_back();
  }
  return false;
}

SmallVector<Literal, 2> chosenBy(FunctionFlow &W, EventId D, EventId A) {
  SmallVector<Literal, 2> By;
  TermId Wanted = W.event(D).slot(Slot::Path);
  for (Slot S : {Slot::Path, Slot::Path2})
    if (TermId Used = W.event(A).slot(S);
        Used && Wanted && isChosen(W, D, Used, Wanted, By))
      break;
  return By;
}

/// The directory that a name is put together from.
static TermId directoryOf(FunctionFlow &W, TermId Name) {
  TermTable &T = W.terms();
  while (T.kind(Name) == TermKind::Text)
    Name = T.op(Name, 0);
  if (T.kind(Name) != TermKind::Pure || T[Name].NumOps < 2)
    return 0;
  TermId First = T.op(Name, 0);
  bool Format = T.kind(First) == TermKind::Str &&
                W.program().names()[T[First].A].starts_with("%s/");
  return Format ? T.op(Name, 1) : First;
}

bool isBelowResolved(FunctionFlow &W, const Event &D, TermId Used) {
  if (D.role() != Role::PathResolve)
    return false;
  TermTable &T = W.terms();
  for (unsigned I = 0; I < 4 && Used; ++I) {
    Used = directoryOf(W, Used);
    if (Used && (Used == D.slot(Slot::Path) ||
                 (T.kind(Used) == TermKind::Out && &W.event(T[Used].A) == &D)))
      return true;
  }
  return false;
}

static bool sameName(FunctionFlow &W, const Event &D, const Event &A,
                     TermId Used) {
  TermTable &T = W.terms();
  TermId Name = nameLeft(W, A, Used);
  // The name that a resolving decision gave.
  if (D.role() == Role::PathResolve && T.kind(Name) == TermKind::Out &&
      &W.event(T[Name].A) == &D)
    return true;
  if (any_of(ArrayRef<Slot>{Slot::Path, Slot::Path2}, [&](Slot S) {
        TermId X = D.slot(S);
        return X && (X == Used || nameLeft(W, D, X) == Name);
      }))
    return true;
  SmallVector<Literal, 2> By;
  return isBelowResolved(W, D, Name) ||
         (D.slot(Slot::Path) && isChosen(W, EventId(&D - W.events().data()),
                                         Name, D.slot(Slot::Path), By));
}

TermId actPath(FunctionFlow &W, const Event &D, const Event &A) {
  for (Slot S : {Slot::Path, Slot::Path2}) {
    TermId Used = A.slot(S);
    if (!Used || !sameName(W, D, A, Used))
      continue;
    Slot DS = S == Slot::Path ? Slot::Dir : Slot::Dir2;
    if (directory(W, A, DS) == directory(W, D, Slot::Dir))
      return Used;
  }
  return 0;
}

bool sameFile(FunctionFlow &W, const Event &D, const Event &A) {
  return actPath(W, D, A) != 0;
}

bool isPrivate(FunctionFlow &W, TermId Path) {
  return any_of(W.sources(Path).set_bits(), [&](EventId E) {
    return W.event(E).role() == Role::PathPrivate;
  });
}

StringRef literalPrefix(FunctionFlow &W, TermId Path) {
  TermTable &T = W.terms();
  for (unsigned I = 0; I < 16 && Path; ++I) {
    const Term A = T[Path];
    switch (A.Kind) {
    case TermKind::Str:
      return W.program().names()[A.A];
    case TermKind::Pure:
    case TermKind::Text: {
      if (!A.NumOps)
        return "";
      TermId First = T.op(Path, 0);
      // A format that begins with its first operand.
      bool Format = T.kind(First) == TermKind::Str && A.NumOps > 1 &&
                    W.program().names()[T[First].A].starts_with("%s");
      Path = Format ? T.op(Path, 1) : First;
      continue;
    }
    default:
      return "";
    }
  }
  return "";
}

static bool below(StringRef Path, ArrayRef<StringRef> Directories) {
  return any_of(Directories, [&](StringRef D) {
    return Path == D ||
           (Path.starts_with(D) && Path.drop_front(D.size()).starts_with("/"));
  });
}

/// Whether a value is what a function of such a row gave.
static bool isGivenBy(FunctionFlow &W, TermId X,
                      function_ref<bool(const Row &)> Fits) {
  const Term A = W.terms()[X];
  return A.Kind == TermKind::Pure && A.A &&
         any_of(W.program().models().named(W.program().names()[A.A]),
                [&](const Row *R) { return Fits(*R); });
}

bool isPublic(FunctionFlow &W, TermId Path) {
  TermTable &T = W.terms();
  SmallVector<TermId, 4> Work{Path};
  for (unsigned I = 0; I < 16 && !Work.empty(); ++I) {
    TermId X = Work.pop_back_val();
    if (!X)
      continue;
    if (T.kind(X) == TermKind::Phi)
      X = W.gated(X);
    // Where the environment does not say otherwise.
    if (T.kind(X) == TermKind::Select) {
      Work.push_back(T.op(X, 1));
      Work.push_back(T.op(X, 2));
      continue;
    }
    if (isGivenBy(W, X,
                  [](const Row &R) {
                    return R.Is == Role::PathBuild &&
                           R.Means & bit(Trait::Shared);
                  }) ||
        below(literalPrefix(W, X),
              {"/tmp", "/var/tmp", "/usr/tmp", "/dev/shm", "/run/user"}))
      return true;
    if (T.kind(X) == TermKind::Init)
      Work.push_back(T.op(X, 0));
    if ((T.kind(X) == TermKind::Pure || T.kind(X) == TermKind::Text) &&
        T[X].NumOps) {
      TermId First = T.op(X, 0);
      bool Format = T.kind(First) == TermKind::Str && T[X].NumOps > 1 &&
                    W.program().names()[T[First].A].starts_with("%s");
      Work.push_back(Format ? T.op(X, 1) : First);
    }
  }
  return false;
}

TermId knownToOthers(FunctionFlow &W, TermId Path) {
  TermTable &T = W.terms();
  TermId Found = 0;
  if (Path)
    T.any(Path, [&](TermId Y) {
      if (isGivenBy(W, Y, [](const Row &R) {
            return R.Is == Role::ClockRead ||
                   (R.Is == Role::Pure && R.Means & bit(Trait::External));
          }))
        Found = Y;
      return Found != 0;
    });
  return Found;
}

bool isKernels(FunctionFlow &W, TermId Path) {
  StringRef P = literalPrefix(W, Path);
  return below(P, {"/proc", "/sys", "/dev"}) && !isPublic(W, Path);
}

/// Whether a block does something, and nothing but show a message.
static std::optional<bool> onlyMessage(FunctionFlow &W, ir::BlockId B) {
  const ir::Function &F = W.function();
  bool Says = false;
  for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
    const ir::Instr &X = F.Instrs[I];
    switch (X.Kind) {
    case ir::Op::Store:
    case ir::Op::Rmw:
    case ir::Op::Free:
    case ir::Op::Return:
    case ir::Op::Throw:
    case ir::Op::Suspend:
      return false;
    case ir::Op::Call: {
      if (ir::CallKind(X.Sub) == ir::CallKind::Indirect || X.Aux == ir::None)
        return false;
      auto Rows = W.program().rows(W.program().function(W.unitIndex(), X.Aux));
      for (const Row *R : Rows) {
        Says |= R->Is == Role::Output;
        if (R->Is != Role::Output && R->Is != Role::Pure &&
            R->Is != Role::ErrorCode && R->Is != Role::PathSame)
          return false;
      }
      if (Rows.empty())
        return false;
      break;
    }
    default:
      break;
    }
  }
  return Says ? std::optional(true) : std::nullopt;
}

bool onlySays(FunctionFlow &W, ir::BlockId Branch) {
  bool Says = false;
  for (ir::BlockId B : W.graph().order()) {
    if (none_of(W.graph().controlClosure(B),
                [&](BranchEdge E) { return E.Block == Branch; }))
      continue;
    std::optional<bool> Only = onlyMessage(W, B);
    if (Only == false)
      return false;
    Says |= Only.has_value();
  }
  return Says;
}

bool slowBetween(FunctionFlow &W, EventId From, EventId To) {
  return any_of(W.liveBefore(To), [&](EventId X) {
    return W.event(X).role() == Role::Wait &&
           is_contained(W.liveBefore(X), From);
  });
}

} // namespace tocsin::toctou
