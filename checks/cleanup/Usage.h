//===- Usage.h - How users mark what they use -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A field that some functions raise and others lower is a count of users,
// whatever it is called; one that is set here and cleared there is a mark. One
// pass over the instructions of the whole program, without values.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_CLEANUP_USAGE_H
#define TOCSIN_CHECKS_CLEANUP_USAGE_H

#include "Link/Program.h"
#include <map>

namespace tocsin::cleanup {

/// Who changes a field, and how.
struct FieldUse {
  using Places =
      llvm::SmallVector<std::pair<flow::ProgFunc, flow::SourceAt>, 2>;
  Places Up, Down;     // by one
  Places Set, Cleared; // to a constant, to null

  /// Raised and lowered by others than the one that asks.
  bool counts(flow::ProgFunc Not) const {
    return others(Up, Not) && others(Down, Not);
  }
  /// Set and cleared by others than the one that asks.
  bool marks(flow::ProgFunc Not) const {
    return others(Set, Not) && others(Cleared, Not);
  }

private:
  static bool others(const Places &In, flow::ProgFunc Not) {
    return llvm::any_of(In, [&](auto &X) { return X.first != Not; });
  }
};

class Usage {
public:
  using Field = std::pair<flow::NameId, flow::NameId>; // record, field

  explicit Usage(link::Program &P) : P(P) {}

  /// Null if nobody changes it in such a way.
  const FieldUse *of(flow::NameId Owner, flow::NameId Name) {
    run();
    auto It = Fields.find({Owner, Name});
    return It == Fields.end() ? nullptr : &It->second;
  }

  /// Whether the field is only set from a number that another record counts up
  /// and nobody lowers or sets: a clock of the program's own.
  bool keepsTicks(flow::NameId Owner, flow::NameId Name);

  /// A field of the record that counts users; {0, null} if there is none.
  std::pair<flow::NameId, const FieldUse *> counterIn(flow::NameId Owner,
                                                      flow::ProgFunc Not);

  /// Whether a mark on a record of this kind that it is going, a field with
  /// whose name says so, is taken off again by others.
  bool unmarks(flow::NameId Owner, flow::ProgFunc Not);

  /// Whether who makes a record of this kind marks something else as going, and
  /// others take that mark off again.
  bool takesBack(flow::NameId Record, flow::ProgFunc Not);

private:
  void run();
  void visit(flow::ProgFunc F);
  void visitCalls(flow::ProgFunc F);

  link::Program &P;
  std::map<Field, FieldUse> Fields;
  /// The one field that a field is set from; {0, 0} if there are others.
  std::map<Field, Field> From;
  /// Fields that a function changes by what it is given in a parameter.
  std::map<std::pair<flow::ProgFunc, uint32_t>, Field> ByParam;
  bool Done = false;
};

} // namespace tocsin::cleanup

#endif // TOCSIN_CHECKS_CLEANUP_USAGE_H
