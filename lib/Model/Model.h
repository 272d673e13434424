//===- Model.h - What is known about library functions --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// API knowledge is data: rows of models/*.yaml and of users' files, in one
// format, read by one loader (docs/models.md describes it). A row gives a
// function, named by its qualified name without template arguments and inline
// namespaces, a role, and where the role's operands stand. Later rows replace
// earlier ones of the same function and role; `disabled: true` removes them.
//
// Example:
//   - fn: [open, open64]
//     role: path.use
//     does: open
//     args: {path: 0, flags: 1, mode: 2, result: ret}
//     success: nonneg
//     when:
//       - {arg: flags, has: [O_CREAT, O_EXCL], means: [exclusive]}
//     cite: open(2)
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_MODEL_MODEL_H
#define TOCSIN_MODEL_MODEL_H

#include "IR/Unit.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tocsin::model {

/// What a function is to the engine. The X-macro keeps enum, names in YAML and
/// their one-line explanation together.
#define TOCSIN_ROLES(X)                                                        \
  X(PathCheck, "path.check", "looks at a file by name")                        \
  X(PathResolve, "path.resolve", "looks at a file by name and gives a name")   \
  X(PathList, "path.list", "lists a directory by name")                        \
  X(PathUse, "path.use", "acts on a file by name; see does")                   \
  X(PathTemp, "path.temp", "makes up a name for which no file is created")     \
  X(PathPrivate, "path.private",                                               \
    "creates a file or directory of its own "                                  \
    "under a fresh name")                                                      \
  X(PathSame, "path.same", "result carries the same path as the operand")      \
  X(PathBuild, "path.build", "result is a pure function of the operands")      \
  X(FdCheck, "fd.check", "looks at an open descriptor, handle or stream")      \
  X(FdUse, "fd.use", "acts on an open descriptor, handle or stream")           \
  X(FdSame, "fd.same", "result denotes the same open file as the operand")     \
  X(FdClose, "fd.close", "closes a descriptor, handle or stream")              \
  X(LockAcquire, "lock.acquire", "takes a lock; success says when it is held") \
  X(LockRelease, "lock.release", "gives a lock back")                          \
  X(LockWait, "lock.wait", "gives a lock back, waits, and takes it again")     \
  X(LockHeld, "lock.held", "asserts that a lock is held")                      \
  X(LockQuery, "lock.query", "tells whether a guard holds its lock")           \
  X(LockAbandon, "lock.abandon", "lets a guard forget its lock, still held")   \
  X(LockSwap, "lock.swap", "exchanges what two guards hold")                   \
  X(LockCount, "lock.count", "says how many may hold a lock at once")          \
  X(AtomicLoad, "atomic.load", "reads an atomic object")                       \
  X(AtomicStore, "atomic.store", "writes an atomic object")                    \
  X(AtomicUpdate, "atomic.update", "reads and writes in one atomic step")      \
  X(AtomicCompare, "atomic.compare",                                           \
    "writes an atomic object if it holds what is expected")                    \
  X(MemoryRead, "memory.read", "looks at an object, as a container's size")    \
  X(MemoryWrite, "memory.write", "changes an object, as a container's insert") \
  X(MemoryAlloc, "memory.alloc", "gives memory that nobody else knows")        \
  X(MemoryShare, "memory.share", "makes an object known to others")            \
  X(ThreadStart, "thread.start", "runs a function on another thread")          \
  X(ThreadBody, "thread.body", "a method whose overrides run on a thread")     \
  X(ThreadJoin, "thread.join", "waits for the end of a thread")                \
  X(ThreadConfine, "thread.confine", "asserts that one thread runs this")      \
  X(ThreadIndex, "thread.index", "tells threads of one team apart")            \
  X(SignalHandler, "signal.handler", "installs a signal handler")              \
  X(OnceRun, "once.run", "runs a function once, whoever asks")                 \
  X(RefQuery, "ref.query", "asks how many hold an object")                     \
  X(UseQuery, "use.query",                                                     \
    "asks whether an object is in use, or its user alive")                     \
  X(ClockRead, "clock.read", "tells the time, wall or monotonic")              \
  X(Destroy, "destroy", "deletes, frees, ends or throws out what it is given") \
  X(Enqueue, "enqueue", "puts something where others take it from")            \
  X(ErrorCode, "error.code", "tells why the last call failed")                 \
  X(PrivilegeSet, "privilege.set",                                             \
    "changes the identity that files are "                                     \
    "accessed with")                                                           \
  X(Wait, "wait", "takes long: sleep, fork, wait, network")                    \
  X(Exit, "exit", "does not return")                                           \
  X(Output, "output", "only shows its operands: log, print, format to user")   \
  X(Pure, "pure", "no side effect; result is a function of the operands")      \
  X(Fill, "fill", "writes a pure function of its operands into a buffer")      \
  X(Append, "append",                                                          \
    "appends a pure function of its operands to a buffer or "                  \
    "object")                                                                  \
  X(StoreRead, "store.read", "reads a record of a store")                      \
  X(StoreWrite, "store.write",                                                 \
    "replaces a record; with a token only if nobody else did")                 \
  X(StoreCreate, "store.create", "creates a record, fails if it is there")     \
  X(StoreDelete, "store.delete", "removes a record")                           \
  X(StoreAtomic, "store.atomic",                                               \
    "changes a record inside the store, in one step")                          \
  X(StoreBegin, "store.begin", "begins a transaction")                         \
  X(StoreCommit, "store.commit", "ends a transaction, if the store agrees")    \
  X(StoreAbort, "store.abort", "gives a transaction up")                       \
  X(StorePin, "store.pin",                                                     \
    "makes a transaction notice every writer from now on")                     \
  X(StoreRequest, "store.request",                                             \
    "puts a key, a value or a condition into a request")                       \
  X(StoreCommand, "store.command", "runs a command text; see commands")        \
  X(SqlRun, "sql.run", "runs an SQL text")                                     \
  X(SqlPrepare, "sql.prepare", "makes a statement of an SQL text")             \
  X(SqlBind, "sql.bind", "gives a parameter of a statement its value")         \
  X(SqlStep, "sql.step", "runs a statement that was prepared")                 \
  X(SqlCount, "sql.count", "tells how many rows were changed")

enum class Role : uint8_t {
#define X(Id, Name, Text) Id,
  TOCSIN_ROLES(X)
#undef X
};

/// What a path.use does.
#define TOCSIN_DEEDS(X)                                                        \
  X(Open, "open")                                                              \
  X(Read, "read")                                                              \
  X(Write, "write")                                                            \
  X(Create, "create")                                                          \
  X(Mkdir, "mkdir")                                                            \
  X(Mknod, "mknod")                                                            \
  X(Symlink, "symlink")                                                        \
  X(Link, "link")                                                              \
  X(Bind, "bind")                                                              \
  X(Connect, "connect")                                                        \
  X(Delete, "delete")                                                          \
  X(Rmdir, "rmdir")                                                            \
  X(Rmtree, "rmtree")                                                          \
  X(Rename, "rename")                                                          \
  X(Copy, "copy")                                                              \
  X(Chmod, "chmod")                                                            \
  X(Chown, "chown")                                                            \
  X(Truncate, "truncate")                                                      \
  X(Utime, "utime")                                                            \
  X(Attributes, "attributes")                                                  \
  X(Exec, "exec")                                                              \
  X(Load, "load") X(Chdir, "chdir") X(Mount, "mount") X(List, "list")

enum class Deed : uint8_t {
  None,
#define X(Id, Name) Id,
  TOCSIN_DEEDS(X)
#undef X
};

/// Qualities of a call, given for the row (`means:`) or under a condition on
/// an argument (`when:`).
#define TOCSIN_TRAITS(X)                                                       \
  X(Exclusive, "exclusive") /* fails if the name exists, atomically */         \
  X(Create, "create")       /* may create the name */                          \
  X(Truncate, "truncate")   /* empties what is there */                        \
  X(Read, "read")                                                              \
  X(Write, "write")                                                            \
  X(Append, "append")                                                          \
  X(NoFollow, "nofollow")     /* does not follow a final symlink */            \
  X(Directory, "directory")   /* only opens directories */                     \
  X(Descriptor, "descriptor") /* acts on an open descriptor, not on a name */  \
  X(Beneath, "beneath")       /* resolution cannot leave the directory */      \
  X(Replace, "replace")       /* replaces an existing target */                \
  X(Idempotent, "idempotent") /* same outcome whether the name is there */     \
  X(Throws, "throws")         /* failure is an exception */                    \
  X(Recursive, "recursive")                                                    \
  X(Cached, "cached")   /* may answer from an earlier look */                  \
  X(Regular, "regular") /* only accepts regular files */                       \
  X(Shared, "shared")   /* lock: shared mode */                                \
  X(NonBlocking, "nonblocking")                                                \
  X(Unlock, "unlock")       /* lock call that releases */                      \
  X(Safe, "safe")           /* this form cannot race: no event at all */       \
  X(Drop, "drop")           /* privilege: gives rights up */                   \
  X(File, "file")           /* lock: on a file, between processes */           \
  X(Upgrade, "upgrade")     /* lock: excludes writers, not readers */          \
  X(Defer, "defer")         /* guard: knows the lock but does not take it */   \
  X(Adopt, "adopt")         /* guard: the lock is held already */              \
  X(Many, "many")           /* thread: several may run the function at once */ \
  X(Element, "element")     /* memory: the result is a part of the object */   \
  X(Needs, "needs")         /* memory.read: the part has to be there */        \
  X(Fresh, "fresh")         /* atomic.update: the result is the new value */   \
  X(Plain, "plain")         /* atomic: the stored value ignores the old one */ \
  X(Misplaced, "misplaced") /* an operand that was meant for another slot */   \
  X(Checks, "checks")       /* memory.*: decides by what it finds, itself */   \
  X(Runs, "runs") /* memory: calls the function that the object holds */       \
  X(Confined, "confined")   /* thread: the function runs on one thread only */ \
  X(Cluster, "cluster")     /* lock: between machines */                       \
  X(Interrupt, "interrupt") /* lock: only a signal makes it fail */            \
  X(Locks, "locks")   /* memory: takes the object's own lock meanwhile */      \
  X(View, "view")     /* memory: what is made stands for the object */         \
  X(Begin, "begin")   /* text: begins a transaction */                         \
  X(End, "end")       /* text: ends one */                                     \
  X(Weak, "weak")     /* read: a transaction does not notice who writes */     \
  X(Single, "single") /* transaction: each statement is one of its own */      \
  X(Pinned, "pinned") /* transaction: notices all who write meanwhile */       \
  X(Printf, "printf") /* text: operands follow a format with % */              \
  X(Braces, "braces") /* text: operands follow a format with {} or %1 */       \
  X(Concat, "concat") /* text: the operands one after the other */             \
  X(Wall, "wall")     /* clock: may be set, forwards and backwards */          \
  X(Monotonic, "monotonic") /* clock: never goes back */                       \
  X(External, "external")   /* destroy: known by name outside the process */   \
  X(Reversed, "reversed")   /* pure difference: the second minus the first */  \
  X(Plus, "plus")           /* pure: the sum of the operands */                \
  X(Difference, "difference") /* pure: the first operand minus the second;     \
                                 atomic.update: takes something away */        \
  X(Inferred, "inferred")     /* by the name of a function without a body */   \
  X(Child, "child")           /* wait: starts a process of one's own */        \
  X(Position, "position") /* destroy: chosen by its place, first or last */    \
  X(Seconds, "seconds")   /* clock: counts whole seconds */                    \
  X(Hint, "hint")         /* memory: makes room, the contents stay */          \
  X(Relaxed, "relaxed")   /* atomic: orders nothing else */                    \
  X(Release, "release")   /* atomic: shows what was written before */

enum class Trait : uint8_t {
#define X(Id, Name) Id,
  TOCSIN_TRAITS(X)
#undef X
};
using Traits = uint64_t; // bit set of Trait
inline constexpr Traits bit(Trait T) { return Traits(1) << unsigned(T); }

/// What a check learns.
#define TOCSIN_PROPERTIES(X)                                                   \
  X(Existence, "existence")                                                    \
  X(FileType, "type")                                                          \
  X(IsSymlink, "symlink")                                                      \
  X(IsDirectory, "directory") /* only whether it is one */                     \
  X(Owner, "owner")                                                            \
  X(Mode, "mode")                                                              \
  X(Access, "access")                                                          \
  X(Size, "size")                                                              \
  X(Time, "time")                                                              \
  X(Links, "links")                                                            \
  X(Identity, "identity")                                                      \
  X(Canonical, "canonical")                                                    \
  X(Listing, "listing") X(Space, "space") X(Attribute, "attribute")

enum class Property : uint8_t {
#define X(Id, Name) Id,
  TOCSIN_PROPERTIES(X)
#undef X
};
using Properties = uint32_t; // bit set of Property
inline constexpr Properties bit(Property P) { return 1u << unsigned(P); }

/// What a word in an identifier may speak of (`words:` of a model file).
#define TOCSIN_WORD_CLASSES(X)                                                 \
  X(Birth, "birth")              /* when it came into being */                 \
  X(AccessTime, "access")        /* when it was last used */                   \
  X(Lease, "lease")              /* when it may go */                          \
  X(Age, "age")                  /* how old it is */                           \
  X(Cutoff, "cutoff")            /* a bound that ages are compared with */     \
  X(Generation, "generation")    /* counts up with each new one */             \
  X(Schedule, "schedule")        /* when the cleaner itself runs */            \
  X(Dead, "dead")                /* time of an end that was decided before */  \
  X(TimeType, "time-type")       /* a class of points in time or durations */  \
  X(Now, "now")                  /* reads a clock */                           \
  X(Destroys, "destroys")        /* first word of a function */                \
  X(Holds, "holds")              /* what is destroyed is more than memory */   \
  X(Count, "count")              /* how many use it */                         \
  X(Busy, "busy")                /* it is in use */                            \
  X(State, "state")              /* a stage of its life */                     \
  X(Done, "done")                /* a stage in which nobody uses it */         \
  X(Unused, "unused")            /* a predicate that says nobody uses it */    \
  X(Live, "live")                /* a set of things in use */                  \
  X(Oldest, "oldest")            /* a bound set by the slowest user */         \
  X(Owner, "owner")              /* who holds it */                            \
  X(Lookup, "lookup")            /* asks a set for a member */                 \
  X(Sorts, "sorts")              /* puts a sequence in order */                \
  X(Owning, "owning")            /* a class that owns what it points to */     \
  X(Sharing, "sharing")          /* a class whose copies own together */       \
  X(Scratch, "scratch")          /* its loss costs nothing but work */         \
  X(Atomic, "atomic")            /* a class of atomic objects */               \
  X(Lacking, "lacking")          /* true when there is none */                 \
  X(Once, "once")                /* a mark that something was done */          \
  X(Request, "request")          /* what is acted on, and only once */         \
  X(Exclusive, "exclusive")      /* what only one may have */                  \
  X(Leads, "leads")              /* who is in charge for a time */             \
  X(KernelTable, "kernel-table") /* a file that tells who has what open */     \
  X(KernelFigure, "kernel-figure") /* a file that tells how the system fares   \
                                    */                                         \
  X(Mapped, "mapped")              /* the part of an element that a key leads  \
                                      to */                                    \
  X(Unit, "unit")                  /* what time is counted in */               \
  X(Copies, "copies")              /* what is read instead of the original */  \
  X(TakesLock, "takes-lock")       /* the name of a lock's own function */     \
  X(GivesLock, "gives-lock")       /* its counterpart */                       \
  X(NamesLock, "names-lock")       /* what is taken and given back */          \
  X(NamesThread, "names-thread")   /* what runs a function beside others */    \
  X(NamesPool, "names-pool")       /* many of them */                          \
  X(Takes, "takes")                /* a verb: a lock is taken */               \
  X(Gives, "gives")                /* its counterpart */                       \
  X(Starts, "starts")              /* a verb: a thread is started */           \
  X(Hands, "hands")                /* a verb: work is handed over */           \
  X(Awaits, "awaits")              /* a verb: its end is awaited */            \
  X(AssertsLock, "asserts-lock")   /* says that a lock is held */              \
  X(LockArgument, "lock-argument") /* a flag: whether to take a lock */

enum class WordClass : uint8_t {
#define X(Id, Name) Id,
  TOCSIN_WORD_CLASSES(X)
#undef X
};
using WordClasses = uint64_t; // bit set of WordClass
inline constexpr WordClasses bit(WordClass W) {
  return WordClasses(1) << unsigned(W);
}

/// Operand names a row may place.
#define TOCSIN_SLOTS(X)                                                        \
  X(Path, "path")                                                              \
  X(Path2, "path2")                                                            \
  X(Dir, "dir")                                                                \
  X(Dir2, "dir2")                                                              \
  X(Fd, "fd")                                                                  \
  X(Flags, "flags")                                                            \
  X(Mode, "mode")                                                              \
  X(Out, "out")                                                                \
  X(Result, "result")                                                          \
  X(Lock, "lock")                                                              \
  X(Error, "error")                                                            \
  X(Callback, "callback")                                                      \
  X(From, "from")     /* pure, fill, append: first operand that counts */      \
  X(Access, "access") /* wanted access, where it is not part of flags */       \
  X(Locks, "locks")   /* locks: this operand and all after it */               \
  X(Guard, "guard")   /* the object that holds the lock for its life */        \
  X(Object, "object") /* memory, atomic, thread: what it is about */           \
  X(Value, "value")   /* what is written */                                    \
  X(Expected, "expected")                                                      \
  X(Index, "index")         /* which part of the object */                     \
  X(Container, "container") /* destroy, enqueue: where the object is kept */   \
  X(Argument, "argument")   /* thread, callback: what the function gets; */    \
                            /* all operands from here on */                    \
  X(Store, "store")         /* the connection, handle or object */             \
  X(Key, "key")                                                                \
  X(Token, "token")     /* version, revision, cas, etag */                     \
  X(Txn, "txn")         /* transaction */                                      \
  X(Request, "request") /* object that collects key, value, condition */       \
  X(Statement, "stmt")                                                         \
  X(Text, "text")       /* of an SQL or other command */                       \
  X(Params, "inputs")   /* array of parameter values */                        \
  X(Outcome, "outcome") /* must be looked at: was it done? */

enum class Slot : uint8_t {
#define X(Id, Name) Id,
  TOCSIN_SLOTS(X)
#undef X
};

/// `N` argument, `-N` argument from the end, `ret`, `this`, `out N` the
/// pointee of argument N, `cb N` a parameter of the callback; each may be
/// followed by `.member`.
struct Position {
  enum class Kind : uint8_t { Arg, Ret, This, Out, Callback } Where = Kind::Arg;
  int Index = 0;
  std::string Member;
};

/// When a call counts as having succeeded (the checked thing is so, the lock is
/// held). `Unknown` if the row does not say.
#define TOCSIN_SUCCESS(X)                                                      \
  X(Zero, "zero")                                                              \
  X(NonZero, "nonzero")                                                        \
  X(NonNegative, "nonneg")                                                     \
  X(Negative, "negative")                                                      \
  X(NonNull, "nonnull") X(True, "true") X(Always, "always")

enum class Success : uint8_t {
  Unknown,
#define X(Id, Name) Id,
  TOCSIN_SUCCESS(X)
#undef X
};

/// Who else can write: threads of the process, processes of the host, other
/// machines. Says which locks protect.
enum class Scope : uint8_t { Unknown, Process, Host, Cluster };

/// What follows if an argument's flags satisfy the rule. A flag is seen by the
/// macro or enumerator names it was spelled with, or by value where no known
/// name was spelled and `constants` gives a number. One condition per rule.
struct FlagRule {
  Slot Arg = Slot::Flags;
  std::vector<std::string> Has;    // all of these
  std::vector<std::string> Any;    // at least one of these
  std::vector<std::string> Equals; // the whole value is one of these
  std::vector<std::string> Not;    // the value is known and has none of these
  std::string Text; // string argument contains one of these chars
  std::vector<std::string> Begins; // string argument begins with one of these
                                   // words, in any case
  Traits Means = 0;                // added
  Properties What = 0;             // if not 0, in place of the row's
  Deed Does = Deed::None;          // if given, in place of the row's
};

struct Row {
  std::vector<std::string> Names;
  Role Is = Role::PathCheck;
  Deed Does = Deed::None;
  std::vector<std::pair<Slot, Position>> Args;
  Success Succeeds = Success::Unknown;
  Properties What = 0; // path.check, fd.check; 0 = told by the fields read
  Traits Means = 0;    // always
  std::vector<FlagRule> When;
  int MinParams = 0, MaxParams = 1 << 20; // declared parameters
  /// Declared type of parameter (index) has this record, enum or sugar name.
  std::vector<std::pair<int, std::string>> ParamTypes;
  std::optional<bool> Static;
  // Rows about stores.
  Scope Reach = Scope::Unknown;
  std::vector<std::string> NoCheck;  // tokens that switch the check off
  std::vector<std::string> NotToken; // fields of a token that are none
  std::vector<std::string> Conflict; // how a refusal shows
  std::string Instead;               // advice: what to call instead, in words
  std::string Cite;                  // manual page, header or URL
  std::string Library, Source;       // file stem; FILE:LINE of the row

  const Position *arg(Slot S) const;
};

/// One YAML text that was added.
struct Library {
  std::string Name, Summary, File;
};

/// All rows in force. Reading is thread-safe, adding is not.
class Model {
public:
  Model();
  ~Model();
  Model(Model &&) noexcept;
  Model &operator=(Model &&) noexcept;

  /// The rows built into the program.
  static const Model &builtin();

  /// A copy to add a user's files to.
  Model clone() const;

  /// Adds the rows of one YAML text. Errors read "FILE:LINE:COL: error: ...",
  /// all of them joined by newlines; nothing is added on error.
  llvm::Error add(llvm::MemoryBufferRef Buffer);

  /// Rows that fit a declared function: by its name, by the names of what it
  /// overrides, by its `annotate("tocsin::...")` attributes; constraints on
  /// parameters are checked. Never fits a function of internal linkage that
  /// only shares a library function's name. The rows live as long as the model.
  llvm::SmallVector<const Row *, 2> match(const ir::Unit &U,
                                          const ir::Function &F) const;

  /// The property a record field speaks of: ("stat", "st_uid") -> owner.
  std::optional<Property> fieldProperty(llvm::StringRef Record,
                                        llvm::StringRef Field) const;

  /// The property that comparing with a named constant asks for: S_IFLNK ->
  /// symlink (`properties` keys without "::").
  std::optional<Property> constantProperty(llvm::StringRef Name) const;

  /// What a command text does, by its first word and the options in it:
  /// "SET", "SET NX".
  std::optional<Role> command(llvm::StringRef Words) const;

  /// What an identifier's words say, as a set of bits: whole words only, of
  /// `last_access`, `lastAccess` and `LAST_ACCESS` alike. Evidence, no proof.
  WordClasses wordClasses(llvm::StringRef Identifier) const;

  /// Whether a field is the part of an element that its key leads to: of
  /// `std::pair`, `second`, so that `it->second` is `map[key]`.
  bool isMapped(llvm::StringRef Record, llvm::StringRef Field) const;

  /// Number of a named constant, if the models know it.
  std::optional<int64_t> constant(llvm::StringRef Name) const;

  llvm::ArrayRef<std::unique_ptr<Row>> rows() const { return Rows; }
  llvm::ArrayRef<Library> libraries() const { return Libraries; }

  /// Rows of a qualified name, whatever their constraints, in the order they
  /// were read.
  llvm::ArrayRef<const Row *> named(llvm::StringRef Name) const;

  /// Likewise of a declared function: all conversions of a class are named
  /// `C::operator T`, if rows have that name.
  llvm::ArrayRef<const Row *> named(const ir::Unit &U,
                                    const ir::Function &F) const;

  /// What was wrong with the annotations that match() met, sorted, each once:
  /// "FILE:LINE:COL: error: ...".
  std::vector<std::string> annotationErrors() const;

private:
  friend class Loader;
  struct Annotations;
  const Row *annotated(const ir::Unit &U, const ir::Function &F,
                       llvm::StringRef Text) const;
  void removeRows(llvm::StringRef Name, std::optional<Role> R);

  std::vector<std::unique_ptr<Row>> Rows;
  std::vector<Library> Libraries;
  llvm::StringMap<std::vector<const Row *>> ByName;
  llvm::StringMap<Property> Fields; // "stat::st_uid"
  llvm::StringMap<int64_t> Constants;
  llvm::StringMap<Role> Commands;
  llvm::StringMap<WordClasses> Vocabulary; // words joined by '_'
  std::unique_ptr<Annotations> Annotated;  // rows made from source annotations
};

/// The YAML texts built into the program, as (file name, text), sorted.
llvm::ArrayRef<std::pair<llvm::StringRef, llvm::StringRef>> builtinTexts();

/// A value that flags are read from: the names it was spelled with, the number
/// if known, the text if a string. A name in a rule without `::` also fits a
/// qualified spelling by its last component, and the other way round.
struct FlagValue {
  std::vector<llvm::StringRef> Names;
  std::optional<int64_t> Number;
  std::optional<llvm::StringRef> Text;
};

/// Traits of a call by this row, given the values of its flag arguments
/// (unknown values satisfy no rule).
Traits traitsOf(const Row &R, const Model &M,
                llvm::function_ref<std::optional<FlagValue>(Slot)> ValueOf);

/// Likewise what a check learns and what a use does, by this row and its rules.
Properties
propertiesOf(const Row &R, const Model &M,
             llvm::function_ref<std::optional<FlagValue>(Slot)> ValueOf);
Deed deedOf(const Row &R, const Model &M,
            llvm::function_ref<std::optional<FlagValue>(Slot)> ValueOf);

/// Slots that a row of this role must place; of a pair one is enough.
struct Requirement {
  Slot One;
  std::optional<Slot> Or;
};
llvm::ArrayRef<Requirement> requiredSlots(Role R);

/// Roles that speak of objects in memory, how long they live, and of threads.
/// Their rows do not say what values a call makes.
bool concernsMemory(Role R);
/// Roles of stores: they may have scope, none, not_token, conflict.
bool speaksOfStores(Role R);

/// Roles whose rows may say `does`, and those whose rows may say `what`.
bool takesDeed(Role R);
bool takesProperties(Role R);

llvm::StringRef roleName(Role R);
llvm::StringRef roleText(Role R);
llvm::StringRef deedName(Deed D);
llvm::StringRef traitName(Trait T);
llvm::StringRef propertyName(Property P);
llvm::StringRef slotName(Slot S);
llvm::StringRef successName(Success S);
llvm::StringRef scopeName(Scope S);
std::string positionText(const Position &P);

/// The words of an identifier, lower case: `lastAccess` and `LAST_ACCESS` are
/// two words.
llvm::SmallVector<std::string, 6> splitWords(llvm::StringRef Identifier);

/// What stands behind the last `::`; all of it if there is none.
llvm::StringRef lastName(llvm::StringRef Qualified);

std::optional<Role> parseRole(llvm::StringRef Text);
std::optional<WordClass> parseWordClass(llvm::StringRef Text);
std::optional<Deed> parseDeed(llvm::StringRef Text);
std::optional<Trait> parseTrait(llvm::StringRef Text);
std::optional<Property> parseProperty(llvm::StringRef Text);
std::optional<Slot> parseSlot(llvm::StringRef Text);
std::optional<Success> parseSuccess(llvm::StringRef Text);
std::optional<Scope> parseScope(llvm::StringRef Text);
std::optional<Position> parsePosition(llvm::StringRef Text);

/// For `tocsin models`. List: one line per row, grouped by library; Filter is a
/// part of a function or library name, "" = all.
void printList(const Model &M, llvm::StringRef Filter, llvm::raw_ostream &OS);

/// Explain: everything known of a function; false, and the nearest names, if
/// nothing is.
bool explain(const Model &M, llvm::StringRef Name, llvm::raw_ostream &OS);

/// Validate: loads each file on top of `Base`; prints the errors, or a line
/// "FILE: N rows". True if all are well-formed.
bool validate(const Model &Base, llvm::ArrayRef<std::string> Files,
              llvm::raw_ostream &OS);

} // namespace tocsin::model

#endif // TOCSIN_MODEL_MODEL_H
