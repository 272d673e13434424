// RUN: %tocsin %s
// STD: c++20
// Rule packs of the mail filter.  A pack is a compiled shared object with its
// own scratch directory; reload() publishes a newer revision while filter
// threads go on matching with whichever pack they picked up.
#include <atomic>
#include <cstdint>
#include <dlfcn.h>
#include <filesystem>
#include <iostream>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace filter {

using MatchFn = int (*)(const char *text, std::size_t len);

struct RulePack {
    std::uint64_t revision = 0;
    void *object = nullptr;
    MatchFn match = nullptr;
    std::filesystem::path scratch;

    ~RulePack() {
        if (object) dlclose(object);
        std::error_code ec;
        std::filesystem::remove_all(scratch, ec);
    }
};

struct WordList {
    std::uint64_t revision = 0;
    int readers = 0;
    std::vector<std::string> words;
};

class Engine {
public:
    bool load_pack(const std::string &so, const std::filesystem::path &scratch) {
        void *object = dlopen(so.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!object) {
            std::clog << dlerror() << '\n';
            return false;
        }
        auto *pack = new RulePack;
        pack->object = object;
        pack->match = reinterpret_cast<MatchFn>(dlsym(object, "rule_match"));
        pack->scratch = scratch;

        const std::lock_guard lk(mu_);
        pack->revision = ++revision_;
        packs_.push_back(pack);
        current_.store(pack, std::memory_order_release);
        return true;
    }

    int scan(std::string_view mail) const {
        const RulePack *pack = current_.load(std::memory_order_acquire);
        if (!pack || !pack->match) return 0;
        return pack->match(mail.data(), mail.size());
    }

    void drop_superseded_packs() {
        const std::lock_guard lk(mu_);
        for (auto it = packs_.begin(); it != packs_.end();) {
            RulePack *pack = *it;
            if (pack->revision < revision_) {
                it = packs_.erase(it);
                delete pack; // EXPECT: timestamp-cleanup
            } else {
                ++it;
            }
        }
    }

    void load_words(std::vector<std::string> words) {
        const std::lock_guard lk(words_mu_);
        auto *list = new WordList{++words_revision_, 0, std::move(words)};
        word_lists_.push_back(list);
    }

    bool listed(std::string_view word) {
        WordList *list = nullptr;
        {
            const std::lock_guard lk(words_mu_);
            if (word_lists_.empty()) return false;
            list = word_lists_.back();
            ++list->readers;
        }
        bool hit = false;
        for (const auto &w : list->words)
            if (w == word) hit = true;
        const std::lock_guard lk(words_mu_);
        --list->readers;
        return hit;
    }

    void drop_superseded_words() {
        const std::lock_guard lk(words_mu_);
        std::erase_if(word_lists_, [this](WordList *list) {
            if (list->revision >= words_revision_ || list->readers != 0) return false;
            delete list;
            return true;
        });
    }

private:
    std::mutex mu_;
    std::uint64_t revision_ = 0;
    std::list<RulePack *> packs_;
    std::atomic<RulePack *> current_{nullptr};

    std::mutex words_mu_;
    std::uint64_t words_revision_ = 0;
    std::vector<WordList *> word_lists_;
};

}  // namespace filter

int main(int argc, char **argv) {
    static filter::Engine engine;
    std::vector<std::jthread> scanners;
    for (int i = 0; i < 4; ++i)
        scanners.emplace_back([](std::stop_token st) {
            while (!st.stop_requested())
                if (engine.scan("From: someone@example.net") > 0 || engine.listed("lottery"))
                    std::this_thread::yield();
        });
    for (int i = 1; i + 1 < argc; i += 2) {
        if (!engine.load_pack(argv[i], argv[i + 1])) continue;
        engine.load_words({"lottery", "prize", argv[i]});
        engine.drop_superseded_packs();
        engine.drop_superseded_words();
    }
}
