// RUN: %tocsin %s
// STD: c++20
// Localisation service: catalogues are parsed on first use, plural rules memoised.
#include <atomic>
#include <fstream>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <sstream>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class Catalogue {
public:
    explicit Catalogue(const std::string& path) {
        std::ifstream in(path);
        std::string k, v;
        while (std::getline(in, k, '\t') && std::getline(in, v)) {
            entries_[k] = v;
            ++lines_;
        }
    }
    const std::string* find(const std::string& k) const {
        auto it = entries_.find(k);
        return it == entries_.end() ? nullptr : &it->second;
    }
    size_t lines() const { return lines_; }
private:
    std::unordered_map<std::string, std::string> entries_;
    size_t lines_ = 0;
};

class Locale {
public:
    explicit Locale(std::string tag) : tag_(std::move(tag)) {}
    ~Locale() { delete catalogue_.load(std::memory_order_relaxed); }

    const Catalogue& catalogue() {
        Catalogue* c = catalogue_.load(std::memory_order_acquire);
        if (c == nullptr) {
            std::lock_guard<std::mutex> lk(loadMu_);
            c = catalogue_.load(std::memory_order_relaxed);
            if (c == nullptr) {
                c = new Catalogue("/usr/share/app/" + tag_ + ".tsv");
                catalogue_.store(c, std::memory_order_release);
            }
        }
        return *c;
    }

    std::string pluralRule(int n) {
        {
            std::shared_lock<std::shared_mutex> rd(rulesMu_);
            auto it = rules_.find(n % 100);
            if (it != rules_.end())
                return it->second;
        }
        std::string rule = computeRule(n % 100);
        std::unique_lock<std::shared_mutex> wr(rulesMu_);
        auto [it, fresh] = rules_.try_emplace(n % 100, std::move(rule));
        if (fresh)
            ++computed_;
        return it->second;
    }

    const std::string& tag() const { return tag_; }

private:
    static std::string computeRule(int n) {
        std::ostringstream os;
        os << (n == 1 ? "one" : n < 5 ? "few" : "many");
        return os.str();
    }
    const std::string tag_;
    std::mutex loadMu_;
    std::atomic<Catalogue*> catalogue_{nullptr};
    std::shared_mutex rulesMu_;
    std::map<int, std::string> rules_;
    unsigned computed_ = 0;
};

class LocaleTable {
public:
    static LocaleTable& instance() {
        static LocaleTable* table = new LocaleTable();
        return *table;
    }

    std::shared_ptr<Locale> open(const std::string& tag) {
        std::shared_ptr<Locale> made;
        std::unique_lock<std::mutex> lk(mu_);
        auto it = open_.find(tag);
        if (it == open_.end()) {
            lk.unlock();
            made = std::make_shared<Locale>(tag);
            made->catalogue();
            lk.lock();
            it = open_.find(tag);
            if (it == open_.end())
                it = open_.emplace(tag, made).first;
        }
        ++opens_;
        return it->second;
    }

    unsigned opens() const {
        std::lock_guard<std::mutex> lk(mu_);
        return opens_;
    }

private:
    LocaleTable() = default;
    mutable std::mutex mu_;
    std::map<std::string, std::shared_ptr<Locale>> open_;
    unsigned opens_ = 0;
};

int main() {
    std::vector<std::future<size_t>> jobs;
    for (int i = 0; i < 8; ++i)
        jobs.push_back(std::async(std::launch::async, [i] {
            auto loc = LocaleTable::instance().open(i % 2 ? "de" : "pl");
            size_t len = 0;
            for (int n = 0; n < 1000; ++n)
                len += loc->pluralRule(n).size();
            return len + loc->catalogue().lines();
        }));
    size_t total = 0;
    for (auto& j : jobs)
        total += j.get();
    std::cout << total << ' ' << LocaleTable::instance().opens() << '\n';
}
