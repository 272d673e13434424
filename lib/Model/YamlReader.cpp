//===- YamlReader.cpp - Checked access to YAML nodes ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's YAML parser streams its nodes: each may be visited once, in order.
//
//===----------------------------------------------------------------------===//

#include "Model/YamlReader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace tocsin::model {

/// The parser recurses as deep as its input nests; no model file needs more.
static constexpr unsigned MaxDepth = 64;

YamlReader::YamlReader(MemoryBufferRef Buffer) : Buffer(Buffer), Saver(Alloc) {
  SM.setDiagHandler(onDiagnostic, this);
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

void YamlReader::onDiagnostic(const SMDiagnostic &D, void *Self) {
  auto &L = *static_cast<YamlReader *>(Self);
  L.Errors.push_back((L.Buffer.getBufferIdentifier() + ":" +
                      Twine(std::max(D.getLineNo(), 1)) + ":" +
                      Twine(D.getColumnNo() + 1) + ": error: " + D.getMessage())
                         .str());
}

std::string YamlReader::where(SMLoc At) const {
  auto [Line, Col] = At.isValid() ? SM.getLineAndColumn(At) : std::pair(1u, 1u);
  return (Buffer.getBufferIdentifier() + ":" + Twine(Line) + ":" + Twine(Col))
      .str();
}

void YamlReader::error(SMLoc At, const Twine &Text) {
  Errors.push_back(where(At) + ": error: " + Text.str());
}

bool YamlReader::nestsTooDeep() {
  unsigned Line = 0;
  int Depth = 0;
  for (StringRef Rest = Buffer.getBuffer(); !Rest.empty();) {
    auto [Text, Tail] = Rest.split('\n');
    Rest = Tail;
    ++Line;
    // Both ways to nest without writing much: brackets, and "- - -".
    size_t Indent = Text.find_first_not_of("-?: ");
    unsigned Lead = Text.take_front(Indent).count('-') +
                    Text.take_front(Indent).count('?') +
                    (Indent == StringRef::npos ? 0 : Indent / 2);
    for (char C : Text)
      Depth += (C == '[' || C == '{') - (C == ']' || C == '}');
    Depth = std::max(Depth, 0);
    if (Lead <= MaxDepth && Depth <= int(MaxDepth))
      continue;
    Errors.push_back((Buffer.getBufferIdentifier() + ":" + Twine(Line) +
                      ":1: error: nested more than " + Twine(MaxDepth) +
                      " levels deep; a model file nests five")
                         .str());
    return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

SMLoc YamlReader::at(yaml::Node *N, SMLoc Key) const {
  if (!N || isa<yaml::NullNode>(N) || isa<yaml::AliasNode>(N))
    return Key;
  SMLoc Start = N->getSourceRange().Start;
  if (!isa<yaml::SequenceNode>(N) && !isa<yaml::MappingNode>(N))
    return Start;
  // The parser says where the first entry stands; people look for the bracket.
  const char *Begin = Buffer.getBufferStart();
  StringRef Before(Begin, Start.getPointer() - Begin);
  Before = Before.rtrim();
  if (!Before.ends_with("[") && !Before.ends_with("{"))
    return Start;
  return SMLoc::getFromPointer(Before.end() - 1);
}

static StringRef kindOf(yaml::Node *N) {
  if (!N || isa<yaml::NullNode>(N))
    return "nothing";
  if (isa<yaml::MappingNode>(N))
    return "a mapping";
  if (isa<yaml::SequenceNode>(N))
    return "a list";
  return isa<yaml::AliasNode>(N) ? "an alias" : "a word";
}

std::optional<StringRef> YamlReader::scalar(yaml::Node *N, const Twine &Of,
                                            SMLoc At) {
  SmallString<128> Storage;
  if (auto *S = dyn_cast_or_null<yaml::ScalarNode>(N)) {
    StringRef Value = S->getValue(Storage);
    return Storage.empty() ? Value : Saver.save(Value);
  }
  if (auto *S = dyn_cast_or_null<yaml::BlockScalarNode>(N))
    return S->getValue().rtrim();
  error(at(N, At), Of + " must be a word or text, not " + kindOf(N));
  return std::nullopt;
}

std::optional<int64_t> YamlReader::number(yaml::Node *N, const Twine &Of,
                                          SMLoc At) {
  auto Text = scalar(N, Of, At);
  if (!Text)
    return std::nullopt;
  int64_t Signed;
  if (!Text->getAsInteger(0, Signed))
    return Signed;
  uint64_t Unsigned;
  if (!Text->getAsInteger(0, Unsigned))
    return int64_t(Unsigned);
  error(at(N, At), Of + " must be a number, not '" + *Text + "'");
  return std::nullopt;
}

std::optional<bool> YamlReader::boolean(yaml::Node *N, const Twine &Of,
                                        SMLoc At) {
  auto Text = scalar(N, Of, At);
  if (!Text)
    return std::nullopt;
  if (*Text == "true" || *Text == "false")
    return *Text == "true";
  error(at(N, At), Of + " must be true or false, not '" + *Text + "'");
  return std::nullopt;
}

bool YamlReader::eachPair(yaml::Node *N, const Twine &Of, SMLoc At, Pair Do) {
  auto *Map = dyn_cast_or_null<yaml::MappingNode>(N);
  if (!Map) {
    error(at(N, At), Of + " must be a mapping, not " + kindOf(N));
    return false;
  }
  std::string What = Of.str();
  StringSet<> Seen;
  for (yaml::KeyValueNode &KV : *Map) {
    yaml::Node *KeyNode = KV.getKey();
    if (!KeyNode || KeyNode->failed())
      return false;
    SMLoc KeyAt = KeyNode->getSourceRange().Start;
    auto Key = scalar(KeyNode, "a key of " + What, KeyAt);
    if (!Key)
      continue;
    if (!Seen.insert(*Key).second) {
      error(KeyAt, "duplicate key '" + *Key + "' in " + What);
      continue;
    }
    yaml::Node *Value = KV.getValue();
    if (!Value || Value->failed())
      return false;
    Do(*Key, KeyAt, Value);
  }
  return !Map->failed(); // the parser ends the loop at what is no YAML
}

bool YamlReader::eachKey(yaml::Node *N, const Twine &Of, SMLoc At,
                         Words Allowed, Known Do) {
  std::string What = Of.str();
  return eachPair(N, What, At,
                  [&](StringRef Key, SMLoc KeyAt, yaml::Node *Value) {
                    const auto *It = find(Allowed, Key);
                    if (It == Allowed.end())
                      return error(KeyAt, "unknown key '" + Key + "' in " +
                                              What + suggest(Key, Allowed));
                    Do(It - Allowed.begin(), KeyAt, Value);
                  });
}

bool YamlReader::eachItem(yaml::Node *N, const Twine &Of, SMLoc At,
                          function_ref<void(yaml::Node *)> Do) {
  auto *List = dyn_cast_or_null<yaml::SequenceNode>(N);
  if (!List) {
    error(at(N, At), Of + " must be a list, not " + kindOf(N));
    return false;
  }
  for (yaml::Node &Item : *List) {
    if (Item.failed())
      return false;
    Do(&Item);
  }
  return !List->failed();
}

/// One word or a list of words.
std::vector<std::string> YamlReader::words(yaml::Node *N, const Twine &Of,
                                           SMLoc At) {
  std::vector<std::string> Result;
  std::string What = Of.str();
  auto Add = [&](yaml::Node *Item) {
    auto Text = scalar(Item, What, At);
    if (Text && Text->empty())
      error(at(Item, At), What + " has an empty word");
    else if (Text && is_contained(Result, *Text))
      error(at(Item, At), "duplicate word '" + *Text + "' in " + What);
    else if (Text)
      Result.push_back(Text->str());
  };
  if (!isa_and_nonnull<yaml::SequenceNode>(N)) {
    Add(N);
    return Result;
  }
  size_t Before = Errors.size();
  eachItem(N, What, At, Add);
  if (Result.empty() && Errors.size() == Before)
    error(at(N, At), What + " is an empty list");
  return Result;
}

void YamlReader::read(function_ref<void(yaml::Node *)> Do) {
  if (nestsTooDeep())
    return;
  yaml::Stream Stream(Buffer, SM, /*ShowColors=*/false);
  auto Doc = Stream.begin();
  if (Doc != Stream.end())
    Do(Doc->getRoot());
  if (!Stream.failed() && ++Doc != Stream.end())
    error(SMLoc(), "the file has more than one document");
  if (Stream.failed() && Errors.empty())
    error(SMLoc(), "the file is not YAML");
}

} // namespace tocsin::model
