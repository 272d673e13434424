// RUN: %tocsin %s
// REQUIRES: tbb
// STD: c++17
// Term dictionary of a full-text indexer, built in parallel.
#include <tbb/blocked_range.h>
#include <tbb/combinable.h>
#include <tbb/parallel_for.h>
#include <tbb/spin_rw_mutex.h>

#include <cctype>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

class TermTable {
  using Mutex = tbb::spin_rw_mutex;

 public:
  std::uint32_t idOf(const std::string& term) {
    Mutex::scoped_lock lock(mutex_, false);
    auto it = ids_.find(term);
    if (it == ids_.end()) {
      lock.upgrade_to_writer();
      const std::uint32_t id = static_cast<std::uint32_t>(names_.size());
      names_.push_back(term);
      ids_[term] = id; // EXPECT: check-then-act
      return id;
    }
    return it->second;
  }

  void setBoost(const std::string& term, float boost) {
    Mutex::scoped_lock lock(mutex_, /*write=*/false);
    auto it = boosts_.find(term);
    if (it != boosts_.end() && it->second >= boost) return;
    if (!lock.upgrade_to_writer()) {
      it = boosts_.find(term);
      if (it != boosts_.end() && it->second >= boost) return;
    }
    boosts_[term] = boost;
  }

  std::size_t size() const {
    Mutex::scoped_lock lock(mutex_, false);
    return names_.size();
  }

 private:
  mutable Mutex mutex_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::unordered_map<std::string, float> boosts_;
  std::vector<std::string> names_;
};

struct Posting {
  std::uint32_t doc;
  std::vector<std::uint32_t> terms;
};

struct IndexSummary {
  std::uint64_t terms = 0;
  std::uint64_t bytes = 0;
  std::size_t longest = 0;
};

static std::vector<std::string> tokenize(const std::string& text) {
  std::vector<std::string> out;
  std::string cur;
  for (unsigned char c : text) {
    if (std::isalnum(c)) {
      cur.push_back(static_cast<char>(std::tolower(c)));
    } else if (!cur.empty()) {
      out.push_back(std::move(cur));
      cur.clear();
    }
  }
  if (!cur.empty()) out.push_back(std::move(cur));
  return out;
}

std::vector<Posting> buildIndex(const std::vector<std::string>& docs, TermTable& table,
                                IndexSummary& sum) {
  std::vector<Posting> postings(docs.size());
  tbb::combinable<std::uint64_t> bytes([] { return std::uint64_t{0}; });

  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, docs.size()),
                    [&](const tbb::blocked_range<std::size_t>& r) {
    for (std::size_t i = r.begin(); i != r.end(); ++i) {
      Posting& p = postings[i];
      p.doc = static_cast<std::uint32_t>(i);
      for (const std::string& t : tokenize(docs[i])) {
        p.terms.push_back(table.idOf(t));
        if (t.size() > 12) table.setBoost(t, 1.5f);
      }
      bytes.local() += docs[i].size();
      sum.terms += p.terms.size(); // EXPECT: lost-update
    }
  });

  sum.bytes += bytes.combine(std::plus<std::uint64_t>());
  for (const Posting& p : postings)
    if (p.terms.size() > sum.longest) sum.longest = p.terms.size();
  return postings;
}
