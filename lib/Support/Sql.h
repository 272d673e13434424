//===- Sql.h - What an SQL text does, as far as its words tell ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tokenizer and a clause scanner without dialect and without schema, for the
// statements that programs are made of: which table, which columns with which
// values, which conditions. Text comes in pieces, because programs build it:
// known characters, and holes where a value of the program goes. It never
// fails: what it does not understand is unknown.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_SUPPORT_SQL_H
#define TOCSIN_SUPPORT_SQL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace tocsin::sql {

struct Piece {
  std::string Text; // known characters, if Hole < 0
  int Hole = -1;    // number of a value of the program
};

/// A value that comes from outside the text.
struct Input {
  enum Kind : uint8_t { Hole, Position, Name } Is = Hole;
  int Number = 0;   // of the hole; of the placeholder, from 1
  std::string Word; // `:id`, `@id`
};

/// What stands on the right of a comparison or an assignment.
struct Value {
  enum Kind : uint8_t {
    Unknown,
    Constant, // Text
    Outside,  // computed from Inputs alone
    Self,     // computed from the column itself: c = c + ?
    Query,    // computed by the store: sub-select, other columns
  } Is = Unknown;
  std::string Text;
  llvm::SmallVector<Input, 2> Inputs;
  bool Plain = false; // nothing but one input
};

struct Condition {
  std::string Column; // lower case, without the table
  std::string Op;     // = <> < <= > >= is in like ...
  Value Right;
};

enum class Verb : uint8_t {
  Unknown,
  Select,
  Insert,
  Replace,
  Update,
  Delete,
  Merge,
  Begin,
  Commit,
  Rollback,
};

struct Statement {
  Verb Is = Verb::Unknown;
  std::string Table;                // the first; "" if unknown
  std::vector<std::string> Columns; // selected, or "*"
  std::vector<std::string> Words;   // all names in the selected expressions
  std::vector<std::pair<std::string, Value>> Sets; // UPDATE SET, INSERT
  std::vector<Condition> Where;                    // joined by AND
  /// WHERE as alternatives, each a conjunction, with what stands in brackets or
  /// in a sub-select of rows taken apart; comparisons of computed values are
  /// put as ones of their column. At most MaxWays; beyond, none.
  static constexpr size_t MaxWays = 16;
  std::vector<std::vector<Condition>> Ways;
  bool HasWhere = false;
  bool Alternatives = false; // an OR in WHERE: the conditions are not all
  bool Joined = false;       // more than one table
  bool ForUpdate = false;    // rows read are locked
  bool Conflict = false;     // ON CONFLICT, OR IGNORE, IF NOT EXISTS, ...
  bool Replaces = false;     // OR REPLACE, ON DUPLICATE KEY UPDATE
  bool Conditional = false;  // IF of CQL
  bool Returning = false;
  bool FromQuery = false; // INSERT ... SELECT
  bool Vague = false;     // a hole where structure should be

  const Value *set(llvm::StringRef Column) const;
  bool reads(llvm::StringRef Column) const;
};

/// The statements of a text. A text that is cut off gives what is there.
std::vector<Statement> parse(llvm::ArrayRef<Piece> Text);

/// A column whose name says that it counts changes of its row.
bool isVersionName(llvm::StringRef Name);

} // namespace tocsin::sql

#endif // TOCSIN_SUPPORT_SQL_H
