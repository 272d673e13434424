//===- Judge.cpp - Which check-then-use windows on files are bugs ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/toctou/Judge.h"
#include "Flow/CallTransfer.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::toctou {

static constexpr Properties Existing = bit(Property::Existence),
                            Kind = bit(Property::FileType) |
                                   bit(Property::IsDirectory),
                            Trust = bit(Property::Owner) | bit(Property::Mode) |
                                    bit(Property::Links) |
                                    bit(Property::IsSymlink) |
                                    bit(Property::Access) |
                                    bit(Property::Identity) |
                                    bit(Property::Attribute),
                            Measure = bit(Property::Size) |
                                      bit(Property::Time) |
                                      bit(Property::Space);

namespace {
class Judgement {
public:
  Judgement(FunctionFlow &W, const link::Program &P, const window::Window &X)
      : W(W), P(P), X(X), D(W.event(X.Decision)), A(W.event(X.Act)),
        Does(A.role() == Role::PathList ? Deed::List : A.Does),
        May(flow::traitsOf(A, W, false)), Must(flow::traitsOf(A, W, true)) {}

  Verdict run();

private:
  bool may(Trait T) const { return May & bit(T); }
  bool must(Trait T) const { return Must & bit(T); }
  bool isProtected();
  bool verifiedOnDescriptor();
  bool verifies(TermId Cond, EventId Again);
  bool makesUp(Properties Seen) const;
  bool lockHeld();
  bool heldDirectory();
  bool asUser();
  bool existsHandled();
  bool removedBetween();
  bool takenUp();
  bool byAge();
  bool isDerived();
  bool isWhole(Literal L, ArrayRef<Literal> Conditions,
               ArrayRef<Literal> Others);
  bool eitherWay();
  Grade grade();
  Grade gradeMissing();
  Grade gradePresent();
  Grade gradeAccess();
  bool onlyAccess() const;
  bool onlyIfOther();
  bool followed() const;
  Grade gradeRemoval();
  Grade gradeExisting();
  bool writes() const;
  bool opens() const;
  bool creates() const;

  FunctionFlow &W;
  const link::Program &P;
  const window::Window &X;
  const Event &D, &A;
  const Deed Does;
  Traits May, Must;
  Verdict V;
  TermId Path = 0;
};
} // namespace

//===----------------------------------------------------------------------===//
// What keeps the file still
//===----------------------------------------------------------------------===//

/// Whether the condition compares what `Again` (a look at the descriptor)
/// learned in a way that makes up for the first look by name.
bool Judgement::verifies(TermId Cond, EventId Again) {
  if (!Cond || !W.derivesFrom(Cond, Again))
    return false;
  TermTable &T = W.terms();
  Properties Seen = 0;
  W.derivation(Cond, [&](TermId Y) {
    const Term B = T[Y];
    if (B.Kind == TermKind::FieldOf && T.kind(T.op(Y, 0)) == TermKind::Out &&
        T[T.op(Y, 0)].A == Again) {
      auto F = W.program().models().fieldProperty(W.program().names()[B.B],
                                                  W.program().names()[B.A]);
      Seen |= F ? bit(*F) : 0;
      return false;
    }
    if (B.Kind == TermKind::Out && B.A == Again)
      Seen |= bit(Property::Identity); // compared as a whole by a helper
    return true;
  });
  return makesUp(Seen);
}

/// Whether it makes up for the first look that this was looked at, and found
/// right, on the file that is open.
bool Judgement::makesUp(Properties Seen) const {
  if (Seen & bit(Property::Identity))
    return true;
  // The same property once more, now on the file that is open. Mode bits hold
  // the type, so one stands for the other.
  constexpr Properties InMode = Kind | bit(Property::IsSymlink) |
                                bit(Property::Mode) | bit(Property::Access);
  Properties Wanted = V.Saw.What;
  if (Wanted & InMode)
    Wanted |= InMode;
  if (Wanted & Existing)
    Wanted |= ~Properties(0);
  return Seen & Wanted & ~bit(Property::Size);
}

bool Judgement::verifiedOnDescriptor() {
  for (EventId E = 0; E < W.events().size(); ++E) {
    const Event &F = W.event(E);
    if (!W.happens(E) || F.role() != Role::FdCheck)
      continue;
    TermId Fd = F.slot(Slot::Fd);
    if (!Fd || !W.derivesFrom(Fd, X.Act))
      continue;
    for (ir::BlockId B : W.graph().order())
      if (verifies(W.condition(B), E) && !onlySays(W, B))
        return true;
    // A helper returns only if it is right.
    if (!F.Via.empty() && makesUp(F.Asked))
      return true;
    // The whole dance may stand in a helper whose result tells.
    if (verifies(W.valueAt(F.Site), E))
      return true;
    for (Literal L : F.Inner)
      if (verifies(L.Cond, E))
        return true;
  }
  return false;
}

/// A lock between processes, taken before the check and still held.
bool Judgement::lockHeld() {
  for (const Protection &H : W.heldAt(X.Act)) {
    if (!is_contained(W.heldAt(X.Decision), H))
      continue;
    const Event *L = W.acquisition(H);
    // Locking the file itself comes after opening it by name: no help.
    if (L && flow::traitsOf(*L, W, false) & bit(Trait::File) &&
        !W.derivesFrom(H.Lock, X.Act))
      return true;
  }
  return false;
}

/// Both go through one directory descriptor, and the name has one component.
/// That keeps the directory still, not who creates something in it.
bool Judgement::heldDirectory() {
  if (V.Outcome == false &&
      (creates() || (Does == Deed::Open && may(Trait::Create))))
    return false;
  TermId Dir =
      A.slot(Slot::Path) == Path ? A.slot(Slot::Dir) : A.slot(Slot::Dir2);
  if (!Dir || !D.slot(Slot::Dir) || Dir != D.slot(Slot::Dir))
    return false;
  if (W.terms().kind(Dir) == TermKind::Int)
    return false; // AT_FDCWD is whatever the process stands in
  // The name below the directory may have become a link, which is followed.
  if (Does == Deed::Open && !must(Trait::NoFollow) &&
      flow::traitsOf(D, W, true) & bit(Trait::NoFollow) &&
      V.Saw.What & (Kind | bit(Property::IsSymlink)))
    return false;
  return !literalPrefix(W, Path).contains('/');
}

/// The use runs with the rights of the user for whom it is done: a change of
/// identity on every way to it, not to the superuser, that nothing takes back.
bool Judgement::asUser() {
  const Event *Change = nullptr;
  SmallVector<NameId, 4> Seen;
  for (EventId E : W.liveBefore(X.Act)) {
    const Event &S = W.event(E);
    if (S.role() != Role::PrivilegeSet)
      continue;
    if (any_of(S.Slots, [&](auto &Slot) {
          return W.terms().constant(Slot.second) == 0;
        }))
      return false;
    // The same call twice: there and back again.
    if (is_contained(Seen, S.Callee))
      return false;
    Seen.push_back(S.Callee);
    Change = &S;
  }
  return Change && W.graph().dominates(Change->Block, A.Block);
}

bool Judgement::isProtected() {
  if (may(Trait::Safe) || must(Trait::Descriptor) || must(Trait::Beneath))
    return true;
  // What is exclusive by nature (mkdir, bind) may still fail for the loser:
  // the table decides.
  bool Always = Does == Deed::Mkdir || Does == Deed::Mknod ||
                Does == Deed::Symlink || Does == Deed::Link ||
                Does == Deed::Bind;
  if (must(Trait::Exclusive) && !Always)
    return true;
  if (must(Trait::NoFollow) && V.Saw.only(bit(Property::IsSymlink)))
    return true;
  return heldDirectory() || isPrivate(W, Path) || lockHeld() ||
         verifiedOnDescriptor();
}

/// The code tells "already there" / "already gone" from other failures.
bool Judgement::existsHandled() {
  return W.asked(X.Act) & bit(Property::Existence);
}

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

bool Judgement::writes() const {
  switch (Does) {
  case Deed::Open:
    return may(Trait::Write) || may(Trait::Create) || may(Trait::Truncate) ||
           may(Trait::Append);
  case Deed::Write:
  case Deed::Create:
  case Deed::Truncate:
  case Deed::Chmod:
  case Deed::Chown:
  case Deed::Attributes:
    return true;
  case Deed::Copy:
  case Deed::Rename:
    return Path == A.slot(Slot::Path2);
  default:
    return false;
  }
}

/// Makes a name that was not there, or fails if it is.
bool Judgement::creates() const {
  switch (Does) {
  case Deed::Mkdir:
  case Deed::Mknod:
  case Deed::Symlink:
  case Deed::Bind:
    return true;
  case Deed::Rename:
  case Deed::Copy:
    return Path == A.slot(Slot::Path2);
  default:
    return false;
  }
}

bool Judgement::opens() const {
  return Does == Deed::Open || Does == Deed::Read || Does == Deed::Write;
}

/// What was looked at has been removed since: the look was for that.
bool Judgement::removedBetween() {
  return any_of(W.liveBefore(X.Act), [&](EventId E) {
    const Event &O = W.event(E);
    bool Removes = O.Does == Deed::Delete || O.Does == Deed::Rmdir ||
                   O.Does == Deed::Rmtree || O.Does == Deed::Rename;
    return O.role() == Role::PathUse && Removes && O.slot(Slot::Path) == Path &&
           is_contained(W.liveBefore(E), X.Decision);
  });
}

/// The act happens because the name was not there.
Grade Judgement::gradeMissing() {
  switch (Does) {
  case Deed::Open:
    if (!may(Trait::Create))
      return Grade::None;
    return Grade::Medium;
  case Deed::Write:
  case Deed::Create:
    return Grade::Medium;
  case Deed::Copy:
  case Deed::Rename:
    return Path == A.slot(Slot::Path2) ? Grade::Medium : Grade::None;
  case Deed::Mkdir:
  case Deed::Mknod:
  case Deed::Symlink:
  case Deed::Bind:
    // Atomic in itself: bad only where the loser takes it for a failure.
    if ((may(Trait::Idempotent) &&
         !(may(Trait::Checks) && lossIsFailure(W, X.Act))) ||
        existsHandled() || removedBetween())
      return Grade::None;
    // Whoever finds the socket of another instance is right to give up.
    return V.Handled && Does != Deed::Bind ? Grade::Medium : Grade::Low;
  default:
    return Grade::None;
  }
}

/// The check looked through a final link.
bool Judgement::followed() const {
  return !(flow::traitsOf(D, W, true) & bit(Trait::NoFollow));
}

/// A removal that the type decides: of anything but "a directory or not", which
/// unlink and rmdir find out themselves, the wrong file may go.
Grade Judgement::gradeRemoval() {
  return followed() || V.Saw.only(bit(Property::IsDirectory) | Existing)
             ? Grade::Low
             : Grade::Medium;
}

bool Judgement::onlyAccess() const {
  return V.Saw.only(bit(Property::Access) | Existing);
}

/// access() says no more than the use will say itself, unless the rights of
/// another user are at stake.
Grade Judgement::gradeAccess() {
  if (P.changesPrivileges(D.At.Unit) || P.changesPrivileges(A.At.Unit))
    return Grade::High;
  if (writes())
    return Grade::Medium;
  return V.Handled || Does == Deed::Exec || Does == Deed::Load ? Grade::Low
                                                               : Grade::Medium;
}

/// Whether the act follows where the name turned out to lead to another file
/// than the one that is held.
bool Judgement::onlyIfOther() {
  TermTable &T = W.terms();
  // What the condition says of numbers that are compared: the same, or not.
  auto Same = [&](auto &Self, TermId Y, bool Holds) -> std::optional<bool> {
    const Term B = T[Y];
    if (B.Kind == TermKind::Not)
      return Self(Self, T.op(Y, 0), !Holds);
    if (B.Kind == TermKind::Cmp && B.NumOps == 2 && !T.constant(T.op(Y, 1))) {
      auto Op = ir::CmpOp(B.A);
      if (Op == ir::CmpOp::Eq || Op == ir::CmpOp::Ne)
        return (Op == ir::CmpOp::Eq) == Holds;
    }
    if (B.Kind == TermKind::And || B.Kind == TermKind::Or)
      return Self(Self, T.op(Y, 0), Holds);
    if (B.Kind == TermKind::Select && T.constant(T.op(Y, 2)) == 0)
      return Self(Self, T.op(Y, 1), Holds);
    return std::nullopt;
  };
  bool Other = false;
  for (Literal L : X.Deciding)
    if (auto Says = Same(Same, L.Cond, L.Holds)) {
      if (*Says)
        return false;
      Other = true;
    }
  return Other;
}

/// The act happens because of what the file is.
Grade Judgement::gradePresent() {
  // Whoever makes a name that is there gets an error, and nothing is changed.
  if (Does == Deed::Mkdir || Does == Deed::Mknod || Does == Deed::Symlink ||
      Does == Deed::Link || Does == Deed::Bind)
    return Grade::None;
  bool Removes = Does == Deed::Delete || Does == Deed::Rmdir;
  if (V.Saw.has(Property::Canonical))
    return opens() || writes() || Removes || Does == Deed::Exec ||
                   Does == Deed::Rmtree
               ? Grade::High
               : Grade::Medium;
  if (V.Saw.What & Trust) {
    switch (Does) {
    case Deed::Chmod:
    case Deed::Chown:
    case Deed::Truncate:
    case Deed::Exec:
    case Deed::Load:
    case Deed::Mount:
    case Deed::Rmtree:
    case Deed::Attributes:
    case Deed::Write:
      return Grade::High;
    case Deed::Open:
    case Deed::Read:
      if (writes())
        return Grade::High;
      // access() for reading says no more than open() will say itself, unless
      // the rights of another user are at stake.
      if (V.Saw.only(bit(Property::Access) | Existing))
        return P.changesPrivileges(D.At.Unit) || P.changesPrivileges(A.At.Unit)
                   ? Grade::High
                   : Grade::Low;
      // A log that was rotated is opened anew, whichever it is by now.
      if (V.Saw.only(bit(Property::Identity) | Existing) && onlyIfOther())
        return Grade::Low;
      return Grade::Medium;
    case Deed::Delete:
    case Deed::Rmdir:
    case Deed::Rename:
      // "Is it still the file that I hold?" before taking the name away.
      if (V.Saw.has(Property::Identity))
        return Grade::Low;
      // rmdir or unlink, as the type says: each fails on the wrong one.
      if (V.Saw.only(bit(Property::IsSymlink) | Existing | Kind))
        return gradeRemoval();
      return V.Saw.only(bit(Property::Access) | Existing) ? Grade::Low
                                                          : Grade::Medium;
    default:
      return Grade::Medium;
    }
  }
  if (V.Saw.What & Measure) {
    if (Removes || Does == Deed::Rmtree || Does == Deed::Truncate)
      return Grade::Medium;
    if (X.Later && !V.Saw.only(bit(Property::Time)))
      return Grade::Medium; // a buffer of the size that was
    if (writes() && Does != Deed::Rename)
      return Grade::Medium;
    if (!(V.Saw.What & Kind))
      return Grade::Low;
  }
  if (V.Saw.What & Kind) {
    // Operations on directories fail by themselves on anything else, and those
    // on files fail on directories.
    bool OnlyDirectory = V.Saw.only(bit(Property::IsDirectory) | Existing);
    if (OnlyDirectory && must(Trait::Directory))
      return Grade::None;
    if (Does == Deed::Rmtree)
      return Grade::High;
    if (writes() && Does != Deed::Rename)
      return OnlyDirectory && Does == Deed::Open ? Grade::Low : Grade::High;
    // "A directory, not a link to one" lets the descent be led elsewhere.
    if ((Does == Deed::List || Does == Deed::Chdir) && !followed() &&
        !must(Trait::NoFollow))
      return Grade::Medium;
    if (OnlyDirectory || Does == Deed::List)
      return gradeExisting();
    if (Removes)
      return gradeRemoval();
    if (Does == Deed::Chdir)
      return Grade::Low;
    if (Does == Deed::Rename)
      return Grade::Low;
    // Which reader suits a file that is only read: the error is handled, and a
    // link was followed both times.
    bool Sure = must(Trait::NoFollow) && !followed();
    return (followed() && V.Handled) || Sure ? Grade::Low : Grade::Medium;
  }
  return gradeExisting();
}

/// The act happens because something is there.
Grade Judgement::gradeExisting() {
  // The check was there to keep the exception away, and cannot.
  if (must(Trait::Throws) && !W.catches())
    return Grade::Medium;
  switch (Does) {
  case Deed::Open:
    // Without the check open() would have said the same, unless it empties
    // what it finds, or nobody listens: the check was to spare that.
    if (!V.Handled && A.Row->arg(Slot::Result) &&
        A.Row->arg(Slot::Result)->Where == model::Position::Kind::Ret)
      return Grade::Medium;
    return may(Trait::Truncate) ? Grade::Medium : Grade::Low;
  case Deed::Write:
  case Deed::Chown:
  case Deed::Chmod:
  case Deed::Truncate:
    return Grade::Medium;
  case Deed::Rmtree:
    return Grade::Medium;
  case Deed::Rename:
  case Deed::Copy:
    return Path == A.slot(Slot::Path2) ? Grade::Medium : Grade::Low;
  default:
    return Grade::Low;
  }
}

Grade Judgement::grade() {
  // What creates is also reached when nothing is there: "not there, or there
  // and to be replaced".
  // What is replaced when it is too old may as well be replaced when somebody
  // else has just made it.
  bool Replaces = Does == Deed::Rename || Does == Deed::Copy;
  if (!V.Outcome && X.Control && creates() && Replaces &&
      V.Saw.only(bit(Property::Time)))
    return Grade::Low;
  if (V.Outcome != true && X.Control && creates()) {
    Grade G = gradeMissing();
    if (G != Grade::None || V.Saw.only(Existing | Kind))
      return G;
  }
  // A name that only another process could make fits neither branch.
  if (V.Outcome == false && V.Saw.only(Existing | Trust | Kind | Measure) &&
      !V.Saw.only(bit(Property::IsSymlink))) {
    Grade G = gradeMissing();
    // Not permitted is not the same as not there.
    if (G != Grade::None || !(V.Saw.What & Trust))
      return G;
  }
  if (must(Trait::Idempotent) && V.Saw.only(Existing | Kind))
    return Grade::None;
  Grade G = gradePresent();
  // What runs on either outcome was not decided by existence.
  if (!V.Outcome && !X.Data && V.Saw.only(Existing))
    G = std::min(G, Grade::Low);
  return G;
}

/// Whether an act under these conditions happens wherever `L` holds, but for
/// what the other act asks as well. Which error it was only tells failures
/// apart.
bool Judgement::isWhole(Literal L, ArrayRef<Literal> Conditions,
                        ArrayRef<Literal> Others) {
  return all_of(Conditions, [&](Literal C) {
    return C == L || !W.derivesFrom(C.Cond, X.Decision) ||
           is_contained(Others, C) || !W.possible(L, X.Decision, true);
  });
}

/// The same is done to the same name whatever the check said; it chooses a
/// manner, not the use.
bool Judgement::eitherWay() {
  for (EventId E = 0; E < W.events().size(); ++E) {
    const Event &O = W.event(E);
    if (E == X.Act || !W.happens(E) || O.role() != A.role() ||
        O.Does != A.Does || O.slot(Slot::Path) != A.slot(Slot::Path) ||
        O.slot(Slot::Path2) != A.slot(Slot::Path2) ||
        flow::traitsOf(O, W, false) != May)
      continue;
    auto Theirs = W.eventConditions(E);
    for (Literal L : Theirs)
      for (Literal Own : X.Deciding)
        if (L.Cond == Own.Cond && L.Holds != Own.Holds &&
            isWhole(L, Theirs, X.Deciding) && isWhole(Own, X.Deciding, Theirs))
          return true;
  }
  return false;
}

/// Another use of the file, between the check and this one, has taken the
/// decision up: what follows depends on that use having worked. Where both sit
/// in one helper (open it safely), its result speaks of the open file.
bool Judgement::takenUp() {
  if (Does != Deed::Delete && Does != Deed::Rmdir && Does != Deed::Rename &&
      Does != Deed::Open && Does != Deed::Read)
    return false;
  for (EventId E : W.liveBefore(X.Act)) {
    const Event &O = W.event(E);
    if (E == X.Act || O.role() != Role::PathUse || O.Does != Deed::Open ||
        O.slot(Slot::Path) != Path)
      continue;
    if (O.Site == D.Site && !O.Via.empty())
      return true;
    if (is_contained(W.liveBefore(E), X.Decision) &&
        any_of(W.eventConditions(X.Act), [&](Literal L) {
          return W.derivesFrom(L.Cond, E) && W.possible(L, E, true) &&
                 !W.possible(L, E, false);
        }))
      return true;
  }
  return false;
}

/// A removal that would be none of this check's matter if the age had not been
/// asked: what else the look told makes no difference, or nothing was.
bool Judgement::byAge() {
  if (!V.Saw.has(Property::Time) ||
      (Does != Deed::Delete && Does != Deed::Rmdir && Does != Deed::Rmtree))
    return false;
  Look All = std::exchange(V.Saw, Look());
  V.Saw.What = All.What & ~(bit(Property::Time) | Existing);
  bool R = !V.Saw.What || grade() < Grade::Medium;
  V.Saw = All;
  return R;
}

/// The time of this file is compared with that of another one: it is made from
/// that, and is made anew.
bool Judgement::isDerived() {
  TermTable &T = W.terms();
  auto Other = [&](TermId Side) {
    return any_of(W.sources(Side).set_bits(), [&](EventId E) {
      const Event &O = W.event(E);
      return E != X.Decision && O.slot(Slot::Path) != Path &&
             (O.role() == Role::PathCheck || O.role() == Role::FdCheck);
    });
  };
  return any_of(X.Deciding, [&](Literal L) {
    return T.any(L.Cond, [&](TermId Y) {
      if (T.kind(Y) != TermKind::Cmp || T[Y].NumOps != 2)
        return false;
      TermId A = T.op(Y, 0), B = T.op(Y, 1);
      return (W.derivesFrom(A, X.Decision) && Other(B)) ||
             (W.derivesFrom(B, X.Decision) && Other(A));
    });
  });
}

Verdict Judgement::run() {
  Path = X.Name ? X.Name : actPath(W, D, A);
  V.Saw = lookedAt(W, X);
  V.Outcome = X.Outcome;
  if (!V.Outcome && V.Saw.only(Existing) && writes() &&
      needsConsent(W, X.Decision, X.Act, Path))
    V.Outcome = false;
  V.Gap = slowBetween(W, X.Decision, X.Act);
  V.Public = isPublic(W, Path);
  V.Handled = !A.Discarded && W.checked(X.Act);
  // Two calls far apart whose connection is no more than "somehow".
  if (!V.Outcome && !X.Data && !D.Via.empty() && !A.Via.empty() &&
      none_of(X.Deciding,
              [&](Literal L) { return W.speaksOf(L.Cond, X.Decision); }))
    return V;
  // A resolved name that is only used, never compared, is a convenience.
  bool Compared = V.Saw.has(Property::Canonical);
  if (Compared && !X.Control)
    return V;
  if (isBelowResolved(W, D, Path) && (!Compared || isTheRoot(W, X)))
    return V;
  if (isProtected() || isKernels(W, Path) || takenUp() || eitherWay() ||
      onlyKnocks(W, X.Act, Path))
    return V;
  Grade G = grade();
  if (G == Grade::None)
    return V;
  V.ByAge = byAge();
  if (asUser() || (V.ByAge && isDerived()))
    G = std::min(G, Grade::Low);
  else if (V.Public || V.Gap)
    if (G == Grade::Medium ||
        (G == Grade::Low && V.Public && !must(Trait::Idempotent) && writes()))
      G = Grade(unsigned(G) + 1);
  V.Level = G;
  return V;
}

Verdict judge(FunctionFlow &W, const link::Program &P,
              const window::Window &X) {
  return Judgement(W, P, X).run();
}

} // namespace tocsin::toctou
