//===- Term.h - Symbolic values, one number for equal values --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Value numbering by hash-consing: a term is built once per shape, so that two
// expressions denote the same value exactly when their numbers are equal.
// Terms are immutable; what changes over time is the state that maps addresses
// to terms (State.h). An address is a term like any other: `&x` is LocalAddr,
// `p->f` lives at FieldAddr of the value of `p`.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_TERM_H
#define TOCSIN_FLOW_TERM_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Allocator.h"
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tocsin::flow {

using TermId = uint32_t; // 0: no term
using NameId = uint32_t; // into Names; 0: ""

/// Names shared by all units of a program: strings, fields, functions.
class Names {
public:
  Names() { intern(""); }
  NameId intern(llvm::StringRef S);
  llvm::StringRef operator[](NameId N) const { return Strings[N]; }
  size_t size() const { return Strings.size(); }

private:
  llvm::StringMap<NameId> Ids;
  std::vector<llvm::StringRef> Strings;
};

enum class TermKind : uint8_t {
  None,
  Int,        // Imm; A = spelling (macro names, enumerator) or 0
  Str,        // A = bytes
  Func,       // A = program function
  Param,      // A = index
  This,       //
  Captured,   // A = index
  LocalAddr,  // A = local of the function
  GlobalAddr, // A = program global
  FieldAddr,  // op 0 = address; A = field, B = owner record
  ElemAddr,   // op 0 = address, op 1 = subscript (0: unknown)
  Init,       // op 0 = address: what was there when the function began
  FieldOf,    // op 0 = object value; A = field, B = owner record
  With,       // op 0 = object value, but field A (of B) is op 1
  Text,       // op 0 = characters: a pointer to text with that content
  Bin,
  Cmp, // A = BinOp / CmpOp
  Neg,
  BitNot,
  Not,
  And,
  Or,     // truth of both, of either
  Select, // condition, if true, if false
  Pure,   // A = name of a function; ops = operands
  Opaque, // A = instruction, B = tag: unknown value made there
  Phi,    // A = block, B = merged thing: differs by the way taken
  Taken,  // A = block: that control came by
  Ret,    // A = event: what the call gave back
  Out,    // A = event, B = slot: what the call wrote
};

struct Term {
  Term() : Depth(0), HasParts(false) {}
  TermKind Kind = TermKind::None;
  uint8_t Depth : 7;    // height, bounded
  uint8_t HasParts : 1; // a field or element address was made of it
  uint16_t NumOps = 0;
  uint32_t A = 0, B = 0;
  uint32_t OpsBegin = 0;
  TermId InitOf = 0; // Init of this address, once somebody asked
  TermId Root = 0;   // see TermTable::root
  int64_t Imm = 0;
  uint64_t Mask = 0; // see TermTable::maskOf
};

/// A set of terms for one walk. Its storage is kept between walks and need not
/// be cleared; a walk inside a walk gets one of its own.
class MarkSet {
public:
  struct Storage {
    std::vector<uint32_t> Marks;
    uint32_t Epoch = 0;
  };
  explicit MarkSet(Storage &Home) : Home(Home), Own(std::move(Home)) {
    Home = {};
    ++Own.Epoch;
  }
  ~MarkSet() { Home = std::move(Own); }
  MarkSet(const MarkSet &) = delete;
  MarkSet &operator=(const MarkSet &) = delete;

  /// False if it was there.
  bool insert(TermId T) {
    if (T >= Own.Marks.size())
      Own.Marks.resize(std::max<size_t>(T + 1, Own.Marks.size() * 2), 0);
    return std::exchange(Own.Marks[T], Own.Epoch) != Own.Epoch;
  }

private:
  Storage &Home;
  Storage Own;
};

class TermTable {
public:
  static constexpr unsigned MaxDepth = 24;
  TermTable();

  TermId get(TermKind K, uint32_t A = 0, uint32_t B = 0, int64_t Imm = 0,
             llvm::ArrayRef<TermId> Ops = {});
  const Term &operator[](TermId T) const { return Terms[T]; }
  llvm::ArrayRef<TermId> ops(TermId T) const {
    return llvm::ArrayRef(Operands).slice(Terms[T].OpsBegin, Terms[T].NumOps);
  }
  TermId op(TermId T, unsigned I) const { return ops(T)[I]; }
  TermKind kind(TermId T) const { return Terms[T].Kind; }
  size_t size() const { return Terms.size(); }

  // Builders that normalise.
  TermId integer(int64_t V, NameId Spelling = 0);
  TermId field(TermId Address, NameId Field, NameId Owner);
  TermId element(TermId Address, TermId Index);
  TermId init(TermId Address) {
    if (TermId I = Terms[Address].InitOf)
      return I;
    TermId I = get(TermKind::Init, 0, 0, 0, Address);
    return Terms[Address].InitOf = I;
  }
  /// The field of an object value; of Init(a) it is Init(&a->f).
  TermId fieldOf(TermId Object, NameId Field, NameId Owner);
  TermId text(TermId Content) { return get(TermKind::Text, 0, 0, 0, Content); }
  TermId negate(TermId Cond);

  /// True if `T` is an address inside the object at `Base` (or Base itself).
  bool inside(TermId T, TermId Base) const;
  /// The object address at the root of field and element steps.
  TermId root(TermId Address) const { return Terms[Address].Root; }
  bool isAddress(TermId T) const;
  std::optional<int64_t> constant(TermId T) const;

  /// A sieve for "does this term mention that": a term mentions a leaf of this
  /// kind and number only if its Mask has the bit.
  static uint64_t maskOf(TermKind K, uint32_t A) {
    return uint64_t(1) << ((A * 2654435761u + unsigned(K) * 40503u) >> 26);
  }

  /// Whether `P` holds for `T` or a term below it. Bounded.
  bool any(TermId T, llvm::function_ref<bool(TermId)> P) const;

  /// Empty again, with its room kept for the next function.
  void clear();

  /// Gives back the room that only making terms needs; none is made any more.
  void seal() {
    Marks = {};
    Buckets = {};
    Spare = {};
    Terms.shrink_to_fit();
    Operands.shrink_to_fit();
  }

  /// Rebuilds `T`, which belongs to `From`, here. `Leaf` gives the replacement
  /// of a term or 0 to go on below it; a term that it refuses by returning
  /// Refused makes the whole result 0.
  static constexpr TermId Refused = ~0u;
  TermId rebuild(const TermTable &From, TermId T,
                 llvm::function_ref<TermId(TermId)> Leaf);

private:
  void grow();
  mutable MarkSet::Storage Marks;
  std::vector<Term> Terms;
  std::vector<TermId> Operands;
  struct Bucket {
    uint32_t Hash = 0;
    TermId Id = 0; // 0: free
  };
  std::vector<Bucket> Buckets; // open addressing, a power of two
  std::vector<Bucket> Spare;   // what grow() came from
};

/// Lists of terms by term. They stay where they are until the table goes.
class TermLists {
public:
  bool has(TermId X) const { return X < At.size() && At[X]; }
  llvm::ArrayRef<TermId> operator[](TermId X) const {
    return has(X) ? Lists[At[X]] : llvm::ArrayRef<TermId>();
  }
  llvm::ArrayRef<TermId> set(TermId X, llvm::ArrayRef<TermId> List) {
    if (X >= At.size())
      At.resize(std::max<size_t>(X + 1, At.size() * 2), 0);
    if (!At[X]) {
      At[X] = Lists.size();
      Lists.emplace_back();
    }
    return Lists[At[X]] = List.copy(Room);
  }

private:
  llvm::BumpPtrAllocator Room;
  std::vector<llvm::ArrayRef<TermId>> Lists{{}};
  std::vector<uint32_t> At; // by term, into Lists; 0: none
};

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_TERM_H
