//===- Survey.h - What the whole program says about users -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts about a program beyond the function at hand: are there other threads,
// does somebody refresh the time of what he uses, who else touches a field. One
// pass over the instructions, made when the first question comes.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_CLEANUP_SURVEY_H
#define TOCSIN_CHECKS_CLEANUP_SURVEY_H

#include "checks/cleanup/Facts.h"
#include <map>
#include <set>

namespace tocsin::cleanup {

class Survey {
public:
  Survey(link::Program &P, Vocabulary &V) : P(P), V(V) {}

  /// Whether the unit takes locks or starts threads.
  bool threads(uint32_t Unit) {
    run();
    return Units[Unit].Threads;
  }
  /// Whether the unit sets the times of files that it uses.
  bool refreshes(uint32_t Unit) {
    run();
    return Units[Unit].Refreshes;
  }
  /// Whether the unit starts processes of its own.
  bool forks(uint32_t Unit) {
    run();
    return Units[Unit].Forks;
  }

  /// Whether the function takes a lock itself.
  bool locks(flow::ProgFunc F) const;
  /// Whether nobody but the unit can call the function, and all that call it,
  /// or put it where it is called from, take a lock themselves.
  bool isUnderLock(flow::ProgFunc F, unsigned Depth = 0);

  /// Whether the function is the destructor of a class that makes temporary
  /// files or directories itself.
  bool endsItsOwn(flow::ProgFunc F);

  /// Whether what goes is memory that the function which frees it has made.
  bool endsWhatItMade(const flow::Event &Act);

  /// A member or global: record and field, or ~0 and its number.
  using Place = std::pair<uint32_t, uint32_t>;
  /// Whether something may be put into a member or global of the program, or
  /// into this one. A yes means little: calls are followed, values are not.
  bool fills() {
    run();
    return !Filled.empty();
  }
  bool fills(Place X) const { return Filled.count(X); }

  /// Whether what the act throws out is shared by shared pointers, or owned by
  /// the container alone and handed out to others.
  bool shares(flow::FunctionFlow &W, const flow::Event &Act);
  bool owns(flow::FunctionFlow &W, const flow::Event &Act);

  /// Whether nobody can hold an object of this record beyond the lock under
  /// which he found it: no function gives a pointer to one back or is given
  /// one from outside, and only one other record leads to them.
  bool keptInside(flow::NameId Record);

  /// Another function that reads or writes a field of this record, if it is
  /// not the one that asks: the likely user.
  std::optional<flow::SourceAt> userOf(flow::NameId Owner, flow::ProgFunc Not,
                                       std::string &Name);

  /// Whether a function other than this one looks at the field.
  bool isReadElsewhere(flow::NameId Owner, flow::NameId Field,
                       flow::ProgFunc Not) {
    run();
    return llvm::any_of(Readers.lookup({Owner, Field}),
                        [&](flow::ProgFunc F) { return F != Not; });
  }

private:
  struct UnitFacts {
    bool Threads = false, Refreshes = false, Forks = false;
  };
  struct Use {
    flow::ProgFunc F = 0;
    flow::SourceAt At;
  };
  void run();
  void findFilled();
  bool wraps(flow::FunctionFlow &W, const flow::Event &Act, model::WordClass C);

  link::Program &P;
  Vocabulary &V;
  bool Done = false;
  std::vector<UnitFacts> Units;
  std::map<flow::NameId, llvm::SmallVector<Use, 4>> Users; // by record
  /// By record and field, two functions that look at it, if there are as many.
  llvm::DenseMap<std::pair<flow::NameId, flow::NameId>,
                 llvm::SmallVector<flow::ProgFunc, 2>>
      Readers;
  llvm::DenseSet<flow::NameId> Makers; // records of temporary files
  std::set<Place> Filled;
  llvm::DenseMap<flow::NameId, bool> Inside;  // answers of keptInside
  llvm::DenseMap<flow::ProgFunc, bool> Under; // ... of isUnderLock
};

} // namespace tocsin::cleanup

#endif // TOCSIN_CHECKS_CLEANUP_SURVEY_H
