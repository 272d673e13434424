// RUN: %tocsin %s
// STD: c++20
// What a range lets through is decided by the predicate it was given.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <ranges>
#include <vector>

namespace fs = std::filesystem;
using Clock = fs::file_time_type::clock;

struct Layer {
  fs::path root;
  fs::file_time_type fetched;
  int users = 0;
};
std::vector<Layer> layers();

void sweepView(std::chrono::hours ttl) {
  auto limit = Clock::now() - ttl;
  auto stale = [=](const Layer &l) { return l.fetched < limit; };
  auto all = layers();
  for (const Layer &l : all | std::views::filter(stale))
    fs::remove_all(l.root); // EXPECT: timestamp-cleanup
}

void sweepCall(std::chrono::hours ttl) {
  auto limit = Clock::now() - ttl;
  auto stale = [=](const Layer &l) { return l.fetched < limit; };
  auto all = layers();
  for (const Layer &l : std::views::filter(all, stale))
    fs::remove_all(l.root); // EXPECT: timestamp-cleanup
}

void sweepHead(std::chrono::hours ttl) {
  auto limit = Clock::now() - ttl;
  auto stale = [=](const Layer &l) { return l.fetched < limit; };
  auto all = layers();
  for (const Layer &l : all | std::views::take_while(stale))
    fs::remove_all(l.root); // EXPECT: timestamp-cleanup
}

void sweepUnusedView(std::chrono::hours ttl) {
  auto limit = Clock::now() - ttl;
  auto stale = [=](const Layer &l) {
    return l.fetched < limit && l.users == 0;
  };
  auto all = layers();
  for (const Layer &l : all | std::views::filter(stale))
    fs::remove_all(l.root);
}

void sweepCopied(std::chrono::hours ttl) {
  auto limit = Clock::now() - ttl;
  auto all = layers();
  std::vector<Layer> gone;
  std::copy_if(all.begin(), all.end(), std::back_inserter(gone),
               [=](const Layer &l) { return l.fetched < limit; });
  for (const Layer &l : gone)
    fs::remove_all(l.root); // EXPECT: timestamp-cleanup
}

void sweepUnusedCopied(std::chrono::hours ttl) {
  auto limit = Clock::now() - ttl;
  auto all = layers();
  std::vector<Layer> gone;
  std::copy_if(
      all.begin(), all.end(), std::back_inserter(gone),
      [=](const Layer &l) { return l.fetched < limit && l.users == 0; });
  for (const Layer &l : gone)
    fs::remove_all(l.root);
}

// What is made of the elements decides nothing.
void sweepMade(std::chrono::hours ttl) {
  auto limit = Clock::now() - ttl;
  auto all = layers();
  for (const fs::path &p :
       all | std::views::transform([=](const Layer &l) -> const fs::path & {
         return l.root;
       }))
    fs::remove_all(p);
  (void)limit;
}
