//===- ProgramView.h - What the flow engine asks of the program -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one door through which a function's analysis sees other functions. Link
// implements it over all units; unit tests over a single one.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_PROGRAMVIEW_H
#define TOCSIN_FLOW_PROGRAMVIEW_H

#include "Flow/Event.h"
#include "Flow/Term.h"
#include "IR/Unit.h"
#include "Model/Model.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace tocsin::flow {

class ProgramView {
public:
  virtual ~ProgramView();

  virtual const model::Model &models() const = 0;
  virtual Names &names() = 0;
  virtual const ir::Unit &unit(uint32_t Unit) const = 0;

  /// The program's name of a unit's string, function, global.
  virtual NameId name(uint32_t Unit, ir::StrId S) = 0;
  virtual ProgFunc function(uint32_t Unit, ir::FuncId F) = 0;
  virtual uint32_t global(uint32_t Unit, ir::GlobalId G) = 0;

  /// What the constants of this spelling (`EEXIST`, `S_IFDIR,__S_IFDIR`) speak
  /// of.
  model::Properties propertiesNamed(NameId Spelling);

  /// The body chosen for a function, or its declaration in some unit.
  struct Body {
    uint32_t Unit = 0;
    const ir::Function *F = nullptr;
  };
  virtual Body body(ProgFunc F) const = 0;

  /// Model rows of a function; empty for the program's own.
  virtual llvm::ArrayRef<const model::Row *> rows(ProgFunc F) = 0;
  /// Summary of a function whose body is known; null if it is not, or if it is
  /// being computed now (recursion), or has nothing to say.
  virtual const Summary *summary(ProgFunc F) = 0;
  /// Functions that a virtual call may reach, the declared one's own body among
  /// them; empty if too many or unknown.
  virtual llvm::ArrayRef<ProgFunc> overriders(ProgFunc F) = 0;
  /// Rows of the functions that this one is handed to as a callback.
  virtual llvm::ArrayRef<const model::Row *> callbackRows(ProgFunc F) const {
    return {};
  }
  /// The text that stands at an address with static storage and is never
  /// changed: a literal, an entry of a constant table.
  virtual std::optional<llvm::StringRef> constantText(const TermTable &T,
                                                      TermId Address) {
    return std::nullopt;
  }
  /// The function that a pointer read from memory holds, where the program puts
  /// only one there.
  virtual std::optional<ProgFunc>
  calledThrough(uint32_t Unit, const ir::Function &F, ir::ValueId Pointer) {
    return std::nullopt;
  }
  /// Number of direct calls to it in the whole program.
  virtual unsigned callSites(ProgFunc F) const = 0;
  /// Whether loads and stores of memory that others may touch are followed at
  /// all, and whether a field or global is written anywhere after its object
  /// was made; what is not has no windows.
  virtual bool tracksMemory() const { return false; }
  virtual bool tracksField(NameId Field, NameId Owner) const { return false; }
  virtual bool tracksGlobal(uint32_t Global) const { return false; }
  /// A field (owner and name) or a global (~0 and its number).
  using CellKey = std::pair<NameId, NameId>;
  /// The flag of the lock that a cell belongs to, where the program makes one
  /// of a condition variable: a flag that is waited for and then set, or the
  /// count of its readers. Whether a function takes such locks: elsewhere they
  /// are only given back.
  virtual std::optional<CellKey> madeLock(CellKey Cell) const {
    return std::nullopt;
  }
  /// Whether that flag is clear while the lock is held: a semaphore's count.
  virtual bool isCountedDown(CellKey Flag) const { return false; }
  virtual bool takesMadeLocks(ProgFunc F) const { return false; }
  /// Whether it matters what the function destroys and hands on; in most it
  /// does not, and everything is freed sooner or later.
  virtual bool followsEnds(ProgFunc F) const { return true; }
  /// False if no call of it ever comes back.
  virtual bool returns(ProgFunc F) = 0;

  /// An empty table for the terms of a function, and its return. To let each
  /// function's table grow anew costs more than to clear one.
  TermTable takeTerms() {
    return Tables.empty() ? TermTable() : Tables.pop_back_val();
  }
  void returnTerms(TermTable T) {
    T.clear();
    Tables.push_back(std::move(T));
  }

private:
  llvm::DenseMap<NameId, model::Properties> Named;
  llvm::SmallVector<TermTable, 0> Tables;
};

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_PROGRAMVIEW_H
