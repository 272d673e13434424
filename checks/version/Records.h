//===- Records.h - What a function does with the records of stores --------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Events of stores as reads and writes of records: calls with a key, commands
// whose text says what they do, SQL statements with their parameters. What the
// family's checks share: which record, what a value is made of, what protects.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_VERSION_RECORDS_H
#define TOCSIN_CHECKS_VERSION_RECORDS_H

#include "Flow/TextShape.h"
#include "Link/Program.h"
#include "Support/Sql.h"
#include "Window/Window.h"
#include "llvm/ADT/StringMap.h"

namespace tocsin::version {

enum class Act : uint8_t { Read, Write, Create, Delete, Atomic, Commit };

/// An SQL statement with the values of its inputs.
struct Bound {
  sql::Statement Text;
  llvm::SmallVector<flow::TermId, 4> Holes;
  llvm::SmallVector<flow::TermId, 4> Positions; // from 1
  llvm::StringMap<flow::TermId> Names;
  std::vector<std::string> Order; // of names in the text
  flow::TermId operator[](const sql::Input &I) const;
};

struct Op {
  flow::EventId E = flow::NoEvent;
  Act Is = Act::Read;
  model::Scope Reach = model::Scope::Unknown;
  flow::TermId Store = 0, Txn = 0, Key = 0;
  flow::TermId Value = 0, Token = 0, Expected = 0;
  bool Weak = false;          // a read that a transaction does not track
  bool Asked = false;         // a condition was put into its request
  std::shared_ptr<Bound> Sql; // if it is a statement
};

/// Prepared statements that outlive the function which made them: kept in a
/// field, or known to the connection by a name (Statements.cpp).
class Statements {
public:
  struct Prepared {
    std::string Text; // "" if there are several
    const model::Row *By = nullptr;
  };
  /// Takes up what the function prepares and leaves behind.
  void note(flow::FunctionFlow &W);
  /// The statement that a handle stands for, if everybody who prepares it uses
  /// the same text.
  const Prepared *find(const flow::TermTable &T, flow::TermId Handle,
                       const flow::Names &N) const;

private:
  void keep(const std::string &Key, std::string Text, const model::Row *By);
  llvm::StringMap<Prepared> Known; // by "Record::field" or "'name"
};

class Records {
public:
  Records(flow::FunctionFlow &W, const link::Program &P,
          Statements *Known = nullptr);

  flow::FunctionFlow &flow() { return W; }
  const link::Program &program() const { return P; }
  llvm::ArrayRef<Op> ops() const { return Ops; }
  bool empty() const { return Ops.empty(); }

  /// Reads of the record that `Act` writes which may have happened before it
  /// and still mean the same, the nearest first.
  llvm::SmallVector<const Op *, 4> readsBefore(const Op &Act);

  /// Whether both speak of one record of one store.
  bool sameRecord(const Op &R, const Op &A);
  bool sameStore(const Op &R, const Op &A);

  /// Whether `X` is computed from what `R` read; not merely chosen by it.
  /// Made of literals alone.
  bool isConstant(flow::TermId X) {
    return X && !W.terms().any(X, [&](flow::TermId Y) {
      flow::TermKind K = W.terms().kind(Y);
      return K != flow::TermKind::Str && K != flow::TermKind::Int &&
             K != flow::TermKind::Pure && K != flow::TermKind::Text;
    });
  }
  bool carries(flow::TermId X, const Op &R);
  /// Whether `X` comes from the token that `R` read.
  bool isToken(flow::TermId X, const Op &R);
  /// Visits what `X` is computed from, as carries() sees it.
  void data(flow::TermId X, llvm::function_ref<bool(flow::TermId)> Visit);

  /// Whether the written value, or a column of it, comes from the read.
  bool writesBack(const Op &R, const Op &A);

  /// Whether the written value is what was read, as it was.
  bool unchanged(const Op &R, const Op &A);

  /// What keeps the record still from `R` to `A`.
  enum class Guard : uint8_t {
    None,
    Sound,     // lock or transaction over both
    LocalLock, // a lock that others who write do not know
    OtherTxn,  // read in one transaction, written in another
    WeakTxn,   // one transaction that does not notice
  };
  Guard guard(const Op &R, const Op &A);

  /// The values that `X` may have when the event happens, as far as branches
  /// tell: the leaves of nested choices that the event's conditions leave open.
  llvm::SmallVector<flow::TermId, 4> possibilities(flow::TermId X,
                                                   flow::EventId At);
  /// Whether a value switches the store's check off.
  bool isNoCheck(const Op &A, flow::TermId X);

  /// The SQL condition of `A` that compares with what was read, or with a
  /// version: it makes the statement conditional.
  const sql::Condition *versionCondition(const Op *R, const Op &A);

  /// Whether a text that begins with one of the words has a part in `X`.
  bool names(flow::TermId X, llvm::ArrayRef<std::string> Words);

  /// ... as far as the conditions of an event leave it open.
  bool mayName(flow::TermId X, llvm::ArrayRef<std::string> Words,
               flow::EventId At);

  /// Whether somebody asks if the write was refused for being too late.
  bool asksConflict(const Op &A);

private:
  void command(flow::EventId E);
  void sent(flow::EventId E);
  void statements(flow::EventId E, flow::EventId Prepared);
  void statement(flow::EventId E, const flow::TextShape &Shape,
                 const model::Row &By, flow::TermId Store, flow::TermId Txn);
  void bindings(flow::EventId E, Bound &B);
  flow::EventId preparedFor(flow::EventId E);
  void call(flow::EventId E);
  void request(Op &O);
  bool changedInPlace(const Op &R, const Op &A);
  Guard locked(const Op &R, const Op &A);
  bool oneTransaction(const Op &R, const Op &A);
  bool begun(flow::TermId Txn);
  std::optional<bool> sameKeys(const Op &R, const Op &A);
  bool equal(flow::TermId A, flow::TermId B, unsigned Depth = 0);
  bool equal(const Op &R, const sql::Value &X, const Op &A,
             const sql::Value &Y);

  flow::FunctionFlow &W;
  const link::Program &P;
  flow::TermTable &T;
  std::vector<Op> Ops;
};

/// Whether a column's name says that it names a row.
bool isKeyName(llvm::StringRef Column);

/// Whether the outcome of an event is looked at: here, by a callee, or by
/// whoever gets the result.
bool outcomeSeen(flow::FunctionFlow &W, flow::EventId E);

} // namespace tocsin::version

#endif // TOCSIN_CHECKS_VERSION_RECORDS_H
