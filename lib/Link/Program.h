//===- Program.h - Units joined into one program --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Joins what the units saw: equal symbols become one entity, each function
// gets one body, the call graph is built, and functions are analysed callees
// first so that summaries are there when callers ask. The result does not
// depend on the order of the units, nor on a unit being given twice.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LINK_PROGRAM_H
#define TOCSIN_LINK_PROGRAM_H

#include "Flow/FunctionFlow.h"
#include "Flow/ProgramView.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tocsin::link {

class Program final : public flow::ProgramView {
public:
  /// The units and the models must outlive the program.
  Program(llvm::ArrayRef<const ir::Unit *> Units, const model::Model &Models);

  struct Counts {
    uint64_t Functions = 0; // with a body
    uint64_t Analysed = 0;  // by the flow engine
    uint64_t GaveUp = 0;    // budget ran out: treated as unknown
    uint64_t Events = 0;
  };

  /// Analyses every function from which a modelled event can be reached, and
  /// the small functions that these call, callees first. `Visit` sees each
  /// finished analysis once; it is gone when Visit returns.
  Counts analyse(llvm::function_ref<void(flow::FunctionFlow &)> Visit);

  /// Follows loads and stores as well; to be called before analyse(). Nothing
  /// happens for a program that knows no lock, atomic object or thread.
  void followMemory();

  size_t functionCount() const { return Functions.size(); }
  bool isDefined(flow::ProgFunc F) const { return Functions[F].Defined; }
  /// Whether the flow engine has seen the function's calls.
  bool isAnalysed(flow::ProgFunc F) const { return Functions[F].Done; }
  /// Functions that the body calls, virtual ones with their overriders.
  llvm::ArrayRef<flow::ProgFunc> callees(flow::ProgFunc F) const {
    return Functions[F].Callees;
  }
  /// Whether the function's address is taken for a call that is not seen.
  bool addressTaken(flow::ProgFunc F) const { return Functions[F].Mentions; }
  /// Whether only functions that no body and no row tells of are given the
  /// address, as a library's `register_callback`.
  bool isRegistered(flow::ProgFunc F) const {
    return Functions[F].Mentions &&
           Functions[F].Handed == Functions[F].Mentions;
  }

  llvm::ArrayRef<const model::Row *>
  callbackRows(flow::ProgFunc F) const override {
    return Functions[F].CallbackRows;
  }
  unsigned callSites(flow::ProgFunc F) const override {
    return Functions[F].Calls;
  }
  /// The identity of a function, for fingerprints.
  llvm::StringRef usr(flow::ProgFunc F) const;
  llvm::StringRef qualifiedName(flow::ProgFunc F) const;
  size_t unitCount() const { return Units.size(); }
  /// Whether the unit changes the identity that files are accessed with, or
  /// gives files to others. Asked per unit: one compile database often holds
  /// many programs.
  bool changesPrivileges(uint32_t Unit) const { return Privileges[Unit]; }

  /// The program that the unit is a part of, as far as targets and calls
  /// between them tell programs apart.
  unsigned partOf(uint32_t Unit) const { return PartOf[Unit]; }

  /// Whether threads of the program can meet: it starts some or takes locks,
  /// or it is a library of which that is not known. Known once analyse() runs.
  bool concurrent() const { return Threads || !HasMain; }

  // ProgramView.
  const model::Model &models() const override { return Models; }
  flow::Names &names() override { return Pool; }
  const ir::Unit &unit(uint32_t Unit) const override { return *Units[Unit]; }
  flow::NameId name(uint32_t Unit, ir::StrId S) override;
  flow::ProgFunc function(uint32_t Unit, ir::FuncId F) override {
    return FunctionOf[Unit][F];
  }
  uint32_t global(uint32_t Unit, ir::GlobalId G) override {
    return GlobalOf[Unit][G];
  }
  Body body(flow::ProgFunc F) const override {
    return {Functions[F].Unit,
            &Units[Functions[F].Unit]->Functions[Functions[F].Index]};
  }
  llvm::ArrayRef<const model::Row *> rows(flow::ProgFunc F) override;
  const flow::Summary *summary(flow::ProgFunc F) override;
  llvm::ArrayRef<flow::ProgFunc> overriders(flow::ProgFunc F) override {
    return Functions[F].Overriders;
  }
  std::optional<llvm::StringRef> constantText(const flow::TermTable &T,
                                              flow::TermId Address) override;
  bool returns(flow::ProgFunc F) override;
  std::optional<flow::ProgFunc> calledThrough(uint32_t Unit,
                                              const ir::Function &F,
                                              ir::ValueId Pointer) override;
  bool tracksMemory() const override { return Memory; }
  bool tracksField(flow::NameId Field, flow::NameId Owner) const override {
    return Fields.count({Field, Owner}) != 0;
  }
  bool tracksGlobal(uint32_t Global) const override {
    return Global < Globals.size() && Globals.test(Global);
  }
  /// A unit that knows the global, and its number there.
  std::pair<uint32_t, ir::GlobalId> globalAt(uint32_t Global) const {
    return GlobalHome[Global];
  }
  /// A field that readings of clocks are stored in.
  struct Stamp {
    enum : uint8_t { Wall = 1, Monotonic = 2, Other = 4 };
    uint8_t From = 0;    // clocks
    bool Ahead = false;  // some of them after adding something
    unsigned Stores = 0; // instructions that do it
    flow::SourceAt At;
    llvm::SmallVector<flow::ProgFunc, 2> By; // functions that do it
  };
  const Stamp *stamp(flow::NameId Owner, flow::NameId Field) const {
    auto It = Stamps.find({Owner, Field});
    return It == Stamps.end() ? nullptr : &It->second;
  }
  /// Clocks whose readings somebody keeps in a global: a cached clock, or when
  /// something was done last. A set of Stamp kinds.
  uint8_t cachedClock(uint32_t Global) const { return Cached.lookup(Global); }
  void cacheClock(uint32_t Global, uint8_t Clocks) { Cached[Global] |= Clocks; }
  size_t cachedClocks() const { return Cached.size(); }
  /// Clocks whose readings a function is handed in a parameter.
  uint8_t handedClock(flow::ProgFunc F, uint32_t Param) const {
    return Handed.lookup({F, Param});
  }
  std::optional<CellKey> madeLock(CellKey Cell) const override {
    auto It = MadeLocks.find(Cell);
    return It == MadeLocks.end() ? std::nullopt : std::optional(It->second);
  }
  bool isCountedDown(CellKey Flag) const override {
    return Semaphores.contains(Flag);
  }
  bool takesMadeLocks(flow::ProgFunc F) const override {
    return F < Takers.size() && Takers.test(F);
  }
  bool followsEnds(flow::ProgFunc F) const override {
    return F < Ends.size() && Ends.test(F);
  }

private:
  struct Entry {
    uint32_t Unit = 0;
    ir::FuncId Index = 0;
    bool Defined = false;
    bool RowsKnown = false;
    bool Done = false;    // analysed, or tried
    bool Running = false; // being analysed now
    bool Unasked = false; // analysed, but not summarised: see summary()
    bool Named = false;   // as a value: may be called by pointer
    bool InVain = false;  // has asked for a summary that was not there
    uint8_t Returns = 2;  // 0 no, 1 yes, 2 not asked, 3 being asked
    unsigned Calls = 0;
    unsigned Mentions = 0; // places where the address is taken
    unsigned Handed = 0;   // to a function of a library, of them
    unsigned Awaiting = 0; // callers that are still to be analysed
    llvm::SmallVector<const model::Row *, 2> Rows;
    llvm::SmallVector<const model::Row *, 1> CallbackRows;
    llvm::SmallVector<flow::ProgFunc, 2> Overriders;
    llvm::SmallVector<flow::ProgFunc, 4> Callees;
    std::unique_ptr<flow::Summary> Sum;
    bool TouchesMemory = false; // writes what others may read, or locks
  };

  void joinFunctions();
  uint32_t nearest(llvm::ArrayRef<uint32_t> Candidates, uint32_t Whose) const;
  bool areTwins(llvm::ArrayRef<uint32_t> A, llvm::ArrayRef<uint32_t> B) const;
  void findTargets();
  void findParts(llvm::ArrayRef<std::pair<unsigned, unsigned>> Calls);
  std::string placeOf(uint32_t Unit, const ir::Loc &At) const;
  void joinGlobals();
  void buildCallGraph();
  void noteWrites(flow::ProgFunc F, const ir::Function &X);
  void noteCell(uint32_t Unit, const ir::Place &Place);
  bool isFigure(const ir::Unit &U, ir::TypeId Address);
  bool describedByRows(flow::ProgFunc F);
  void handOnCallbacks();
  void noteCallback(flow::ProgFunc Caller, const ir::Instr &Call,
                    flow::ProgFunc Callee);
  std::vector<flow::ProgFunc> carriers();
  /// Functions in which an age may decide the end of something, and those that
  /// help them to it (Ends.cpp).
  llvm::BitVector findEnds();
  /// Fields that hold readings of clocks (Stamps.cpp).
  void findStamps();
  /// Locks made from a condition variable (MadeLocks.cpp).
  void findMadeLocks();
  const model::Row *inferredEnd(flow::ProgFunc F) const;
  const model::Row *inferredLock(flow::ProgFunc F);
  void makeLockRows();
  std::string lockFamily(const ir::Unit &U, const ir::Function &X) const;
  unsigned lockSide(const ir::Unit &U, const ir::Function &X) const;
  /// Threads and pools that only their names tell of (OwnThreads.cpp).
  const model::Row *inferredThread(flow::ProgFunc F);
  bool active(flow::ProgFunc F);
  std::string pathKey(uint32_t Unit, const ir::Function &F, const ir::Place &P);
  void collectTexts();
  std::string fieldKey(uint32_t Unit, const ir::Place &P);
  static std::string paramKey(flow::ProgFunc F, uint32_t Param);
  void
  findHanded(uint32_t Unit,
             llvm::function_ref<void(const std::string &, flow::ProgFunc)> Put);
  void findPointers();
  void findOwnStores();
  bool reachesStore(flow::ProgFunc F, unsigned Depth);
  void run(flow::ProgFunc F);
  void summariseLater(flow::ProgFunc F);
  void release(flow::ProgFunc Caller);
  bool isObject(flow::ProgFunc F) const;

  llvm::SmallVector<const ir::Unit *, 0> Units;
  const model::Model &Models;
  flow::Names Pool;
  std::vector<Entry> Functions;
  std::vector<std::vector<flow::ProgFunc>> FunctionOf;
  std::vector<std::vector<uint32_t>> GlobalOf;
  std::vector<std::vector<flow::NameId>> NameOf;
  std::vector<bool> Privileges;
  bool Memory = false;
  llvm::DenseSet<std::pair<flow::NameId, flow::NameId>> Fields; // written
  llvm::BitVector Globals;                                      // likewise
  std::vector<std::pair<uint32_t, ir::GlobalId>> GlobalHome;
  std::vector<unsigned> TargetOf, PartOf; // by unit
  bool Threads = false, HasMain = false;
  std::vector<std::unique_ptr<model::Row>> OwnRows;
  std::vector<std::unique_ptr<model::Row>> InferredRows; // by names alone
  llvm::StringMap<llvm::SmallVector<const model::Row *, 2>> OwnByName;
  llvm::StringMap<std::pair<uint32_t, llvm::StringRef>> Texts; // by path
  bool TextsKnown = false;
  llvm::StringMap<flow::ProgFunc>
      Pointers; // by path or field, see Pointers.cpp
  llvm::BitVector Ends;
  llvm::DenseMap<std::pair<flow::NameId, flow::NameId>, Stamp> Stamps;
  llvm::DenseMap<std::pair<flow::ProgFunc, uint32_t>, uint8_t> Handed;
  llvm::DenseMap<uint32_t, uint8_t> Cached;   // by global
  llvm::DenseMap<CellKey, CellKey> MadeLocks; // a flag or count to its flag
  llvm::DenseSet<CellKey> Semaphores;         // those that are counted down
  llvm::BitVector Takers;                     // functions that take them
  model::Row LockRows[2][3]; // of this, of an argument: takes, gives, asserts
  std::optional<llvm::StringMap<unsigned>> LockPairs;
  model::Row EndsThis, EndsArgument; // of functions known by name only
  Counts Count;
  flow::ProgFunc Running = ~0u;
  /// Who asked for whose summary in vain.
  llvm::SmallVector<std::pair<flow::ProgFunc, flow::ProgFunc>, 0> Missed;
  unsigned Depth = 0; // of helpers analysed on request
  llvm::function_ref<void(flow::FunctionFlow &)> Visit;
};

} // namespace tocsin::link

#endif // TOCSIN_LINK_PROGRAM_H
