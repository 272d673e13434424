// RUN: %tocsin %s
// STD: c++20
// Term dictionary and posting builder of the search indexer.
#include <tbb/parallel_for.h>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/spin_rw_mutex.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace idx {

struct Document { uint32_t id; std::string text; };
struct Posting { uint32_t doc; uint32_t pos; };

std::vector<std::string_view> tokenize(std::string_view text);

class Dictionary {
public:
    using Mutex = tbb::spin_rw_mutex;

    uint32_t idOf(const std::string& term) {
        Mutex::scoped_lock lk(mutex_, /*write=*/false);
        auto it = ids_.find(term);
        if (it != ids_.end()) return it->second;
        const uint32_t id = next_;
        lk.upgrade_to_writer();
        ids_[term] = id; // EXPECT: check-then-act
        next_ = id + 1; // EXPECT: lost-update
        return id;
    }

    void alias(const std::string& term, const std::string& canonical) {
        Mutex::scoped_lock lk(mutex_, /*write=*/false);
        auto it = aliases_.find(term);
        if (it != aliases_.end()) return;
        if (!lk.upgrade_to_writer()) {
            it = aliases_.find(term);
            if (it != aliases_.end()) return;
        }
        aliases_.emplace(term, canonical);
        ++aliasCount_;
    }

    std::string canonical(const std::string& term) {
        Mutex::scoped_lock lk(mutex_, /*write=*/false);
        auto it = aliases_.find(term);
        return it == aliases_.end() ? term : it->second;
    }

private:
    Mutex mutex_;
    std::unordered_map<std::string, uint32_t> ids_;
    std::unordered_map<std::string, std::string> aliases_;
    uint32_t next_ = 0;
    size_t aliasCount_ = 0;
};

class Indexer {
public:
    struct Report { size_t docs = 0; size_t tokens = 0; size_t skipped = 0; };

    Report run(const std::vector<Document>& docs) {
        Report rep;
        size_t skipped = 0;
        tbb::enumerable_thread_specific<size_t> tokens(0);

        tbb::parallel_for(tbb::blocked_range<size_t>(0, docs.size(), 16),
                          [&](const tbb::blocked_range<size_t>& r) {
                              for (size_t i = r.begin(); i != r.end(); ++i) {
                                  const size_t n = indexOne(docs[i]);
                                  if (n == 0)
                                      skipped++; // EXPECT: lost-update
                                  tokens.local() += n;
                              }
                          });

        rep.docs = docs.size();
        rep.skipped = skipped;
        for (size_t n : tokens) rep.tokens += n;
        runs_++;
        return rep;
    }

private:
    size_t indexOne(const Document& d) {
        uint32_t pos = 0;
        std::vector<std::pair<uint32_t, Posting>> local;
        for (auto tok : tokenize(d.text)) {
            std::string term = dict_.canonical(std::string(tok));
            if (term.size() > 64) {
                dict_.alias(term, term.substr(0, 64));
                term.resize(64);
            }
            local.push_back({dict_.idOf(term), {d.id, pos++}});
        }
        Dictionary::Mutex::scoped_lock lk(postMu_, true);
        for (auto& [id, p] : local) postings_[id].push_back(p);
        return pos;
    }

    Dictionary dict_;
    Dictionary::Mutex postMu_;
    std::unordered_map<uint32_t, std::vector<Posting>> postings_;
    unsigned runs_ = 0;
};

} // namespace idx
