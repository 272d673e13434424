//===- FunctionFlow.h - The forward analysis of one function --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs one function to a fixpoint and keeps what the later stages ask for: the
// events with their operands, what was live before each, the condition of each
// branch, and what unknown values were computed from. Queries (Query.cpp) work
// on the finished analysis only.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_FUNCTIONFLOW_H
#define TOCSIN_FLOW_FUNCTIONFLOW_H

#include "Flow/Access.h"
#include "Flow/Event.h"
#include "Flow/Graph.h"
#include "Flow/Liveness.h"
#include "Flow/ProgramView.h"
#include "Flow/State.h"
#include "Flow/Term.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <optional>

namespace tocsin::flow {

/// A range of integers that a term may have, for deciding branches.
struct Interval {
  int64_t Low = INT64_MIN, High = INT64_MAX;
  bool empty() const { return Low > High; }
};

/// What a closure holds; its body is known where it is called.
struct ClosureValue {
  ProgFunc Body = ~0u;
  llvm::SmallVector<TermId, 4> Captures;
  llvm::SmallVector<TaintId, 4> Taints; // of what was captured
};

/// A call seen by the analysis, for policies that look at uses of a result.
struct CallSite {
  ir::ValueId Site = 0;
  ir::BlockId Block = 0;
  ProgFunc Callee = ~0u;
  llvm::SmallVector<TermId, 4> Args; // values passed; before them
                                     // the receiver and what it holds
  LockSetId Held = 0;
  uint64_t OwnArgs = 0; // arguments that lead to an object that nobody else
                        // knows; bit 63: the receiver
  uint64_t Started = 0; // see State
  bool Joined = false;
  bool Handlers = false;
};

/// What a family keeps about one function.
struct PolicyRoom {
  virtual ~PolicyRoom() = default;
};

class FunctionFlow {
public:
  /// Opaque terms of a call are numbered from here on if a summary made them.
  static constexpr uint32_t ImportedTag = 0x1000000;

  FunctionFlow(ProgramView &P, ProgFunc Self);
  ~FunctionFlow();

  /// Runs the analysis; false if the budget ran out (the result then holds
  /// nothing and callers treat the function as unknown).
  bool run();

  ProgFunc self() const { return Self; }
  uint32_t unitIndex() const { return UnitIndex; }
  const ir::Function &function() const { return F; }
  const ir::Unit &unit() const { return U; }
  const Graph &graph() const { return *G; }
  TermTable &terms() { return T; }
  ProgramView &program() { return P; }

  llvm::ArrayRef<Event> events() const { return Events; }
  const Event &event(EventId E) const { return Events[E]; }
  /// Events that may have happened before E with operands that still hold.
  llvm::ArrayRef<EventId> liveBefore(EventId E) const {
    return LiveAt[E].read();
  }
  llvm::ArrayRef<Protection> heldAt(EventId E) const { return HeldAt[E]; }
  /// Transactions that are open on every way to the event.
  llvm::ArrayRef<Protection> openAt(EventId E) const { return OpenAt[E]; }
  /// The acquisition of a held lock; null if it was taken by several, or held
  /// from the start.
  const Event *acquisition(const Protection &H) const {
    return H.By < Events.size() ? &Events[H.By] : nullptr;
  }
  llvm::ArrayRef<CallSite> calls() const { return Calls; }
  /// Indices into calls(): those with an argument that derives from the event.
  llvm::ArrayRef<unsigned> callsUsing(EventId E);
  /// Whether the event was seen on a reachable way.
  bool happens(EventId E) const { return Happens[E]; }

  /// Whether an unknown value was made inside a callee that is known.
  bool isImported(TermId Opaque) const { return T[Opaque].B >= ImportedTag; }
  /// ... by a call in there: the name of what was called; 0: not known.
  NameId makerOf(TermId Imported) const { return Makers.lookup(Imported); }
  /// Whether the function catches exceptions.
  bool catches() const;
  /// The value that an instruction made on its last run.
  TermId valueAt(ir::ValueId I) const {
    return I < Values.size() ? Values[I] : 0;
  }
  /// Whether the event was there when the function began: what its caller
  /// learned and hands over, as nftw does.
  bool isEntry(EventId E) const { return Events[E].Site >= F.Instrs.size(); }
  /// Where a store wrote, if not to a local; 0 else.
  TermId storedAt(ir::ValueId I) const { return StoredTo.lookup(I); }
  /// Condition that the block's branch tests, 0 if none.
  TermId condition(ir::BlockId B) const { return Conditions[B]; }
  /// What must hold for control to leave over an edge (switch edges give a
  /// comparison).
  Literal literal(BranchEdge E);
  /// Reads that the condition of a block's branch was made of.
  TaintId branchTaint(ir::BlockId B) const {
    return B < BranchTaints.size() ? BranchTaints[B] : 0;
  }
  /// Conditions that decide whether a block runs, transitively.
  llvm::ArrayRef<Literal> conditions(ir::BlockId B);
  /// ... and whether an event happens, with those inside callees.
  llvm::SmallVector<Literal, 4> eventConditions(EventId E);
  /// What must hold, all of it, for a block to run. Where several ways lead to
  /// it, what they do not share is one choice: conditions() loses that.
  llvm::SmallVector<Literal, 8> reasons(ir::BlockId B);
  /// ... and for an event, with what must hold inside callees.
  llvm::SmallVector<Literal, 8> eventReasons(EventId E);

  // Memory -------------------------------------------------------------------

  llvm::ArrayRef<Access> accesses() const { return Accesses; }
  const Access &access(AccessId A) const { return Accesses[A]; }
  const TaintTable &taints() const { return Taints; }
  TaintId returnTaint() const { return ReturnTaint; }
  LockSetTable &lockSets() { return LockSets; }
  /// Pointers that marks are put into; words that are locks by their value, and
  /// those that are given back.
  const llvm::DenseSet<TermId> &markedCells() const { return MarkedCells; }
  const llvm::DenseSet<TermId> &claimedCells() const { return ClaimedCells; }
  const llvm::DenseSet<TermId> &givenCells() const { return GivenCells; }
  /// Where a lock is let go, be it for a moment.
  struct LockBreak {
    TermId Lock = 0;
    ir::BlockId Block = 0;
    ir::ValueId Site = 0;
  };
  llvm::ArrayRef<LockBreak> breaks() const { return Breaks; }
  llvm::ArrayRef<Spawn> spawns() const { return Spawns; }
  /// Closures made here, with what they captured.
  const llvm::DenseMap<TermId, ClosureValue> &closures() const {
    return Closures;
  }
  /// Accesses that the branches which decide about a block read. `Soft` leaves
  /// out those whose other way ends the program (an assertion).
  TaintId controlTaint(ir::BlockId B, bool Soft = false);
  /// Whether a block has run wherever the other does, be it that a flag which
  /// decides about the other is only set so after it.
  bool comesBefore(ir::BlockId X, ir::BlockId Of);
  /// Whether a branch that decides about a block looks at both.
  bool comparedBefore(ir::BlockId B, AccessId X, AccessId Y) const;
  llvm::SmallVector<BranchEdge, 8> decidingEdges(ir::BlockId B) const;
  /// Whether such a branch compares what a cell held before with what it holds
  /// now, under one of the locks: a version.
  bool versionChecked(ir::BlockId B, LockSetId Held);
  /// Whether a branch asked, under a lock that is held since, for another cell
  /// that is set together with this one.
  bool partnerChecked(const Access &A);
  /// Whether the function has waited before the read until something shared
  /// showed an object of its own, and the act comes before that is changed: the
  /// first in a queue has what it may do to itself.
  bool hasTurn(const Access &Read, const Access &Act);
  /// Whether an access is an update by one, up or down, as `++` is.
  bool countsByOne(const Access &A) const;
  /// Whether the way that a value was chosen by depends on the access.
  bool choosesBy(TermId X, AccessId A);
  /// Whether the ways to the block are those on which a count of owners turned
  /// out not to be one.
  bool othersOwn(ir::BlockId B, AccessId Count);
  /// Whether all that the block needs of the count is whether it is one.
  bool asksForOne(ir::BlockId B, AccessId Count);
  /// Whether a branch, or unless `Tested` a result, depends on what was read.
  bool readDecides(AccessId A, bool Tested = false) const;
  /// Whether nothing but the access happens under its conditions: no other
  /// write that others may see, no call.
  bool isAlone(AccessId A, bool Returns = false);
  /// Whether a condition is only there to end the program where it fails.
  bool isAsserted(Literal L);
  /// Whether an address is one's own still: in a local, or in fresh memory.
  bool isOwn(TermId Address) const { return isOwn(S, Address); }
  /// ... or was made here, and perhaps handed on since.
  bool isMade(TermId Address) const {
    return FreshTerms.count(baseOf(Address)) != 0;
  }

  // Queries ------------------------------------------------------------------

  /// Terms that `X` is computed from, one level down: operands, what an
  /// unknown value came from, the values and conditions that meet in a Phi.
  llvm::ArrayRef<TermId> origins(TermId X);
  /// Calls `Visit` for `X` and everything it derives from, each once; stops
  /// going below a term if Visit returns false.
  void derivation(TermId X, llvm::function_ref<bool(TermId)> Visit);
  /// Events that `X` derives from. Remembered per term.
  const llvm::BitVector &sources(TermId X);
  bool derivesFrom(TermId X, EventId E) {
    const llvm::BitVector &B = sources(X);
    return E < B.size() && B.test(E);
  }

  /// Whether `X` is an expression over the event's own results, not merely
  /// something that they had a part in.
  bool speaksOf(TermId X, EventId E);

  /// Range of `X` if the event's call turned out as `Succeeded`.
  Interval range(TermId X, EventId E, bool Succeeded);
  /// Whether the literal can be true if the event's call turned out so.
  bool possible(Literal L, EventId E, bool Succeeded);

  /// A Phi as nested Selects over the conditions of its ways in; the Phi
  /// itself where a loop or too many ways forbid it.
  TermId gated(TermId Phi);

  /// Locals whose value at the end of the event's instruction is `Value`.
  llvm::StringRef localHolding(TermId Value, EventId At);

  struct FlagFacts {
    model::Deed Does = model::Deed::None;
    model::Properties What = 0;
    model::Traits Means = 0;
  };
  /// What rows make of flags, where one argument decides.
  llvm::DenseMap<std::pair<const model::Row *, TermId>, FlagFacts> &flags() {
    return FlagMemo;
  }

  /// Room for policies to remember what they found about a term and an event.
  llvm::DenseMap<std::pair<TermId, EventId>, uint32_t> &memo() { return Memo; }
  /// ... and for what a family found out in its own terms, by type; it lives as
  /// long as the analysis of this function.
  template <typename T> T &room() {
    static const char Key = 0;
    std::unique_ptr<PolicyRoom> &R = Rooms[&Key];
    if (!R)
      R = std::make_unique<T>();
    return static_cast<T &>(*R);
  }

  /// Whether a branch here or in a callee, or what the function returns,
  /// depends on how the event turned out.
  bool checked(EventId E);
  /// Whether a branch here depends on how the event turned out.
  bool decides(EventId E);
  /// What branches on the event's outcome compare it with: `errno == EEXIST`
  /// asks for existence.
  model::Properties asked(EventId E);

  /// Whether what the function returns, or leaves behind for its callers,
  /// derives from the event.
  bool returned(EventId E);

  /// Names that were looked at and go to the callers in a container: the looks,
  /// and what puts them there (HandedOut.cpp).
  llvm::SmallVector<EventId, 4> handedOut();
  /// Whether the term stands for what lies in the container of the event, or
  /// for the container as it was left.
  bool isOfContainer(TermId X, const Event &Put);

  /// What the callers get to know.
  std::unique_ptr<Summary> summarise();

private:
  friend class CallTransfer;
  friend class SummaryExport;
  friend class MemoryExport;

  struct PhiWay {
    ir::BlockId From;
    TermId Value;
  };

  TermId address(const ir::Place &P);
  TermId element(const ir::Place &P, const ir::Step &X, TermId Array);
  TermId baseAddress(const ir::Place &P);
  TermId opaque(ir::ValueId I, uint32_t Tag = 0,
                llvm::ArrayRef<TermId> Origins = {});
  void transfer(ir::ValueId I);
  void store(ir::ValueId I, TermId Address, TermId Value);
  bool endsText(ir::ValueId I, TermId Element, TermId Value) const;
  void call(ir::ValueId I);
  bool mentions(TermId X, ir::ValueId Site, uint64_t Mask);
  void retire(ir::ValueId Site);
  bool settle(unsigned Begin, unsigned End);
  State join(ir::BlockId B);
  void joinMemory(ir::BlockId B, State &Into, const State &From);
  void noteWays(ir::BlockId B,
                llvm::ArrayRef<std::pair<ir::BlockId, const State *>> Preds,
                const State &At);
  void runBlock(ir::BlockId B);
  void bury(ir::BlockId B);
  void findEnds();
  void enter(State &R);
  void enterStore(State &R, const model::Row &Row, uint32_t Site);
  TaintId flagTaint(TermId X, unsigned Depth = 3);
  void addFlags();
  std::optional<TermId> wayCondition(ir::BlockId From, ir::BlockId At);
  TermId gate(llvm::ArrayRef<PhiWay> Ways, ir::BlockId At);
  llvm::SmallVector<TermId, 4> computeOrigins(TermId X);
  /// Properties that named constants below the term speak of.
  model::Properties namedIn(TermId X) { return X ? ancestry(X).Named : 0; }
  struct Ancestry {
    enum : uint8_t { Unknown, Open, Done } State = Unknown;
    uint32_t Events = 0; // into Sources
    model::Properties Named = 0;
  };
  const Ancestry &ancestry(TermId X);
  uint32_t unite(uint32_t A, uint32_t B);
  uint32_t single(EventId E);
  struct Fate {
    llvm::BitVector Tested, Returned;
    std::vector<model::Properties> Asked; // by event
  };
  const Fate &fate();
  EventId eventAt(ir::ValueId Site, unsigned Sequence);

  // Memory.cpp
  bool tracked(TermId Cell) const;
  TermId baseOf(TermId Address) const { return T.root(Address); }
  TermId objectOf(TermId Address) const;
  bool isOwn(const State &At, TermId Address) const;
  void publish(TermId Value);
  void publishInto(TermId Address, TermId Value);
  AccessId accessAt(ir::ValueId Site, unsigned Sequence);
  AccessId note(ir::ValueId Site, unsigned Sequence, TermId Cell,
                AccessKind Kind);
  AccessId noteRead(ir::ValueId Site, unsigned Sequence, TermId Cell,
                    AccessKind Kind = AccessKind::Read, uint16_t Flags = 0);
  AccessId noteWrite(ir::ValueId Site, unsigned Sequence, TermId Cell,
                     TermId Value, TaintId Data,
                     AccessKind Kind = AccessKind::Write, uint16_t Flags = 0);
  void settle(AccessId A);
  void settleRead(Access &A);
  bool leadsThrough(const Access &A, TermId Pointer) const;
  bool isSibling(const Access &Read, const Access &A) const;
  bool isSamePlace(const Access &Read, const Access &A) const;
  bool selectsBy(TermId Value, AccessId Read);
  TaintId shadowOf(TermId Address) const;
  void setShadow(TermId Address, TaintId Taint);
  LockSetId heldNow();
  void takeLock(const Protection &P);
  void dropLock(TermId Lock, bool All);
  void showNext(TermId Cell);
  void breakLock(TermId Lock);
  void enterMemory(State &R);
  void joinMemoryFacts(ir::BlockId B, State &Into, const State &From);
  void joinKept(State &Into, const State &From);
  void joinThreads(uint64_t Which);
  uint64_t joinedBefore(ir::BlockId B) const;
  /// Threads that may be running, and whether all were waited for.
  std::pair<uint64_t, bool> runningAt(const State &At, ir::BlockId B) const;
  TermId containerBehind(TermId Cell, bool Exact) const;
  void refine(ir::BlockId From, ir::BlockId To, State &At);
  void refineOnce(ir::BlockId From, ir::BlockId To, State &At);
  void takeTicket(ir::BlockId From, ir::BlockId To, State &At);
  void takeCounted(ir::BlockId From, ir::BlockId To, State &At);
  bool letsOthersIn(ir::ValueId Added, int64_t By) const;
  void giveCounted(const ir::Instr &X, TermId Cell);
  void moveMadeLock(const ir::Instr &X, TermId Cell, TermId Value);
  void refineHeld(ir::BlockId From, ir::BlockId To, State &At);
  void refineTried(ir::BlockId From, ir::BlockId To, State &At);
  bool holdsCell(TermId Cell) const;
  bool takesMarkAway(TermId Cell);
  bool asksForLock(ir::BlockId B, TermId Lock);
  Literal toldByArgument(ir::BlockId B, llvm::function_ref<bool(ir::BlockId)>);
  bool otherWayEnds(BranchEdge E) const;
  void refineUnsure(ir::BlockId From, ir::BlockId To, State &At);
  void breakIn(State &At, TermId Lock);
  void keepThrough(State &At, TermId Lock);
  void flushUnsure();
  void joinUnsure(State &Into, const State &From);
  void refinePartly(ir::BlockId From, ir::BlockId To, State &At);
  void joinPartly(ir::BlockId B, State &Into, const State &From,
                  llvm::ArrayRef<Protection> Held);
  bool excludes(ir::BlockId X, ir::BlockId To, Literal L);
  std::optional<bool> heldOnWay(const State &At, TermId Lock, TermId Outcome,
                                Literal L, TermId Phi);
  void memoryOf(ir::ValueId I, TermId Cell, TermId Value);
  void passThrough(TermId Pointer);
  void buryShadow(ir::BlockId B);
  NameId name(ir::StrId S) { return P.name(UnitIndex, S); }

  ProgramView &P;
  ProgFunc Self;
  uint32_t UnitIndex = 0;
  const ir::Unit &U;
  const ir::Function &F;
  TermTable T;
  std::unique_ptr<Graph> G;
  std::unique_ptr<Liveness> Alive;
  /// Blocks at the end of a loop whose turn was taken before what enters the
  /// loop changed: what they hold in common with it is yet to be told.
  llvm::BitVector Stale;
  llvm::BitVector Ends, HasRun;

  std::vector<State> In, Out;
  std::vector<TermId> Values;
  /// By place: the address before the first step through memory, that step.
  std::vector<std::pair<TermId, uint32_t>> Fixed;
  State S; // of the running block

  // Memory.
  bool Track = false;
  TaintTable Taints;
  LockSetTable LockSets;
  // SmallVector moves what it holds to grow, std::vector would copy it.
  llvm::SmallVector<Access, 0> Accesses;
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, AccessId> AccessIds;
  std::vector<TaintId> ValueTaints;  // per instruction
  std::vector<TaintId> BranchTaints; // per block, of its condition
  llvm::DenseMap<std::pair<ir::BlockId, unsigned>, TaintId> ControlTaints;
  TaintId AddressTaint = 0; // of the address computed last
  ir::ValueId Running = 0;
  bool AtomicUpdates = false; // some were seen
  unsigned ImplicitReads = 0; // of the running instruction
  llvm::DenseSet<TermId> MarkedCells, ClaimedCells, GivenCells;
  /// What an argument of our own has to be for an acquisition in a callee to
  /// happen, and to be exclusive.
  llvm::DenseMap<EventId, std::pair<Literal, Literal>> PassedOn;
  std::vector<LockBreak> Breaks;
  /// Calls from which on a lock of the caller is exclusive.
  llvm::DenseSet<EventId> RaisedBy;
  llvm::DenseSet<TermId> FreshTerms; // fresh memory, by the term of its address
  llvm::BitVector CapturedLocals;    // by reference, as LocalAddr numbers them
  std::vector<Spawn> Spawns;
  llvm::SmallVector<std::pair<ir::BlockId, uint64_t>, 2> JoinBlocks;
  llvm::SmallVector<ir::BlockId, 2> StartBlocks;
  llvm::DenseMap<TermId, uint64_t> StartedBy; // threads, by object
  llvm::SmallVector<ParamRun, 1> ParamRuns;
  TaintId ReturnTaint = 0;
  ir::BlockId Current = 0;
  bool Recording = false;
  TermId ReturnedLocal = 0; // by name, as a whole
  ir::BlockId ReturnedIn = 0;
  uint64_t Steps = 0, Visits = 0;

  llvm::SmallVector<Event, 0> Events;
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, EventId> EventIds;
  std::vector<const Event *> ImportedFrom; // of a summary, by event
  std::vector<TermId> ImportRoom;          // for bySummary
  NameId CaptureName, RestName;            // likewise
  std::vector<CowVector<EventId>> LiveAt;
  llvm::SmallVector<llvm::SmallVector<Protection, 2>, 0> HeldAt;
  llvm::SmallVector<llvm::SmallVector<Protection, 1>, 0> OpenAt;
  std::vector<bool> Happens;
  std::vector<TermId> Conditions;
  llvm::SmallVector<CallSite, 0> Calls;
  llvm::DenseMap<ir::ValueId, TermId> StoredTo; // not to locals
  std::vector<llvm::SmallVector<unsigned, 4>> CallsOf;
  TermLists Origins; // of Opaque; of Phi and Taken, once asked
  llvm::DenseMap<TermId, NameId> Makers; // of imported Opaque
  llvm::DenseMap<TermId, llvm::ArrayRef<PhiWay>> PhiWays;
  llvm::BumpPtrAllocator PhiRoom;
  llvm::DenseMap<TermId, TermId> GateMemo;
  llvm::DenseMap<std::pair<ir::BlockId, ir::BlockId>, std::optional<TermId>>
      WayConditions;
  llvm::DenseMap<TermId, ClosureValue> Closures;
  std::vector<PhiWay> ReturnWays;
  llvm::DenseMap<std::pair<TermId, EventId>, uint32_t> Memo;
  llvm::DenseMap<const void *, std::unique_ptr<PolicyRoom>> Rooms;
  llvm::DenseMap<std::pair<const model::Row *, TermId>, FlagFacts> FlagMemo;
  MarkSet::Storage Marks;
  std::vector<Ancestry> Ancestors; // by term
  std::vector<uint32_t> Singles;   // by event, into Sources
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, uint32_t> Unions;
  std::optional<Fate> Known;
  std::vector<llvm::BitVector> Sources{llvm::BitVector()};
  std::vector<std::optional<llvm::SmallVector<Literal, 4>>> ConditionMemo;
  std::vector<std::optional<llvm::SmallVector<Literal, 8>>> ReasonMemo;
  llvm::BitVector ReasonOpen; // being computed: a loop leads back to it
  unsigned ReasonSteps = 0;
  bool ReasonCut = false;
};

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_FUNCTIONFLOW_H
