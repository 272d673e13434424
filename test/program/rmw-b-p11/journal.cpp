// STD: c++20
#include "account.h"

void Journal::record(const Posting& p) {
  std::lock_guard<std::mutex> g(postings_mu_);
  postings_.push_back(p);
  volume_ += p.cents;
}

void Journal::flag(const std::string& note) {
  std::lock_guard<std::mutex> g(notes_mu_);
  notes_.push_back(note);
}

void Journal::void_last(const std::string& reason) {
  long undone = 0;
  {
    std::lock_guard<std::mutex> g(postings_mu_);
    if (postings_.empty()) return;
    undone = postings_.back().cents;
    postings_.pop_back();
  }
  std::lock_guard<std::mutex> g(notes_mu_);
  notes_.push_back("void: " + reason);
  volume_ -= undone; // EXPECT: lost-update
}

long Journal::volume() const {
  std::lock_guard<std::mutex> g(postings_mu_);
  return volume_;
}
