//===- Loader.cpp - Rows from YAML ----------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads one model file (docs/models.md) with LLVM's YAML parser, reports every
// error in it, and adds it to the model if there is none.
//
//===----------------------------------------------------------------------===//

#include "Model/Model.h"
#include "Model/Words.h"
#include "Model/YamlReader.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tocsin::model {

static constexpr StringRef TopKeys[] = {
    "format",     "library",  "summary", "cite",      "constants",
    "properties", "commands", "words",   "functions", "stores"};
enum TopKey {
  Format,
  LibraryName,
  Summary,
  TopCite,
  Constants,
  Properties_,
  Commands,
  Words_,
  Functions,
  Stores
};

static constexpr StringRef RowKeys[] = {
    "fn",    "role",     "does",   "args",  "success",   "what",
    "means", "when",     "params", "types", "static",    "instead",
    "cite",  "disabled", "scope",  "none",  "not_token", "conflict"};
enum RowKey {
  Fn,
  RoleKey,
  Does,
  Args,
  SuccessKey,
  What,
  Means,
  When,
  Params,
  Types,
  Static,
  Instead,
  Cite,
  Disabled,
  ScopeKey,
  NoCheck,
  NotToken,
  Conflict
};

static constexpr StringRef RuleKeys[] = {"arg",  "has",  "any",    "equals",
                                         "not",  "text", "begins", "means",
                                         "what", "does"};
enum RuleKey {
  RuleArg,
  Has,
  Any,
  Equals,
  Not,
  Text,
  Begins,
  RuleMeans,
  RuleWhat,
  RuleDoes
};

class Loader : YamlReader {
public:
  Loader(Model &M, MemoryBufferRef Buffer) : YamlReader(Buffer), M(M) {}

  llvm::Error load();

private:
  struct Removal {
    std::string Name;
    std::optional<Role> Is;
  };

  void readTop(yaml::Node *N);
  void readConstants(yaml::Node *N, SMLoc At);
  void readProperties(yaml::Node *N, SMLoc At);
  void readCommands(yaml::Node *N, SMLoc At);
  void readVocabulary(yaml::Node *N, SMLoc At);
  void readRow(yaml::Node *N);
  void rowKey(Row &R, bool &Off, unsigned Key, SMLoc At, yaml::Node *V);
  void readStore(yaml::Node *N);
  void readStoreRow(yaml::Node *N, Role Is, const Row &Store);
  void placeArg(Row &R, Slot S, SMLoc KeyAt, yaml::Node *V);
  void finishRow(std::unique_ptr<Row> R, SMLoc At, uint32_t Seen, bool Off);
  void readArgs(Row &R, yaml::Node *N, SMLoc At);
  void readRule(Row &R, yaml::Node *N);
  void readParams(Row &R, yaml::Node *N, SMLoc At);
  void readTypes(Row &R, yaml::Node *N, SMLoc At);

  void checkDuplicates();
  void commit();

  Model &M;
  Library Lib;
  std::string DefaultCite;
  std::vector<std::unique_ptr<Row>> Rows;
  std::vector<std::pair<SMLoc, const Row *>> RowsAt;
  std::vector<Removal> Removals;
  StringMap<int64_t> Numbers;
  StringMap<Property> Fields;
  StringMap<Role> Verbs;
  StringMap<WordClasses> Vocabulary;
};

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

void Loader::readTop(yaml::Node *N) {
  if (!N || isa<yaml::NullNode>(N))
    return error(SMLoc(), "the file is empty; it starts with 'format: 1'");
  uint32_t Seen = 0;
  bool Whole = eachKey(
      N, "the file", SMLoc(), TopKeys,
      [&](unsigned Key, SMLoc At, yaml::Node *V) {
        Seen |= 1u << Key;
        switch (Key) {
        case Format:
          if (auto Version = number(V, "'format'", At);
              Version && *Version != 1)
            error(at(V, At), "format " + Twine(*Version) +
                                 " is not known; this program reads format 1");
          break;
        case LibraryName:
          if (auto Text = scalar(V, "'library'", At)) {
            Lib.Name = Text->str();
            if (Text->empty())
              error(at(V, At), "'library' is empty");
          }
          break;
        case Summary:
          if (auto Text = scalar(V, "'summary'", At))
            Lib.Summary = Text->str();
          break;
        case TopCite:
          if (auto Text = scalar(V, "'cite'", At))
            DefaultCite = Text->str();
          break;
        case Constants:
          readConstants(V, At);
          break;
        case Properties_:
          readProperties(V, At);
          break;
        case Commands:
          readCommands(V, At);
          break;
        case Stores:
          eachItem(V, "'stores'", At,
                   [&](yaml::Node *Item) { readStore(Item); });
          break;
        case Words_:
          readVocabulary(V, At);
          break;
        case Functions:
          eachItem(V, "'functions'", At,
                   [&](yaml::Node *Item) { readRow(Item); });
          break;
        }
      });
  if (!Whole)
    return;
  for (unsigned Key : {Format, LibraryName})
    if (!(Seen & 1u << Key))
      error(at(N, SMLoc()), "the file has no key '" + TopKeys[Key] + "'");
}

void Loader::readConstants(yaml::Node *N, SMLoc At) {
  eachPair(N, "'constants'", At,
           [&](StringRef Key, SMLoc KeyAt, yaml::Node *V) {
             if (!isQualifiedName(Key))
               error(KeyAt, "'" + Key + "' is not the name of a constant");
             if (auto Value = number(V, "constant '" + Key + "'", KeyAt))
               Numbers[Key] = *Value;
           });
}

void Loader::readProperties(yaml::Node *N, SMLoc At) {
  eachPair(
      N, "'properties'", At, [&](StringRef Key, SMLoc KeyAt, yaml::Node *V) {
        if (!isQualifiedName(Key))
          error(KeyAt, "'" + Key + "' is neither Record::field nor a constant");
        if (auto P = word<Property>(V, "property", KeyAt, propertyWords(),
                                    parseProperty))
          Fields[Key] = *P;
      });
}

void Loader::readCommands(yaml::Node *N, SMLoc At) {
  eachPair(N, "'commands'", At, [&](StringRef Key, SMLoc KeyAt, yaml::Node *V) {
    if (auto R = word<Role>(V, "role", KeyAt, roleWords(), parseRole)) {
      if (!speaksOfStores(*R))
        error(at(V, KeyAt),
              "a command has a role of stores, not '" + roleName(*R) + "'");
      Verbs[Key.upper()] = *R;
    }
  });
}

void Loader::readVocabulary(yaml::Node *N, SMLoc At) {
  eachPair(N, "'words'", At, [&](StringRef Key, SMLoc KeyAt, yaml::Node *V) {
    auto Class = parseWordClass(Key);
    if (!Class)
      return error(KeyAt, "unknown class of words '" + Key + "'" +
                              suggest(Key, wordClassWords()));
    for (const std::string &Word : words(V, "'" + Key + "'", KeyAt)) {
      if (join(splitWords(Word), "_") != Word)
        error(at(V, KeyAt), "'" + Word +
                                "' is not in lower case, words "
                                "joined by '_'");
      Vocabulary[Word] |= bit(*Class);
    }
  });
}

//===----------------------------------------------------------------------===//
// A row
//===----------------------------------------------------------------------===//

void Loader::rowKey(Row &R, bool &Off, unsigned Key, SMLoc At, yaml::Node *V) {
  switch (Key) {
  case Fn:
    R.Names = words(V, "'fn'", At);
    for (const std::string &Name : R.Names)
      if (!isQualifiedName(Name))
        error(at(V, At), "'" + Name +
                             "' in 'fn' is not a plain name; "
                             "write it qualified, without wildcards and "
                             "template arguments");
    break;
  case RoleKey:
    if (auto Is = word<Role>(V, "role", At, roleWords(), parseRole))
      R.Is = *Is;
    break;
  case Does:
    if (auto D = word<Deed>(V, "deed", At, deedWords(), parseDeed))
      R.Does = *D;
    break;
  case Args:
    readArgs(R, V, At);
    break;
  case SuccessKey:
    if (auto S = word<Success>(V, "success", At, successWords(), parseSuccess))
      R.Succeeds = *S;
    break;
  case What:
    R.What =
        wordSet<Property>(V, "property", At, propertyWords(), parseProperty);
    break;
  case Means:
    R.Means = wordSet<Trait>(V, "trait", At, traitWords(), parseTrait);
    break;
  case When:
    eachItem(V, "'when'", At, [&](yaml::Node *Item) { readRule(R, Item); });
    break;
  case Params:
    readParams(R, V, At);
    break;
  case Types:
    readTypes(R, V, At);
    break;
  case Static:
    R.Static = boolean(V, "'static'", At);
    break;
  case Instead:
    if (auto Text = scalar(V, "'instead'", At))
      R.Instead = Text->str();
    break;
  case Cite:
    if (auto Text = scalar(V, "'cite'", At))
      R.Cite = Text->str();
    break;
  case Disabled:
    Off = boolean(V, "'disabled'", At).value_or(false);
    break;
  case ScopeKey:
    if (auto S = word<Scope>(V, "scope", At, scopeWords(), parseScope))
      R.Reach = *S;
    break;
  case NoCheck:
    R.NoCheck = words(V, "'none'", At);
    break;
  case NotToken:
    R.NotToken = words(V, "'not_token'", At);
    break;
  case Conflict:
    R.Conflict = words(V, "'conflict'", At);
    break;
  }
}

void Loader::readRow(yaml::Node *N) {
  auto R = std::make_unique<Row>();
  bool Off = false;
  size_t Before = Errors.size();
  uint32_t Seen = 0;
  SMLoc Start = at(N, SMLoc());
  bool Whole = eachKey(N, "a row", Start, RowKeys,
                       [&](unsigned Key, SMLoc At, yaml::Node *V) {
                         Seen |= 1u << Key;
                         rowKey(*R, Off, Key, At, V);
                       });
  // What is wrong with a whole row shows once its keys are right.
  if (Whole && Errors.size() == Before)
    finishRow(std::move(R), Start, Seen, Off);
}

/// Checks a row as a whole.
void Loader::finishRow(std::unique_ptr<Row> R, SMLoc At, uint32_t Seen,
                       bool Off) {
  auto Has = [&](RowKey K) { return (Seen >> K & 1) != 0; };
  if (!Has(Fn))
    return error(At, "the row has no key 'fn'");
  if (Off) {
    if (Seen & ~(1u << Fn | 1u << RoleKey | 1u << Disabled))
      return error(At, "a disabled row has no other keys than 'fn' and 'role'");
    for (std::string &Name : R->Names)
      Removals.push_back(
          {Name, Has(RoleKey) ? std::optional(R->Is) : std::nullopt});
    return;
  }
  std::string Of = R->Names.empty() ? "the row" : "'" + R->Names[0] + "'";
  if (!Has(RoleKey))
    return error(At, Of + " has no key 'role'" + suggest("", roleWords()));
  std::string OfRole = (Of + " (" + roleName(R->Is) + ")").str();
  for (const Requirement &Need : requiredSlots(R->Is)) {
    if (R->arg(Need.One) || (Need.Or && R->arg(*Need.Or)))
      continue;
    error(At, OfRole + " must place '" + slotName(Need.One) + "'" +
                  (Need.Or ? " or '" + slotName(*Need.Or) + "'" : Twine()) +
                  " in 'args'");
  }
  if (R->Is == Role::PathUse && !Has(Does))
    error(At, OfRole + " must say what it 'does'" + suggest("", deedWords()));
  if (Has(Does) && !takesDeed(R->Is))
    error(At, OfRole + " cannot have 'does'; that is for path.use, "
                       "path.private and fd.use");
  if (Has(What) && !takesProperties(R->Is))
    error(At, OfRole + " cannot have 'what'; that is for checks");
  for (const FlagRule &Rule : R->When) {
    if (!R->arg(Rule.Arg))
      error(At, OfRole + " has a rule on '" + slotName(Rule.Arg) +
                    "', but 'args' does not place it");
    if (Rule.What && !takesProperties(R->Is))
      error(At, OfRole + " has a rule with 'what'; that is for checks");
    if (Rule.Does != Deed::None && !takesDeed(R->Is))
      error(At, OfRole + " has a rule with 'does'; that is for path.use, "
                         "path.private and fd.use");
  }
  bool OfStore = R->Reach != Scope::Unknown || !R->NoCheck.empty() ||
                 !R->NotToken.empty() || !R->Conflict.empty();
  if (OfStore && !speaksOfStores(R->Is) && R->Is != Role::LockAcquire &&
      R->Is != Role::LockRelease)
    error(At, OfRole + " cannot have scope, none, not_token or conflict; that "
                       "is for stores");
  R->Library = Lib.Name;
  R->Source =
      StringRef(where(At)).rsplit(':').first.str(); // FILE:LINE, no column
  RowsAt.emplace_back(At, R.get());
  Rows.push_back(std::move(R));
}

void Loader::placeArg(Row &R, Slot S, SMLoc KeyAt, yaml::Node *V) {
  auto Text = scalar(V, "the position of '" + slotName(S) + "'", KeyAt);
  if (!Text)
    return;
  if (auto P = parsePosition(*Text))
    R.Args.emplace_back(S, *P);
  else
    error(at(V, KeyAt), "'" + *Text +
                            "' is not a position (allowed: N, -N, "
                            "ret, this, out N, cb N, each with an "
                            "optional .member)");
}

void Loader::readArgs(Row &R, yaml::Node *N, SMLoc At) {
  eachPair(N, "'args'", At, [&](StringRef Key, SMLoc KeyAt, yaml::Node *V) {
    auto S = parseSlot(Key);
    if (S)
      placeArg(R, *S, KeyAt, V);
    else
      error(KeyAt, "unknown slot '" + Key + "'" + suggest(Key, slotWords()));
  });
}

void Loader::readRule(Row &R, yaml::Node *N) {
  FlagRule Rule;
  unsigned Conditions = 0, Consequences = 0;
  SMLoc Start = at(N, SMLoc());
  bool Whole = eachKey(
      N, "a rule of 'when'", Start, RuleKeys,
      [&](unsigned Key, SMLoc At, yaml::Node *V) {
        Conditions += Key >= Has && Key <= Begins;
        Consequences += Key >= RuleMeans;
        switch (Key) {
        case RuleArg:
          if (auto S = word<Slot>(V, "slot", At, slotWords(), parseSlot))
            Rule.Arg = *S;
          break;
        case Has:
          Rule.Has = words(V, "'has'", At);
          break;
        case Any:
          Rule.Any = words(V, "'any'", At);
          break;
        case Equals:
          Rule.Equals = words(V, "'equals'", At);
          break;
        case Not:
          Rule.Not = words(V, "'not'", At);
          break;
        case Text:
          if (auto T = scalar(V, "'text'", At))
            Rule.Text = T->str();
          break;
        case Begins:
          Rule.Begins = words(V, "'begins'", At);
          break;
        case RuleMeans:
          Rule.Means = wordSet<Trait>(V, "trait", At, traitWords(), parseTrait);
          break;
        case RuleWhat:
          Rule.What = wordSet<Property>(V, "property", At, propertyWords(),
                                        parseProperty);
          break;
        case RuleDoes:
          if (auto D = word<Deed>(V, "deed", At, deedWords(), parseDeed))
            Rule.Does = *D;
          break;
        }
      });
  if (!Whole)
    return;
  if (Conditions != 1)
    error(Start, "a rule of 'when' has one condition: has, any, equals, not, "
                 "text or begins");
  if (!Consequences)
    error(Start, "a rule of 'when' has a consequence: means, what or does");
  R.When.push_back(std::move(Rule));
}

void Loader::readParams(Row &R, yaml::Node *N, SMLoc At) {
  std::vector<int64_t> Bounds;
  auto Add = [&](yaml::Node *Item) {
    auto Value = number(Item, "'params'", At);
    if (Value && (*Value < 0 || *Value > 255))
      error(at(Item, At), "'params' must be between 0 and 255");
    if (Value)
      Bounds.push_back(*Value);
  };
  bool List = isa<yaml::SequenceNode>(N);
  size_t Before = Errors.size();
  if (List)
    eachItem(N, "'params'", At, Add);
  else
    Add(N);
  if (Errors.size() != Before)
    return;
  if (List && (Bounds.size() != 2 || Bounds[0] > Bounds[1]))
    return error(at(N, At), "'params' is N or [min, max]");
  R.MinParams = Bounds.front();
  R.MaxParams = Bounds.back();
}

void Loader::readTypes(Row &R, yaml::Node *N, SMLoc At) {
  eachPair(N, "'types'", At, [&](StringRef Key, SMLoc KeyAt, yaml::Node *V) {
    unsigned Index = 0;
    if (Key.getAsInteger(10, Index) || Index > 255)
      error(KeyAt, "'" + Key + "' in 'types' is not the number of a parameter");
    auto Name = scalar(V, "the type of parameter " + Key, KeyAt);
    if (Name && Name->empty())
      error(at(V, KeyAt), "the type of parameter " + Key + " is empty");
    if (Name)
      R.ParamTypes.emplace_back(Index, Name->str());
  });
}

//===----------------------------------------------------------------------===//
// A store: the short form of rows about one library
//===----------------------------------------------------------------------===//

/// The keys of a store that hold rows, and the role of those rows.
static std::optional<Role> storeGroup(StringRef Key) {
  if (Key == "lock")
    return Role::LockAcquire;
  if (Key == "unlock")
    return Role::LockRelease;
  if (auto R = parseRole(("store." + Key).str()))
    return R;
  return parseRole(("sql." + Key).str());
}

static Words storeKeys() {
  static const std::vector<std::string> Owned = [] {
    std::vector<std::string> K{"name",      "scope",    "cite", "none",
                               "not_token", "conflict", "lock", "unlock"};
    for (StringRef Role : roleWords())
      if (Role.consume_front("store.") || Role.consume_front("sql."))
        K.push_back(Role.str());
    return K;
  }();
  static const std::vector<StringRef> Keys(Owned.begin(), Owned.end());
  return Keys;
}

void Loader::readStore(yaml::Node *N) {
  Row Store;
  SMLoc Start = at(N, SMLoc());
  bool Named = false, Off = false;
  eachPair(N, "a store", Start, [&](StringRef Key, SMLoc At, yaml::Node *V) {
    if (Key == "name") {
      Named = scalar(V, "'name'", At).has_value();
    } else if (Key == "scope" || Key == "none" || Key == "not_token" ||
               Key == "conflict" || Key == "cite") {
      unsigned I = find(RowKeys, Key) - std::begin(RowKeys);
      rowKey(Store, Off, I, At, V);
    } else if (auto Is = storeGroup(Key)) {
      // Nodes are read once and in order: what a store says of all its rows
      // stands before them.
      eachItem(V, "'" + Key + "'", At,
               [&](yaml::Node *Item) { readStoreRow(Item, *Is, Store); });
    } else {
      error(At,
            "unknown key '" + Key + "' in a store" + suggest(Key, storeKeys()));
    }
  });
  if (!Named)
    error(Start, "the store has no key 'name'");
}

/// Whether another operand stands where a C function has its handle.
static bool takenAtZero(const Row &R) {
  return any_of(R.Args, [](const auto &A) {
    return A.second.Where == Position::Kind::Arg && A.second.Index == 0;
  });
}

void Loader::readStoreRow(yaml::Node *N, Role Is, const Row &Store) {
  auto R = std::make_unique<Row>(Store);
  R->Is = Is;
  bool Off = false;
  size_t Before = Errors.size();
  uint32_t Seen = 1u << RoleKey;
  SMLoc Start = at(N, SMLoc());
  bool Whole =
      eachPair(N, "a row", Start, [&](StringRef Key, SMLoc At, yaml::Node *V) {
        auto S = parseSlot(Key);
        auto *K = find(RowKeys, Key);
        if (S)
          return placeArg(*R, *S, At, V);
        if (K == std::end(RowKeys) || Key == "role" || Key == "args")
          return error(At, "unknown key '" + Key + "' in a row of a store" +
                               suggest(Key, slotWords()));
        Seen |= 1u << (K - std::begin(RowKeys));
        rowKey(*R, Off, K - std::begin(RowKeys), At, V);
      });
  if (!Whole || Errors.size() != Before)
    return;
  // The receiver of a method, the first operand of a C function.
  bool Handle = R->arg(Slot::Store) || R->arg(Slot::Txn) ||
                R->arg(Slot::Statement) || Is == Role::StoreRequest ||
                Is == Role::LockAcquire || Is == Role::LockRelease;
  if (!Handle && !R->Names.empty()) {
    Position P;
    P.Where = StringRef(R->Names[0]).contains("::") ? Position::Kind::This
                                                    : Position::Kind::Arg;
    if (P.Where == Position::Kind::This || !takenAtZero(*R))
      R->Args.emplace_back(Slot::Store, P);
  }
  finishRow(std::move(R), Start, Seen, Off);
}

//===----------------------------------------------------------------------===//
// The whole
//===----------------------------------------------------------------------===//

/// The flags without which a row says nothing of a call.
static const std::vector<std::string> *onlyWith(const Row &R) {
  for (const FlagRule &Rule : R.When)
    if (Rule.Means & bit(Trait::Safe) && !Rule.Not.empty())
      return &Rule.Not;
  return nullptr;
}

static bool sameConstraints(const Row &A, const Row &B) {
  const auto *X = onlyWith(A), *Y = onlyWith(B);
  if (X && Y && *X != *Y)
    return false;
  return A.MinParams == B.MinParams && A.MaxParams == B.MaxParams &&
         A.ParamTypes == B.ParamTypes && A.Static == B.Static;
}

void Loader::checkDuplicates() {
  StringMap<SmallVector<const Row *, 2>> Seen;
  for (auto [At, R] : RowsAt)
    for (const std::string &Name : R->Names) {
      auto &Others = Seen[Name];
      for (const Row *Other : Others)
        if (Other->Is == R->Is && sameConstraints(*Other, *R))
          error(At, "duplicate row: '" + Name + "' has the role " +
                        roleName(R->Is) + " at " + Other->Source +
                        " already, with the same params, types and static");
      Others.push_back(R);
    }
}

void Loader::commit() {
  for (const Removal &Gone : Removals)
    M.removeRows(Gone.Name, Gone.Is);
  for (const auto &R : Rows)
    for (const std::string &Name : R->Names)
      M.removeRows(Name, R->Is);
  for (auto &R : Rows) {
    if (R->Cite.empty())
      R->Cite = DefaultCite;
    R->Library = Lib.Name;
    for (const std::string &Name : R->Names)
      M.ByName[Name].push_back(R.get());
    M.Rows.push_back(std::move(R));
  }
  for (const auto &Entry : Numbers)
    M.Constants[Entry.getKey()] = Entry.getValue();
  for (const auto &Entry : Verbs)
    M.Commands[Entry.getKey()] = Entry.getValue();
  for (const auto &Entry : Fields)
    M.Fields[Entry.getKey()] = Entry.getValue();
  for (const auto &Entry : Vocabulary)
    M.Vocabulary[Entry.getKey()] |= Entry.getValue();
  Lib.File = Buffer.getBufferIdentifier().str();
  M.Libraries.push_back(std::move(Lib));
}

llvm::Error Loader::load() {
  read([&](yaml::Node *Root) { readTop(Root); });
  checkDuplicates();
  if (!Errors.empty())
    return createStringError(inconvertibleErrorCode(), join(Errors, "\n"));
  commit();
  return llvm::Error::success();
}

llvm::Error Model::add(MemoryBufferRef Buffer) {
  return Loader(*this, Buffer).load();
}

} // namespace tocsin::model
