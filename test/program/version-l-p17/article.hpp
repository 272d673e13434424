#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace cms {

enum class State { Draft, Review, Published, Withdrawn };

struct Article {
  std::string id;
  int64_t revision = 0;
  State state = State::Draft;
  std::string title;
  std::string body;
  std::vector<std::string> tags;
};

}  // namespace cms
