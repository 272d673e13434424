//===- GuardReader.h - One condition read as a guard of a thing -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Its words and fields are read in Guards.cpp, its calls in GuardCalls.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_CLEANUP_GUARDREADER_H
#define TOCSIN_CHECKS_CLEANUP_GUARDREADER_H

#include "checks/cleanup/Judge.h"

namespace tocsin::cleanup {

/// Terms that a reader has looked at.
struct LookMarks : flow::PolicyRoom {
  flow::MarkSet::Storage Marks;
};

/// Reads the literals of one condition for one thing, each by itself.
class GuardReader {
public:
  GuardReader(flow::FunctionFlow &W, Vocabulary &V, const Thing &R)
      : W(W), V(V), T(W.terms()), Seen(W.room<LookMarks>().Marks), R(R) {}

  Guard read(flow::Literal L);

private:
  /// Levels of accessors, casts and masks between the atom and what it asks.
  static constexpr unsigned MaxDepth = 7;

  static ir::CmpOp mirrored(ir::CmpOp Op) {
    return Op == ir::CmpOp::Lt   ? ir::CmpOp::Gt
           : Op == ir::CmpOp::Le ? ir::CmpOp::Ge
           : Op == ir::CmpOp::Gt ? ir::CmpOp::Lt
           : Op == ir::CmpOp::Ge ? ir::CmpOp::Le
                                 : Op;
  }
  /// Whether the atom can hold with this value in place of what it asks.
  bool holdsWith(int64_t X) const;
  bool mine(flow::TermId X);
  /// The element of a table that a value is part of; 0 if it is of none.
  flow::TermId elementOf(flow::TermId X);
  /// A subscript as a value and what is added to it.
  std::pair<flow::TermId, int64_t> subscript(flow::TermId X);
  /// `all[i + 1]` where `all[i]` goes.
  bool isNeighbour(flow::TermId X);
  void take(Guard &G, GuardKind K, bool InUse, flow::TermId About,
            llvm::StringRef Name);
  /// `live.find(name) == live.end()`: a set that is asked for the thing. What
  /// is not there is not in use; that it is there says nothing.
  bool searches(flow::TermId At, flow::TermId End, Guard &G);
  /// `st.st_uid == me->owner`: whose it is to remove, not who uses it.
  bool asksRights(flow::TermId X);
  /// A number of the thing lies below what the slowest user still needs.
  void bound(flow::Literal L, flow::TermId Left, flow::TermId Right, Guard &G);
  /// `number < current->first_log`: what the state in use says it begins with.
  /// The state's own time or version would be an age.
  bool isOfLive(flow::TermId Of);
  /// `oldest_snapshot`, `min_needed`: an end of what is in use.
  bool isOldest(llvm::StringRef Name);
  model::WordClasses spelledWords();
  /// A word says what kind of guard the value is, the condition whether a user
  /// would make it fail.
  void byWords(Guard &G, model::WordClasses Words, bool Enum,
               flow::TermId About, llvm::StringRef Name);
  /// What users raise and lower counts them; what they set and clear marks the
  /// thing. False if that is not what the field is, or the words say more.
  bool byUse(Guard &G, const FieldFact &Fact, flow::TermId About,
             llvm::StringRef Name);
  void look(flow::TermId X, unsigned Depth, Guard &G);
  /// What the question for those who hold it answers if somebody else does.
  static int64_t heldBy(const model::Row &R);
  void event(flow::TermId X, flow::EventId E, Guard &G);
  /// Whether a path is made of what tells the thing from others, and not only
  /// of the object that both belong to.
  bool isNamedAfter(flow::TermId Path);
  /// Whether a text, or a field on the way to the value, speaks so.
  bool hasText(flow::TermId X, model::WordClasses Of);
  /// The function whose result an unknown value is, or whose callee made it.
  llvm::StringRef callAt(flow::TermId X);
  llvm::StringRef calleeAt(ir::ValueId Site);
  /// The function whose result a value is, where its body is known; "" if none.
  llvm::StringRef calledFor(flow::TermId X);
  /// Whether the one lives who is said to hold it. Who that is, nothing but the
  /// caller may know.
  void liveness(Guard &G, flow::TermId X, llvm::StringRef Name, int64_t Lives);
  /// What gives this process's own number, if something made of that is
  /// compared with what the thing is called: other processes name theirs
  /// otherwise. "" if not.
  llvm::StringRef ownNumber(llvm::ArrayRef<flow::TermId> Compared);
  /// Whether the atom holds if a comparison of texts found them equal: true of
  /// a yes or no, zero of an order or a place.
  bool holdsForEqual(flow::TermId Call) const;
  void call(flow::TermId X, llvm::StringRef Callee, unsigned Depth, Guard &G);
  /// Whether the answer comes from the kernel's tables of what is open, bound,
  /// locked or alive.
  bool asksKernel(flow::TermId X);
  /// Whether the thing comes out of what the call was given.
  bool isHolder(flow::TermId Call);
  /// Through accessors only: what else a call was given is not asked.
  void accessed(flow::TermId X, unsigned Depth, Guard &G);

  flow::FunctionFlow &W;
  Vocabulary &V;
  flow::TermTable &T;
  flow::MarkSet Seen; // by look
  const Thing &R;
  ir::CmpOp Op = ir::CmpOp::Ne;
  std::optional<int64_t> Against;
  flow::NameId Spelled = 0;
  bool Holds = true;
  bool InCall = false; // below an operand of a call
};

} // namespace tocsin::cleanup

#endif // TOCSIN_CHECKS_CLEANUP_GUARDREADER_H
