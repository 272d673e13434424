//===- Annotations.cpp - Rows that stand in the source --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads `tocsin::ROLE key=value ...` (docs/models.md, "Annotations in source").
//
//===----------------------------------------------------------------------===//

#include "Model/Annotations.h"
#include "Model/Words.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tocsin::model {

/// The keys besides the slots.
static constexpr StringRef OtherKeys[] = {"does",  "success", "what",
                                          "means", "instead", "cite",
                                          "scope", "none",    "not_token"};

static Words allKeys() {
  static const std::vector<StringRef> Keys = [] {
    std::vector<StringRef> All(slotWords().begin(), slotWords().end());
    All.insert(All.end(), std::begin(OtherKeys), std::end(OtherKeys));
    return All;
  }();
  return Keys;
}

/// Takes the next word, with `'...'` kept together; false at the end.
static bool takeWord(StringRef &Rest, std::string &Word, std::string &Error) {
  Rest = Rest.ltrim();
  Word.clear();
  bool Quoted = false;
  size_t I = 0;
  for (; I < Rest.size() && (Quoted || !isSpace(Rest[I])); ++I) {
    if (Rest[I] == '\'')
      Quoted = !Quoted;
    else
      Word += Rest[I];
  }
  if (Quoted)
    Error = "a single quote is not closed";
  bool Any = I != 0;
  Rest = Rest.drop_front(I);
  return Any;
}

template <class T>
static uint64_t parseSet(StringRef Value, StringRef What, Words Allowed,
                         std::optional<T> (*Parse)(StringRef),
                         std::string &Error) {
  uint64_t Set = 0;
  SmallVector<StringRef, 4> Parts;
  Value.split(Parts, ',');
  for (StringRef Part : Parts)
    if (auto Item = Parse(Part.trim()))
      Set |= bit(*Item);
    else
      Error = ("unknown " + What + " '" + Part + "'").str() +
              suggest(Part, Allowed);
  return Set;
}

static void parsePair(Row &R, StringRef Key, StringRef Value,
                      std::string &Error) {
  if (auto S = parseSlot(Key)) {
    auto P = parsePosition(Value);
    if (P && !R.arg(*S))
      R.Args.emplace_back(*S, *P);
    else if (P)
      Error = ("duplicate key '" + Key + "'").str();
    else
      Error = ("'" + Value +
               "' is not a position (allowed: N, -N, ret, this, "
               "'out N', 'cb N', each with an optional .member)")
                  .str();
  } else if (Key == "does") {
    if (auto D = parseDeed(Value))
      R.Does = *D;
    else
      Error =
          ("unknown deed '" + Value + "'").str() + suggest(Value, deedWords());
  } else if (Key == "success") {
    if (auto S = parseSuccess(Value))
      R.Succeeds = *S;
    else
      Error = ("unknown success '" + Value + "'").str() +
              suggest(Value, successWords());
  } else if (Key == "what") {
    R.What = parseSet(Value, "property", propertyWords(), parseProperty, Error);
  } else if (Key == "means") {
    R.Means = parseSet(Value, "trait", traitWords(), parseTrait, Error);
  } else if (Key == "scope") {
    if (auto S = parseScope(Value))
      R.Reach = *S;
    else
      Error = ("unknown scope '" + Value + "'").str() +
              suggest(Value, scopeWords());
  } else if (Key == "none" || Key == "not_token") {
    SmallVector<StringRef, 4> Parts;
    Value.split(Parts, ',');
    auto &Into = Key == "none" ? R.NoCheck : R.NotToken;
    Into.assign(Parts.begin(), Parts.end());
  } else if (Key == "instead") {
    R.Instead = Value.str();
  } else if (Key == "cite") {
    R.Cite = Value.str();
  } else {
    Error = ("unknown key '" + Key + "'").str() + suggest(Key, allKeys());
  }
}

std::unique_ptr<Row> parseAnnotation(StringRef Text, std::string &Error) {
  std::string Word;
  if (!takeWord(Text, Word, Error) || !Error.empty()) {
    if (Error.empty())
      Error = "no role given" + suggest("", roleWords());
    return nullptr;
  }
  auto Is = parseRole(Word);
  if (!Is) {
    Error = "unknown role '" + Word + "'" + suggest(Word, roleWords());
    return nullptr;
  }
  auto R = std::make_unique<Row>();
  R->Is = *Is;
  while (Error.empty() && takeWord(Text, Word, Error)) {
    auto [Key, Value] = StringRef(Word).split('=');
    if (!StringRef(Word).contains('='))
      Error = "'" + Word + "' is not of the form key=value";
    if (Error.empty())
      parsePair(*R, Key, Value, Error);
  }
  std::string Name = roleName(*Is).str();
  if (Error.empty() && *Is == Role::PathUse && R->Does == Deed::None)
    Error = Name + " must say what it does" + suggest("", deedWords());
  if (Error.empty() && R->Does != Deed::None && !takesDeed(*Is))
    Error = Name + " cannot have 'does'";
  if (Error.empty() && R->What && !takesProperties(*Is))
    Error = Name + " cannot have 'what'; that is for checks";
  for (const Requirement &Need : requiredSlots(*Is))
    if (Error.empty() && !R->arg(Need.One) && !(Need.Or && R->arg(*Need.Or)))
      Error = Name + " must place '" + slotName(Need.One).str() + "'";
  return Error.empty() ? std::move(R) : nullptr;
}

const Row *Model::annotated(const ir::Unit &U, const ir::Function &F,
                            StringRef Text) const {
  Text = Text.trim();
  if (Text.consume_front("\""))
    Text.consume_back("\"");
  if (!Text.consume_front("tocsin::"))
    return nullptr;

  std::string Where = "<source>";
  if (F.At.valid() && F.At.File < U.Files.size())
    Where = (U.str(U.Files[F.At.File].Path) + ":" + Twine(F.At.Line) + ":" +
             Twine(F.At.Col))
                .str();
  std::lock_guard<std::mutex> Lock(Annotated->Guard);
  auto [It, New] = Annotated->ByText.try_emplace(Text);
  Annotations::Entry &E = It->second;
  if (New) {
    E.Parsed = parseAnnotation(Text, E.Error);
    if (E.Parsed) {
      E.Parsed->Library = "source";
      E.Parsed->Source = StringRef(Where).rsplit(':').first.str();
    }
  }
  if (!E.Parsed)
    Annotated->Errors.insert(Where + ": error: annotation \"tocsin::" +
                             Text.str() + "\": " + E.Error);
  return E.Parsed.get();
}

std::vector<std::string> Model::annotationErrors() const {
  std::lock_guard<std::mutex> Lock(Annotated->Guard);
  std::vector<std::string> Result;
  for (const auto &E : Annotated->Errors)
    Result.push_back(E.getKey().str());
  sort(Result);
  return Result;
}

} // namespace tocsin::model
