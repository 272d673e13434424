//===- Words.cpp - The vocabulary of model files --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Enumerations to words and back, generated from the lists in Model.h, and what
// each role needs.
//
//===----------------------------------------------------------------------===//

#include "Model/Words.h"
#include "Model/Model.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tocsin::model {

// Every table is in the order of its enumeration, so an index is a value.
static constexpr StringRef Roles[] = {
#define X(Id, Name, Text) Name,
    TOCSIN_ROLES(X)
#undef X
};
static constexpr StringRef RoleTexts[] = {
#define X(Id, Name, Text) Text,
    TOCSIN_ROLES(X)
#undef X
};
#define X(Id, Name) Name,
static constexpr StringRef Deeds[] = {TOCSIN_DEEDS(X)}; // from Deed(1)
static constexpr StringRef Traits_[] = {TOCSIN_TRAITS(X)};
static constexpr StringRef Properties_[] = {TOCSIN_PROPERTIES(X)};
static constexpr StringRef Slots[] = {TOCSIN_SLOTS(X)};
static constexpr StringRef Successes[] = {TOCSIN_SUCCESS(X)}; // Success(1)
static constexpr StringRef WordClasses_[] = {TOCSIN_WORD_CLASSES(X)};
#undef X
static constexpr StringRef Scopes[] = {"process", "host",
                                       "cluster"}; // Scope(1)

static_assert(std::size(Traits_) <= 64, "Traits is a 64-bit set");
static_assert(std::size(Roles) <= 64, "sets of roles have 64 bits");
static_assert(std::size(Properties_) <= 32, "Properties is a 32-bit set");
static_assert(std::size(WordClasses_) <= 64, "WordClasses is a 64-bit set");

Words roleWords() { return Roles; }
Words deedWords() { return Deeds; }
Words traitWords() { return Traits_; }
Words propertyWords() { return Properties_; }
Words slotWords() { return Slots; }
Words successWords() { return Successes; }
Words scopeWords() { return Scopes; }
Words wordClassWords() { return WordClasses_; }

StringRef roleName(Role R) { return Roles[unsigned(R)]; }
StringRef roleText(Role R) { return RoleTexts[unsigned(R)]; }
StringRef traitName(Trait T) { return Traits_[unsigned(T)]; }
StringRef propertyName(Property P) { return Properties_[unsigned(P)]; }
StringRef slotName(Slot S) { return Slots[unsigned(S)]; }
StringRef deedName(Deed D) {
  return D == Deed::None ? StringRef() : Deeds[unsigned(D) - 1];
}
StringRef scopeName(Scope S) {
  return S == Scope::Unknown ? StringRef() : Scopes[unsigned(S) - 1];
}
StringRef successName(Success S) {
  return S == Success::Unknown ? StringRef() : Successes[unsigned(S) - 1];
}

template <class E>
static std::optional<E> parse(Words Table, StringRef Text, unsigned First = 0) {
  for (auto [I, Word] : enumerate(Table))
    if (Word == Text)
      return E(I + First);
  return std::nullopt;
}

std::optional<Role> parseRole(StringRef T) { return parse<Role>(Roles, T); }
std::optional<Deed> parseDeed(StringRef T) { return parse<Deed>(Deeds, T, 1); }
std::optional<Slot> parseSlot(StringRef T) { return parse<Slot>(Slots, T); }
std::optional<Trait> parseTrait(StringRef T) {
  return parse<Trait>(Traits_, T);
}
std::optional<Property> parseProperty(StringRef T) {
  return parse<Property>(Properties_, T);
}
std::optional<Scope> parseScope(StringRef T) {
  return parse<Scope>(Scopes, T, 1);
}
std::optional<WordClass> parseWordClass(StringRef T) {
  return parse<WordClass>(WordClasses_, T);
}
std::optional<Success> parseSuccess(StringRef T) {
  return parse<Success>(Successes, T, 1);
}

std::optional<Position> parsePosition(StringRef Text) {
  Position P;
  auto [Base, Member] = Text.split('.');
  if (Text.contains('.') && (Member.empty() || !all_of(Member, [](char C) {
                               return isAlnum(C) || C == '_' || C == '.';
                             })))
    return std::nullopt;
  P.Member = Member.str();
  if (Base == "ret" || Base == "this") {
    P.Where = Base == "ret" ? Position::Kind::Ret : Position::Kind::This;
    return P;
  }
  bool Negative = false;
  if (Base.consume_front("out ")) {
    P.Where = Position::Kind::Out;
    Negative = Base.consume_front("-");
  } else if (Base.consume_front("cb "))
    P.Where = Position::Kind::Callback;
  else
    Negative = Base.consume_front("-");
  unsigned N;
  if (Base.empty() || !isDigit(Base[0]) || Base.getAsInteger(10, N) ||
      N > 255 || (Negative && N == 0))
    return std::nullopt;
  P.Index = Negative ? -int(N) : int(N);
  return P;
}

std::string positionText(const Position &P) {
  std::string Text;
  switch (P.Where) {
  case Position::Kind::Arg:
    Text = itostr(P.Index);
    break;
  case Position::Kind::Ret:
    Text = "ret";
    break;
  case Position::Kind::This:
    Text = "this";
    break;
  case Position::Kind::Out:
    Text = "out " + itostr(P.Index);
    break;
  case Position::Kind::Callback:
    Text = "cb " + itostr(P.Index);
    break;
  }
  return P.Member.empty() ? Text : Text + "." + P.Member;
}

ArrayRef<Requirement> requiredSlots(Role R) {
  static const Requirement Path[] = {{Slot::Path, std::nullopt}};
  static const Requirement Result[] = {{Slot::Result, std::nullopt}};
  static const Requirement PathOrResult[] = {{Slot::Path, Slot::Result}};
  static const Requirement From[] = {{Slot::From, std::nullopt}};
  static const Requirement Fd[] = {{Slot::Fd, std::nullopt}};
  static const Requirement Lock[] = {{Slot::Lock, Slot::Guard}};
  static const Requirement OneLock[] = {{Slot::Lock, std::nullopt}};
  static const Requirement Guard[] = {{Slot::Guard, std::nullopt}};
  static const Requirement Swap[] = {{Slot::Guard, std::nullopt},
                                     {Slot::Object, std::nullopt}};
  static const Requirement Count[] = {{Slot::Lock, std::nullopt},
                                      {Slot::Value, std::nullopt}};
  static const Requirement Object[] = {{Slot::Object, std::nullopt}};
  static const Requirement Compare[] = {{Slot::Object, std::nullopt},
                                        {Slot::Value, std::nullopt}};
  static const Requirement Callback[] = {{Slot::Callback, std::nullopt}};
  static const Requirement Start[] = {{Slot::Callback, Slot::Object}};
  static const Requirement Ended[] = {{Slot::Object, Slot::Callback}};
  static const Requirement OutFrom[] = {{Slot::Out, std::nullopt},
                                        {Slot::From, std::nullopt}};
  static const Requirement Request[] = {{Slot::Request, std::nullopt}};
  static const Requirement Text[] = {{Slot::Text, std::nullopt}};
  static const Requirement Prepare[] = {{Slot::Text, std::nullopt},
                                        {Slot::Statement, std::nullopt}};
  static const Requirement Bind[] = {{Slot::Statement, std::nullopt},
                                     {Slot::Value, Slot::Params}};
  static const Requirement Step[] = {{Slot::Statement, std::nullopt}};
  static const Requirement Txn[] = {{Slot::Store, Slot::Txn}};
  static const Requirement Record[] = {{Slot::Key, Slot::Request}};
  switch (R) {
  case Role::PathCheck:
  case Role::PathResolve:
  case Role::PathList:
  case Role::PathUse:
  case Role::PathSame:
    return Path;
  case Role::PathTemp:
    return Result;
  case Role::PathPrivate:
    return PathOrResult;
  case Role::PathBuild:
    return From;
  case Role::FdCheck:
  case Role::FdUse:
  case Role::FdSame:
  case Role::FdClose:
    return Fd;
  case Role::LockAcquire:
  case Role::LockRelease:
  case Role::LockWait:
    return Lock;
  case Role::LockHeld:
    return OneLock;
  case Role::LockQuery:
  case Role::LockAbandon:
    return Guard;
  case Role::LockSwap:
    return Swap;
  case Role::LockCount:
    return Count;
  case Role::AtomicLoad:
  case Role::MemoryRead:
  case Role::MemoryWrite:
  case Role::MemoryShare:
  case Role::RefQuery:
  case Role::UseQuery:
    return Object;
  case Role::AtomicStore:
  case Role::AtomicUpdate:
    return Object;
  case Role::AtomicCompare:
    return Compare;
  case Role::MemoryAlloc:
    return Result;
  case Role::ThreadStart:
    return Start;
  case Role::SignalHandler:
  case Role::OnceRun:
    return Callback;
  case Role::Fill:
  case Role::Append:
    return OutFrom;
  case Role::StoreRead:
  case Role::StoreWrite:
  case Role::StoreCreate:
  case Role::StoreDelete:
    return Record;
  case Role::StoreBegin:
  case Role::StoreCommit:
  case Role::StoreAbort:
  case Role::StorePin:
    return Txn;
  case Role::StoreRequest:
    return Request;
  case Role::StoreCommand:
    return {};
  case Role::SqlRun:
    return Text;
  case Role::SqlPrepare:
    return Prepare;
  case Role::SqlBind:
    return Bind;
  case Role::SqlStep:
    return Step;
  case Role::Destroy:
  case Role::Enqueue:
    return Ended;
  case Role::ClockRead:
  case Role::ThreadBody:
  case Role::ThreadJoin:
  case Role::ThreadConfine:
  case Role::ThreadIndex:
  case Role::StoreAtomic:
  case Role::SqlCount:
  case Role::ErrorCode:
  case Role::PrivilegeSet:
  case Role::Wait:
  case Role::Exit:
  case Role::Output:
  case Role::Pure:
    return {};
  }
  llvm_unreachable("a role without a line in the table");
}

bool concernsMemory(Role R) {
  return R >= Role::AtomicLoad && R <= Role::RefQuery;
}

bool speaksOfStores(Role R) {
  return R >= Role::StoreRead && R <= Role::SqlCount;
}

bool takesDeed(Role R) {
  return R == Role::PathUse || R == Role::PathPrivate || R == Role::FdUse;
}

bool takesProperties(Role R) {
  return R == Role::PathCheck || R == Role::PathResolve ||
         R == Role::PathList || R == Role::FdCheck || R == Role::Pure;
}

StringRef nearest(StringRef Wrong, Words Allowed) {
  StringRef Best;
  unsigned Limit = std::max<size_t>(Wrong.size() / 3, 1) + 1;
  for (StringRef Word : Allowed) {
    unsigned D = Wrong.edit_distance_insensitive(Word, true, Limit);
    if (D >= Limit)
      continue;
    Best = Word;
    Limit = D;
  }
  return Best;
}

std::string suggest(StringRef Wrong, Words Allowed) {
  std::string Text;
  StringRef Best = nearest(Wrong, Allowed);
  if (!Best.empty())
    Text = "; did you mean '" + Best.str() + "'?";
  return Text + " (allowed: " + join(Allowed, ", ") + ")";
}

bool isQualifiedName(StringRef Name) {
  SmallVector<StringRef, 4> Parts;
  Name.split(Parts, "::");
  for (auto [I, Part] : enumerate(Parts)) {
    if (Part.starts_with("operator") && Part.size() > 8 && !isAlnum(Part[8]) &&
        Part[8] != '_')
      return true;
    if (I + 1 == Parts.size())
      Part.consume_front("~");
    if (Part.empty() || isDigit(Part[0]) ||
        !all_of(Part, [](char C) { return isAlnum(C) || C == '_'; }))
      return false;
  }
  return true;
}

} // namespace tocsin::model
