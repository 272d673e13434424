//===- YamlReader.h - Checked access to YAML nodes ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What reading a YAML file with good errors takes: each accessor says what it
// wants, reports what it got instead, and goes on.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_MODEL_YAMLREADER_H
#define TOCSIN_MODEL_YAMLREADER_H

#include "Model/Words.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/YAMLParser.h"
#include <optional>
#include <vector>

namespace tocsin::model {

class YamlReader {
public:
  explicit YamlReader(llvm::MemoryBufferRef Buffer);

  /// Hands the root of the only document to Do; reports what is no YAML.
  void read(llvm::function_ref<void(llvm::yaml::Node *)> Do);

  /// "FILE:LINE:COL: error: ...", in the order found.
  std::vector<std::string> Errors;

  void error(llvm::SMLoc At, const llvm::Twine &Text);
  /// "FILE:LINE:COL".
  std::string where(llvm::SMLoc At) const;
  /// Where a node stands; one that is null or an alias stands
  /// where its key does.
  llvm::SMLoc at(llvm::yaml::Node *N, llvm::SMLoc Key) const;

  // In all of these, Of is what the node is called in an error, At where its
  // key stands. The result is empty, or false, after an error.
  using Pair = llvm::function_ref<void(llvm::StringRef Key, llvm::SMLoc KeyAt,
                                       llvm::yaml::Node *)>;
  bool eachPair(llvm::yaml::Node *N, const llvm::Twine &Of, llvm::SMLoc At,
                Pair Do);
  using Known = llvm::function_ref<void(unsigned Key, llvm::SMLoc KeyAt,
                                        llvm::yaml::Node *)>;
  bool eachKey(llvm::yaml::Node *N, const llvm::Twine &Of, llvm::SMLoc At,
               Words Allowed, Known Do);
  bool eachItem(llvm::yaml::Node *N, const llvm::Twine &Of, llvm::SMLoc At,
                llvm::function_ref<void(llvm::yaml::Node *)> Do);
  std::optional<llvm::StringRef> scalar(llvm::yaml::Node *N,
                                        const llvm::Twine &Of, llvm::SMLoc At);
  std::optional<int64_t> number(llvm::yaml::Node *N, const llvm::Twine &Of,
                                llvm::SMLoc At);
  std::optional<bool> boolean(llvm::yaml::Node *N, const llvm::Twine &Of,
                              llvm::SMLoc At);
  /// One word or a list of words.
  std::vector<std::string> words(llvm::yaml::Node *N, const llvm::Twine &Of,
                                 llvm::SMLoc At);
  /// One word of a vocabulary.
  template <class T>
  std::optional<T> word(llvm::yaml::Node *N, const llvm::Twine &Of,
                        llvm::SMLoc At, Words Allowed,
                        std::optional<T> (*Parse)(llvm::StringRef));
  /// One or several of them, as a bit set.
  template <class T>
  uint64_t wordSet(llvm::yaml::Node *N, const llvm::Twine &Of, llvm::SMLoc At,
                   Words Allowed, std::optional<T> (*Parse)(llvm::StringRef));

  llvm::MemoryBufferRef Buffer;

private:
  static void onDiagnostic(const llvm::SMDiagnostic &D, void *Self);
  bool nestsTooDeep();

  llvm::SourceMgr SM;
  llvm::BumpPtrAllocator Alloc;
  llvm::StringSaver Saver;
};

template <class T>
std::optional<T> YamlReader::word(llvm::yaml::Node *N, const llvm::Twine &Of,
                                  llvm::SMLoc At, Words Allowed,
                                  std::optional<T> (*Parse)(llvm::StringRef)) {
  std::string What = Of.str();
  auto Text = scalar(N, What, At);
  if (!Text)
    return std::nullopt;
  std::optional<T> Value = Parse(*Text);
  if (!Value)
    error(at(N, At),
          "unknown " + What + " '" + *Text + "'" + suggest(*Text, Allowed));
  return Value;
}

template <class T>
uint64_t YamlReader::wordSet(llvm::yaml::Node *N, const llvm::Twine &Of,
                             llvm::SMLoc At, Words Allowed,
                             std::optional<T> (*Parse)(llvm::StringRef)) {
  uint64_t Set = 0;
  std::string What = Of.str();
  auto Add = [&](llvm::yaml::Node *Item) {
    auto Value = word<T>(Item, What, At, Allowed, Parse);
    if (!Value)
      return;
    if (Set & bit(*Value))
      error(at(Item, At), "duplicate " + What);
    Set |= bit(*Value);
  };
  if (llvm::isa_and_nonnull<llvm::yaml::SequenceNode>(N))
    eachItem(N, What, At, Add);
  else
    Add(N);
  return Set;
}

} // namespace tocsin::model

#endif // TOCSIN_MODEL_YAMLREADER_H
