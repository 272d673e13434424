//===- Story.h - The interleaving behind a finding ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding says that something can come in between. Its story is the order of
// steps in which that goes wrong, each on one of two lanes: the code at hand,
// and whoever comes in between. Writers draw the same story as columns, thread
// flows or a diagram.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_STORY_H
#define TOCSIN_REPORT_STORY_H

#include "Window/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace tocsin::report {

enum class Lane : uint8_t { Here, There };
enum class Beat : uint8_t {
  Opens,    // the window: what is decided
  Inside,   // on the way to the act
  Intruder, // what makes the decision untrue
  Closes,   // the act
};

struct Scene {
  Lane Who = Lane::Here;
  Beat What = Beat::Inside;
  Position At;      // of an intruder nobody has seen: that of the act
  bool Seen = true; // false: such code need not be in the program
  std::string Text;
};

struct Story {
  llvm::StringRef Here, There; // "this thread", "another thread"
  std::vector<Scene> Scenes;   // empty: the finding is no interleaving
  llvm::StringRef Missing;     // what is not there between the two
};

Story storyOf(const Finding &F);

/// A fact about the code at hand, and no scene: where it stands something else
/// is told already.
bool tellsWhy(const Finding &F, const Note &N);

llvm::StringRef beatName(Beat B); // "opens", "inside", "intruder", "closes"

} // namespace tocsin::report

#endif // TOCSIN_REPORT_STORY_H
