//===- Shared.h - Who touches what, under which lock, on which thread -----===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts about memory, taken from each function's analysis while it is there,
// and what follows from all of them together:
//
//   entry locks   locks that every caller of a function holds (so a helper of a
//                 locked method is under the lock)
//   making        functions that only run while an object is made or before the
//                 first thread was started: nobody else is there
//   threads       functions that run on a thread of their own, and how one
//                 gets there
//   guards        which lock protects a cell, by counting: "12 of 13 writes"
//
// A cell or lock is named across functions by a key: the record and fields of
// its path (any object of the record), or the global. Which object it is, only
// the function itself knows: it says whether lock and cell belong to one.
//
// After RacerD (Blackshear, Gorogiannis, O'Hearn, Sergey, OOPSLA 2018) in what
// it asks (evidence of concurrency, ownership), with locksets in the place of
// a lock bit, after Eraser (Savage et al., TOCS 1997).
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LINK_SHARED_H
#define TOCSIN_LINK_SHARED_H

#include "Link/Program.h"
#include "llvm/ADT/DenseMap.h"
#include <deque>
#include <map>
#include <string>

namespace tocsin::link {

using flow::NameId;
using flow::ProgFunc;

/// A lock that is held, as other functions may speak of it.
struct LockFact {
  NameId Key = 0;
  flow::LockMode Mode = flow::LockMode::Exclusive;
  bool SameObject = false; // belongs to the object that the cell belongs to
  bool Apart = false;      // ... to another one of the same kind
  bool Chosen = false;     // one of many, by a number that was computed
  bool Within = false;     // the object that the cell belongs to leads to it
  bool Foreign = false;    // at a call: of no object that is handed over
  bool OfThis = false;     // ... of the callee's own
  bool operator==(const LockFact &O) const {
    return Key == O.Key && Mode == O.Mode;
  }
};
/// Ways to an object, beside the bits of flow::Spawn::Shared: an object of the
/// function's own, or one that only it knows the way to; a global.
inline constexpr uint8_t NoRoot = 0xff, GlobalRoot = 0xfe;

/// An object by the way to it: from a root, over pointers in objects.
struct Way {
  uint8_t Root = NoRoot;
  uint8_t Hops = 0;
};
using LockFacts = llvm::SmallVector<LockFact, 2>;

/// Between a cell's name and the program that it is a cell of.
inline constexpr char PartMark = '~';

/// A read that a write may rest on.
struct ReadFact {
  flow::AccessKind Kind = flow::AccessKind::Read;
  bool Atomic = false;
  bool Object = false;
  bool Data = false;    // the written value came from it
  bool Control = false; // it decided that the write happens
  bool Locked = false;  // read under a lock inside a callee
  bool Volatile = false;
  bool Claims = false;  // takes by one step: exchange, compare-exchange
  bool Relaxed = false; // its memory order
  bool Step = false;    // an update by one
  bool Sibling = false; // of another element of the array
  bool Chosen = false;  // ... by which the element of the write was chosen
  NameId Key = 0;       // of a pointer
  flow::SourceAt At;
  llvm::SmallVector<flow::Frame, 1> Via;
  NameId Callee = 0;
  LockFacts Held;          // at the read
  LockFacts Kept;          // ... and held without a break until the write
  bool Covered = false;    // some lock was kept and is exclusive at the write
  bool Spent = false;      // another write has acted on it, covered
  bool Looped = false;     // the write may come before the read, too
  bool Taken = false;      // handed on, and the place set back
  bool Compared = false;   // looked at again, and the two compared
  bool SharedOnly = false; // kept, but only in shared mode
  bool One = false;        // all that is asked is whether it is one
  bool Sized = false;      // ... how much is in a container
  bool Early = false;      // the function has started no thread yet
};

/// What a parameter has to be for something to happen.
struct ParamIs {
  uint32_t Param = 0;
  int64_t Value = 0;
  bool Equal = true;
};

/// An access of a function, or of one that it calls.
struct AccessFact {
  ProgFunc Function = 0; // whose analysis saw it
  ProgFunc Holder = 0;   // whose body holds it
  NameId Key = 0;        // of the cell
  NameId Spelled = 0;    // as the source would put it: "Total", "Pool.Free"
  flow::AccessKind Kind = flow::AccessKind::Read;
  bool Atomic = false, Volatile = false, BitField = false, Object = false;
  bool Checks = false, Plain = false, Misplaced = false, Rechecked = false;
  bool Relooked = false;
  bool Discarded = false, Locked = false, Element = false;
  bool Init = false;     // the object's first value, after a thread was started
  bool Constant = false; // a constant is written
  bool Number = false;   // a number is written, computed
  bool Decides = false;  // a branch depends on what was read (if Reads)
  bool Alone = false;    // the write is all that its decision leads to; asked
                         // of constants only
  bool Sticky = false;   // ... but for what is returned, and it has a reason
                         // of its own beside what was read
  bool Claims = false;   // a constant that is not zero, because zero was read
  bool Beside = false;   // so are plain parts of the object, with no lock
  bool Dual = false;     // another branch does it in one step
  bool Greater = false;  // decided by which is greater, it or what was read
  bool Puts = false;     // into a container, beside what is there
  bool Adds = false;     // ... at its far end
  bool Takes = false;    // one element out, by its place
  bool Ends = false;     // throws elements out
  bool Shows = false;    // it, or another store of the function, has release
                         // order: shows what was written before
  bool Relaxed = false;  // the memory order of a store
  bool OfThis = false;   // a part of the receiver
  bool Global = false;   // a global, not a part of some object
  bool Indexed = false;  // an element that a variable chooses
  bool Local = false;    // a local that closures know
  bool Bare = false;     // by a callee that has no name for it
  bool Shares = false;   // the function updates the cell atomically, too
  bool Bits = false;     // plain `|=` and `&=`
  bool Leap = false;     // atomic, by a constant that is no step of one
  bool Step = false;     // by one, up or down
  bool Falls = false;    // an update that takes something away
  bool Made = false;     // a part of an object that the function has made
  bool Behind = false;   // set back when what it had asked for is done
  uint32_t Param = ~0u;  // a part of what this parameter leads to
  Way To;                // how the function gets to the object
  uint64_t Started = 0;  // threads, see flow::startBit
  bool Joined = false;
  bool Handlers = false; // some signal handler was installed before
  flow::SourceAt At;
  flow::SourceAt Act; // what an atomic read after an update decides
  llvm::SmallVector<flow::Frame, 1> Via;
  NameId Callee = 0;
  LockFacts Held;
  /// Reads of the same cell before a write; updates before an atomic read.
  std::vector<ReadFact> Reads;
  /// Reads of the pointer to an object whose count is changed.
  std::vector<ReadFact> Pointers;
  llvm::SmallVector<ParamIs, 0> Needs;
  llvm::SmallVector<NameId, 0> GivenBack; // locks of the caller, before
  llvm::SmallVector<NameId, 0> FoundBy;   // read on the way there, under a
                                          // lock that is held since

  bool writes() const {
    return Kind == flow::AccessKind::Write ||
           Kind == flow::AccessKind::Update ||
           Kind == flow::AccessKind::Compare;
  }
  /// Nobody else tells of it.
  bool here() const { return Via.empty() || Bare; }
};

/// A call of a function of the program.
struct CallFact {
  ProgFunc Caller = 0, Callee = 0;
  flow::SourceAt At;
  LockFacts Held;
  uint64_t OwnArgs = 0;                                   // see flow::CallSite
  llvm::SmallVector<Way, 4> Ways;                         // to the arguments
  llvm::SmallVector<std::optional<int64_t>, 4> Constants; // likewise
  Way ReceiverWay;
  /// Whether the caller hands over its own object.
  bool handsThis() const {
    return llvm::any_of(Ways,
                        [](const Way &W) { return W.Root == 63 && !W.Hops; }) ||
           (ReceiverWay.Root == 63 && !ReceiverWay.Hops);
  }
  uint64_t Started = 0; // threads, see flow::startBit
  bool InLoop = false;
  bool Joined = false;
  bool Handlers = false; // some signal handler was installed before
  bool Borrowed = false; // the callee's object is one of others: a reference
  bool Known = true;     // false: a caller that was not analysed

  /// Whether the arguments, where they are constants, let the access happen.
  bool mayMake(const AccessFact &A) const {
    return llvm::all_of(A.Needs, [&](const ParamIs &N) {
      return N.Param >= Constants.size() || !Constants[N.Param] ||
             (*Constants[N.Param] == N.Value) == N.Equal;
    });
  }
};

/// A function that runs on a thread of its own.
struct EntryFact {
  ProgFunc Body = 0, Starter = 0;
  const model::Row *Row = nullptr;
  flow::SourceAt At;
  bool Many = false;    // more than one thread may run it at once
  uint64_t Running = 0; // threads that may run when it is started: startBit
  ir::ValueId Site = 0; // of the start, in the starter
  bool Again = false;   // ... each perhaps with an object of its own: it is
                        // started again by calls of the starter
  uint64_t Shared = 0;  // what it gets is no object of its own: flow::Spawn
  NameId Signal = 0;    // of a handler: the lock that blocks it, if known
  NameId Queue = 0;     // what puts it in order with others, if known
};

/// Which lock a cell is under, by majority.
struct Guard {
  NameId Lock = 0;                      // 0: none
  unsigned Writes = 0, Reads = 0;       // accesses that hold it
  unsigned AllWrites = 0, AllReads = 0; // outside of making
  unsigned Own = 0; // of those with it, where it is the object's own
  bool SameObject = false;
  bool Declared = false; // by an attribute of the member
};

/// How a function gets to run on a thread.
struct ThreadWay {
  const EntryFact *Entry = nullptr;     // null: no thread runs it
  llvm::SmallVector<ProgFunc, 4> Chain; // from the entry's body to the function
};

class Shared {
public:
  explicit Shared(Program &P) : P(P) {}

  /// Takes the facts of one finished analysis.
  void collect(flow::FunctionFlow &W);
  /// Draws the conclusions; queries are for afterwards.
  void conclude();

  const std::deque<AccessFact> &accesses() const { return Accesses; }
  /// Accesses of a cell made in their own function's body, by index.
  llvm::ArrayRef<unsigned> accessesOf(NameId Key) const;
  const Guard &guardOf(NameId Key) const;

  /// Locks that all callers of the function hold.
  llvm::ArrayRef<LockFact> entryLocks(ProgFunc F) const;
  /// Callers that do not hold the lock although others do.
  llvm::SmallVector<const CallFact *, 2> callersWithout(ProgFunc F,
                                                        NameId Lock) const;
  llvm::ArrayRef<unsigned> callsTo(ProgFunc F) const;
  const CallFact &call(unsigned I) const { return Calls[I]; }

  /// Whether only the maker of the object is there at the access.
  bool isMaking(const AccessFact &A) const;
  /// By the one whom a barrier has chosen: the others wait for the next.
  bool isElected(const AccessFact &A) const;
  /// ... at a call that gets to a cell.
  bool isMakerCall(const CallFact &C) const;
  /// Whether a destructor waits for a thread, itself or by what it calls.
  bool joinsItsThread(ProgFunc F) const;
  bool isMakingCall(const CallFact &C, NameId Cell) const;
  /// The key of a lock that is held but cannot be named.
  NameId someLock() const { return P.names().intern("?"); }
  /// Whether a lock (own or of all callers) is held at the access.
  bool holds(const AccessFact &A, NameId Lock) const;

  ThreadWay threadOf(ProgFunc F) const;
  /// ... from a signal handler.
  ThreadWay handlerOf(ProgFunc F) const;
  /// Whether two threads at once may run the function: an entry that is
  /// started many times, or two entries that reach it.
  bool runsTwice(ProgFunc F) const;
  /// ... or one that is started again while the first runs, if the cell is one
  /// for all.
  bool runsTwice(const AccessFact &A) const;
  bool onThread(ProgFunc F) const;
  /// ... and some way there holds no lock at any of its calls.
  bool onThreadUnlocked(ProgFunc F) const { return Unlocked.test(F); }
  /// Whether two functions are run by different threads.
  bool differentThreads(ProgFunc F, ProgFunc G) const;
  /// Whether a thread that makes the access has the object in common with
  /// others: it was handed over, from the thread's start down to here.
  bool isHandedOver(const AccessFact &A) const;
  /// Whether only threads get there, each of which was given an element of an
  /// array, and the access is to what they were given.
  bool isEachOnesOwn(const AccessFact &A) const;
  /// Whether the access may run when a thread that gets to its cell is there.
  bool isLate(const AccessFact &A) const;
  /// Whether a constructor has started a thread that gets to the cell, on the
  /// object that it makes.
  bool startsOwn(const AccessFact &A) const;
  /// Threads, see flow::startBit, that get to the cell.
  uint64_t reaching(NameId Cell) const { return Reaching.lookup(Cell); }
  /// Whether code that no thread entry reaches, reaches it.
  bool onMain(ProgFunc F) const;
  bool onSignal(ProgFunc F) const;
  /// Whether some signal handler gets to the cell.
  bool inHandler(NameId Cell) const { return Handled.contains(Cell); }
  bool isMask(NameId Lock) const { return flow::isSignalMask(name(Lock)); }
  /// Whether the locks block every signal that runs the function.
  bool isMasked(ProgFunc Handler, llvm::ArrayRef<LockFact> Held) const;
  /// Whether main gets to the function before it installs signal handlers.
  bool beforeHandlers(ProgFunc F, unsigned Depth = 3) const;
  /// Whether some caller of the function is not known.
  bool unknownCallers(ProgFunc F) const;
  /// Whether main takes the lock and does not give it back itself: it holds it
  /// in its loop, around all that is called by pointer there, but where that
  /// lets others in.
  bool onMainLoop(NameId Lock) const { return MainHolds.count(Lock) != 0; }
  /// Whether the function is confined to one thread by what it asserts.
  bool confined(ProgFunc F) const { return Confined.test(F); }
  /// Whether the function hands the lock to a call that neither takes nor gives
  /// it back: it makes or destroys it, and the object with it.
  /// Likewise if it is only called by such functions, or with the lock held.
  bool handsOver(ProgFunc F, NameId Lock, unsigned Depth = 3) const;
  /// Whether who gets to the function without the lock is called by pointer:
  /// what is held there is not known.
  bool heldUnlessByPointer(ProgFunc F, NameId Lock, unsigned Depth = 3) const;
  /// Whether the function says that it knows what it does: no thread-safety
  /// analysis, no ThreadSanitizer.
  bool isExempt(ProgFunc F) const;
  /// Whose local the key is of, if it is of one that closures know.
  std::optional<ProgFunc> localOwner(NameId Key) const;
  bool isClosure(ProgFunc F) const {
    return P.body(F).F->Flags & ir::FuncLambda;
  }
  bool isConstructor(ProgFunc F) const {
    return P.body(F).F->Flags & ir::FuncCtor;
  }
  /// The record that the function is a method of, or nothing.
  llvm::StringRef owner(ProgFunc F) const {
    return P.unit(P.body(F).Unit).str(P.body(F).F->Owner);
  }
  /// Whether nobody in the program calls the function: others may, any time.
  bool isOpen(ProgFunc F) const {
    return CallsTo[F].empty() && !EntryBody.test(F);
  }
  /// Whether the function, or what it hands a condition variable, looks at
  /// memory in order to wait.
  bool waits(ProgFunc F) const { return F < Waiter.size() && Waiter.test(F); }
  /// Whether the function takes the lock itself somewhere.
  bool takes(ProgFunc F, NameId Lock) const { return Takes.count({F, Lock}); }
  /// Whether the key is of a part of the only global object of its record.
  bool isGlobal(NameId Key) const { return GlobalParts.count(Key) != 0; }
  /// Whether two functions may be of one program, where the units have several
  /// `main`.
  bool meet(ProgFunc F, ProgFunc G) const {
    return !InProgram[F] || !InProgram[G] || InProgram[F] & InProgram[G];
  }
  /// Whether some thread that gets to `F` is of a program that has `G`.
  bool threadMeets(ProgFunc F, ProgFunc G) const;
  /// Whether only calls that begin at main get to the function.
  bool onlyFromMain(ProgFunc F) const {
    return FromMain.test(F) && ReachedBy[F].empty() && !Anytime.test(F);
  }
  bool startsThreads() const { return Starts; }
  /// Whether what is held guards nothing else: a mark in a pointer keeps others
  /// from one object, and a claim that nobody gives back is a change of state.
  bool guardsNothing(NameId Lock) const {
    return Marks.contains(Lock) ||
           (Claims.contains(Lock) && !GivenBack.contains(Lock));
  }
  /// Whether the cell is held as a lock somewhere.
  bool isLock(NameId Key) const { return LockKeys.contains(Key); }
  /// How many cells the lock is for, as the lock of their own object.
  unsigned guards(NameId Lock) const { return Guarded.lookup(Lock); }
  /// Whether objects with the cell may be kept by the record that has the
  /// lock: it is the same, or some member is, leads to, or may hold one. That
  /// one leads to anything says nothing. A lock that is a global may be for
  /// anything.
  bool mayKeep(NameId Lock, NameId Cell) const;
  /// Whether a lock that a pointer leads to has no more than its type for a
  /// name: its record keeps nothing else.
  bool isMereLock(NameId Lock) const;
  /// Whether a lock is one of several that lie in the record of the cell: it is
  /// for its own element.
  bool isOneOf(NameId Lock, NameId Cell) const;
  /// Whether the record has a member that is locked somewhere.
  bool ownsLock(llvm::StringRef Record) const;

  llvm::StringRef name(NameId N) const { return P.names()[N]; }

private:
  ThreadWay wayFrom(const EntryFact &E, ProgFunc F) const;
  bool isLate(uint64_t Running, NameId Cell) const;
  struct CellName {
    NameId Key = 0, Spelled = 0;
    flow::TermId Base = 0;
    bool Global = false, Local = false;
    bool Inside = false; // an element of a container
    bool Part = false;   // of an element of an array that lies in the base
  };
  CellName nameOf(flow::FunctionFlow &W, flow::TermId Cell, bool BitField);
  CellName nameOf(flow::FunctionFlow &W, const flow::Access &A);
  bool isMapped(const flow::TermTable &T, flow::TermId Part);
  bool isOnlyObject(NameId Record);
  bool isUnion(NameId Record);
  bool isThreadLocal(uint32_t Global) const;
  llvm::StringRef bitsOf(NameId Record, NameId Field);
  void readArrays();
  bool isArray(NameId Record, NameId Field);
  bool handsOut(flow::FunctionFlow &W, flow::AccessId Read, flow::AccessId Act);
  bool isSpent(flow::FunctionFlow &W, flow::AccessId Read, flow::AccessId Act);
  bool isRenewed(flow::FunctionFlow &W, flow::AccessId Read,
                 flow::AccessId Act);
  LockFacts locksOf(flow::FunctionFlow &W, flow::LockSetId L,
                    flow::TermId CellBase, bool Part = false);
  void markForeign(flow::FunctionFlow &W, const flow::CallSite &C,
                   LockFacts &Held);
  void collectAccess(flow::FunctionFlow &W, flow::AccessId Id);
  ReadFact readFact(flow::FunctionFlow &W, const flow::Access &Read,
                    flow::LockSetId Kept, flow::LockSetId Held,
                    flow::TermId Base);
  void collectBefore(flow::FunctionFlow &W, flow::AccessId Id, AccessFact &F);
  void collectReads(flow::FunctionFlow &W, flow::AccessId Id, flow::TermId Base,
                    AccessFact &F);
  void findTakenOver(flow::FunctionFlow &W);
  void addTakenOver(flow::FunctionFlow &W, const flow::Access &A,
                    flow::TermId Base, AccessFact &F);
  void noteCount(flow::FunctionFlow &W, const flow::CallSite &C,
                 const model::Row &R);
  void collectCalls(flow::FunctionFlow &W);
  NameId signalOf(flow::FunctionFlow &W, const flow::Spawn &X);
  NameId queueOf(flow::FunctionFlow &W, const flow::Spawn &X);
  void collectSpawns(flow::FunctionFlow &W);
  void collectCaptures(flow::FunctionFlow &W);
  void resolveCaptures();
  void resolveLocks();
  bool resolveKey(NameId &Key, NameId *Spelled, bool *Element = nullptr);
  bool resolveName(AccessFact &A);
  void nameByPart(AccessFact &A);
  bool ownsPointee(flow::FunctionFlow &W, uint32_t Param);
  Way wayTo(flow::FunctionFlow &W, flow::TermId Address);
  bool isBorrowed(flow::FunctionFlow &W, flow::TermId Address);
  bool isOfOneThread(flow::FunctionFlow &W, flow::TermId Index);
  bool anyElement(flow::FunctionFlow &W, flow::TermId Cell,
                  llvm::function_ref<bool(flow::TermId)> Is);
  bool mayBeOwn(flow::FunctionFlow &W, flow::TermId Element);
  bool isStripe(flow::FunctionFlow &W, flow::TermId Lock, flow::TermId Object);
  bool isHandedOver(ProgFunc F, Way To, bool Near) const;
  void findThreads();
  void findStartedAgain();
  void findPosted();
  void findConfined();
  void findUnlocked();
  void dropMasks();
  void dropCounting();
  void addCallerLocks();
  void findHandedOver();
  void findMadeLocks();
  void readDeclared();
  NameId declaredLock(llvm::StringRef Record, llvm::StringRef Text);
  /// Whether the function runs in the order of main's calls only: no thread
  /// gets there, and nothing that is kept to be called later.
  bool inOrder(ProgFunc F) const {
    return Main.test(F) && !Anytime.test(F) && ReachedBy[F].empty();
  }
  bool ownsObject(const CallFact &C) const;
  void findLate();
  bool isEarly(const CallFact &C) const;
  void findEntryLocks();
  void findMainLoop();
  void findMaking();
  void findAfter();
  void findGuards();

  Program &P;
  /// Locks that the function at hand gives back without having taken them: who
  /// calls it holds them.
  struct TakenOver {
    flow::TermId Lock;
    ir::BlockId Block; // where it is given back
    ir::ValueId Site;
  };
  llvm::SmallVector<TakenOver, 2> FromCaller;
  std::deque<AccessFact> Accesses; // large and many: they stay where they are
  std::vector<CallFact> Calls;
  std::vector<EntryFact> Entries;
  std::vector<std::pair<ProgFunc, ProgFunc>> InPlace; // closures called here
  /// Closures that are made, with what they share as flow::Spawn tells; and
  /// calls of function objects, with the number of arguments.
  std::vector<std::pair<ProgFunc, uint64_t>> Kept;
  std::vector<std::pair<CallFact, size_t>> Runners;
  /// What a closure's capture by reference is in its maker.
  std::map<std::pair<ProgFunc, uint32_t>, std::pair<NameId, NameId>> Captures;
  /// What the parameter of a thread's function points to, in its starter.
  std::map<std::pair<ProgFunc, uint32_t>, std::pair<NameId, NameId>> Given;
  /// Parameters by reference that closures have captured.
  llvm::DenseSet<std::pair<ProgFunc, uint32_t>> CapturedParams;
  /// Captures that are an element which a variable chooses.
  llvm::DenseSet<std::pair<ProgFunc, uint32_t>> CapturedElements;
  llvm::DenseMap<NameId, llvm::SmallVector<unsigned, 4>> ByKey;
  llvm::DenseMap<NameId, Guard> Guards;
  llvm::DenseMap<NameId, unsigned> Guarded; // cells, by lock
  std::vector<llvm::SmallVector<unsigned, 2>> CallsTo;
  std::vector<LockFacts> EntryLocks;
  std::vector<llvm::SmallVector<unsigned, 1>> ReachedBy; // entries
  std::vector<llvm::SmallVector<ProgFunc, 4>> Bare; // called without a lock
  bool runsOnce(ProgFunc F) const { return F < Once.size() && Once.test(F); }
  llvm::BitVector Once, Joiner, Waiter, Starter, Making, After, Main, Unknown,
      FromMain, Anytime, Confined, EntryBody, Unlocked;
  /// What threads have handed to a function, as flow::Spawn::Shared; NearIn:
  /// what such an object points to.
  std::vector<uint64_t> SharedIn, NearIn;
  std::vector<uint64_t> InProgram;           // by main; 0: not known
  std::vector<uint64_t> LateCalled;          // threads that may run meanwhile
  llvm::DenseMap<NameId, uint64_t> Reaching; // threads that get to a cell
  llvm::DenseSet<NameId> Marks, Claims, GivenBack, LockKeys, LockRecords,
      MainHolds, MainGivesBack;
  llvm::DenseSet<std::pair<ProgFunc, NameId>> HandedOver, Takes;
  llvm::DenseSet<std::pair<ProgFunc, uint32_t>> HandsOn; // parameters, likewise
  /// Records of which there is one global object; keys of parts of such.
  std::optional<llvm::DenseMap<NameId, unsigned>> GlobalObjects;
  std::optional<llvm::DenseSet<NameId>> Unions;
  llvm::DenseMap<std::pair<NameId, NameId>, bool> MappedParts;
  std::optional<llvm::DenseMap<std::pair<NameId, NameId>, std::string>> BitsOf;
  std::optional<llvm::DenseSet<std::pair<NameId, NameId>>> Arrays; // fields
  /// Records, and the arrays' that hold them.
  llvm::DenseSet<std::pair<NameId, NameId>> Elements;
  llvm::DenseSet<ProgFunc> GivenOwn; // bodies of threads: an element each
  /// Functions that a library is given while a lock is held.
  llvm::DenseSet<ProgFunc> GivenLocked;
  llvm::DenseSet<NameId> GlobalParts;
  llvm::DenseSet<NameId> Handled;   // cells that signal handlers get to
  llvm::DenseSet<NameId> Counting;  // semaphores that more than one may hold
  llvm::DenseSet<NameId> Elections; // barriers that one comes through as a lock
  bool HasMain = false, Starts = false;
  llvm::DenseMap<NameId, NameId> Declared; // cell to lock
  std::vector<LockFacts> Required;         // by function
};

} // namespace tocsin::link

#endif // TOCSIN_LINK_SHARED_H
