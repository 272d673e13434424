//===- Facts.h - What terms of the cleanup checks speak of ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers about terms: which value is a time and whose, which thing an operand
// denotes, which atoms a condition is made of. Judges nothing.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_CLEANUP_FACTS_H
#define TOCSIN_CHECKS_CLEANUP_FACTS_H

#include "Flow/FunctionFlow.h"
#include "Link/Program.h"
#include "checks/cleanup/Usage.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

namespace tocsin::cleanup {

/// What is known of a record's field, over all units.
struct FieldFact {
  bool Known = false;
  std::optional<model::Property> Says; // of a file, by the models
  bool Time = false;     // of a type that holds a point in time or a duration
  bool Stamp = false;    // somebody stores a reading of a clock in it
  bool Ticks = false;    // ... or of a number that only ever counts up
  bool Enum = false;     //
  bool Pointer = false;  //
  flow::NameId To = 0;   // the record that the pointer leads to
  bool Truth = false;    // bool
  bool Number = false;   // an integer
  bool Unsigned = false; // an unsigned integer
  bool Narrow = false;   // a character, or several
  bool Atomic = false;   //
  unsigned Beside = 0;   // fields of the record
  const FieldUse *Use = nullptr; // how others change it; may be null
};

/// Types and words of one program, looked up once.
class Vocabulary {
public:
  explicit Vocabulary(link::Program &P) : P(P), Uses(P) {}

  model::WordClasses words(flow::FunctionFlow &W, flow::NameId N);
  model::WordClasses words(llvm::StringRef Name) const;
  FieldFact field(flow::FunctionFlow &W, flow::NameId Owner,
                  flow::NameId Field);
  bool isTime(const ir::Unit &U, ir::TypeId T) const;
  Usage &usage() { return Uses; }
  /// Whether the function sorts something, or one that it calls does.
  bool sorts(flow::ProgFunc F, unsigned Levels);
  /// The field that a time was read from, or the member that is a table of such
  /// times; {0, 0} if no reading of a clock is known to be kept there.
  std::pair<flow::NameId, flow::NameId> keptIn(flow::FunctionFlow &W,
                                               flow::TermId Time);
  bool isCachedClock(uint32_t Global) const { return P.cachedClock(Global); }

private:
  link::Program &P;
  Usage Uses;
  llvm::DenseMap<flow::NameId, model::WordClasses> Words;
  mutable llvm::StringMap<model::WordClasses> Spelled;
  llvm::DenseMap<std::pair<flow::NameId, flow::NameId>, FieldFact> Fields;
  /// Record name to where it is described.
  llvm::StringMap<std::pair<uint32_t, uint32_t>> Records;
  bool Indexed = false;
  llvm::DenseMap<std::pair<flow::ProgFunc, unsigned>, bool> Sorters;
};

/// The words that make a value a time.
constexpr model::WordClasses TimeWords =
    bit(model::WordClass::Birth) | bit(model::WordClass::AccessTime) |
    bit(model::WordClass::Lease) | bit(model::WordClass::Age) |
    bit(model::WordClass::Generation) | bit(model::WordClass::Dead);

/// A time that takes part in a comparison.
struct TimeLeaf {
  flow::TermId X = 0;
  flow::TermId Of = 0; // the object, call or path whose time it is; 0: unknown
  flow::EventId By = flow::NoEvent; // the event that looked it up
  model::WordClasses Words = 0;
  model::Traits Clock = 0; // of a reading of a clock: wall, monotonic
  bool Now = false;        // a reading of a clock
  bool Typed = false;      // by type or source, not by name alone
  bool Unsigned = false;
  bool Ticks = false; // in turns of the program, not by a clock
  int Sign = 1;       // on the left side of `... < 0`
  std::string Name;   // as the source spells it
};

/// `Left - Right < 0` (or > 0, == 0) as the leaves on both sides.
struct Comparison {
  int Order = 0; // the sum of leaves is negative (-1), positive (1), equal (0)
  bool Equality = false;
  bool Differs = false;    // ... which does not hold
  bool Difference = false; // times are subtracted before they are compared
  bool Literal = true;     // besides its times, only constants
  bool Known = true;       // no part is sometimes a time, sometimes unknown
  bool Current = false;    // a number that is called the current or live one
  llvm::SmallVector<TimeLeaf, 4> Leaves;
};

/// Reads an atom as a comparison; null if it is not one or has no time in it.
const Comparison *readComparison(flow::FunctionFlow &W, Vocabulary &V,
                                 flow::Literal L);

/// Where the function itself compares, if it does; else no valid place.
flow::SourceAt comparedAt(flow::FunctionFlow &W, flow::TermId Cond);

/// Times that a value is made of. `Any`: a field under any name is taken for a
/// time, as what is compared with a reading of a clock must be one.
void readTimes(flow::FunctionFlow &W, Vocabulary &V, flow::TermId X, int Sign,
               Comparison &Into, bool Any = false);

/// The conjunctions of atoms under which all of `All` holds; at most
/// MaxConjunctions, what lies beyond stays one atom.
constexpr size_t MaxConjunctions = 32;
using Conjunction = llvm::SmallVector<flow::Literal, 8>;
std::vector<Conjunction> disjuncts(flow::FunctionFlow &W,
                                   llvm::ArrayRef<flow::Literal> All);

/// Whether an atom of one of these conditions may be an age. Cheaper than
/// taking them apart into conjunctions, and most conditions speak of no time.
bool comparesTimes(flow::FunctionFlow &W, Vocabulary &V,
                   llvm::ArrayRef<flow::Literal> All);
/// The atoms of a condition that may be ages, whichever way they go. Valid
/// until the next question.
llvm::ArrayRef<flow::TermId> timedAtoms(flow::FunctionFlow &W, Vocabulary &V,
                                        flow::TermId Cond);

/// The leaves that tell one thing from others of its kind.
struct Selectors {
  llvm::SmallVector<flow::TermId, 4> Own;   // elements, results, unknown values
  llvm::SmallVector<flow::TermId, 4> Roots; // parameters, this, globals
};
Selectors selectors(flow::FunctionFlow &W, flow::TermId X);

/// Terms, each once, in the order in which they were met.
class TermSet {
public:
  explicit TermSet(size_t Terms) : In(Terms) {}
  bool insert(flow::TermId X) {
    if (X >= In.size())
      In.resize(X + 1);
    if (In.test(X))
      return false;
    In.set(X);
    Met.push_back(X);
    return true;
  }
  bool contains(flow::TermId X) const { return X < In.size() && In.test(X); }
  size_t size() const { return Met.size(); }
  auto begin() const { return Met.begin(); }
  auto end() const { return Met.end(); }

private:
  std::vector<flow::TermId> Met;
  llvm::BitVector In;
};

/// Everything that `X` is computed from by data, not by which way was taken;
/// the operands of calls included. Valid until the next question.
const TermSet &closure(flow::FunctionFlow &W, flow::TermId X);

/// Whether `X` belongs to the thing: the same element, the same object, the
/// same name, or something found by its key.
bool belongs(flow::FunctionFlow &W, flow::TermId X, const Selectors &Thing);

/// Qualified name of the function whose call made an unknown value here; ""
/// if that is not what it is.
llvm::StringRef calleeOf(flow::FunctionFlow &W, flow::TermId Opaque);
/// The function that an operand is: a lambda, a name, a wrapper made of one; ~0
/// if it is none.
flow::ProgFunc functionOf(flow::ProgramView &P,
                          const flow::ProgramView::Body &B, ir::ValueId V,
                          unsigned Depth = 0);
/// A value as the source would put it.
std::string spell(flow::FunctionFlow &W, flow::TermId X, unsigned Depth = 0);

} // namespace tocsin::cleanup

#endif // TOCSIN_CHECKS_CLEANUP_FACTS_H
