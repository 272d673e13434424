// RUN: %tocsin %s
// STD: c++20
// String interner: symbols are small integers, stable for the process lifetime.
#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

using Symbol = std::uint32_t;

class Interner {
public:
    static Interner& global() {
        static Interner instance;
        return instance;
    }

    Symbol intern(std::string_view text) {
        {
            std::shared_lock<std::shared_mutex> rd(mu_);
            auto it = ids_.find(text);
            if (it != ids_.end())
                return it->second;
        }
        std::unique_lock<std::shared_mutex> wr(mu_);
        auto it = ids_.find(text);
        if (it != ids_.end())
            return it->second;
        names_.emplace_back(text);
        const Symbol id = static_cast<Symbol>(names_.size() - 1);
        ids_.emplace(std::string_view(names_.back()), id);
        lookups_.fetch_add(1, std::memory_order_relaxed);
        return id;
    }

    std::string name(Symbol s) const {
        std::shared_lock<std::shared_mutex> rd(mu_);
        return s < names_.size() ? names_[s] : std::string();
    }

    // Longest name seen so far, kept without taking mu_.
    void noteLength(std::size_t n) {
        std::size_t cur = longest_.load(std::memory_order_relaxed);
        while (n > cur && !longest_.compare_exchange_weak(cur, n)) {
        }
    }

    std::size_t longest() const { return longest_.load(); }

    const std::vector<std::string>& keywords() {
        const std::vector<std::string>* k = keywords_.load(std::memory_order_acquire);
        if (!k) {
            std::lock_guard<std::mutex> lk(kwMu_);
            k = keywords_.load(std::memory_order_relaxed);
            if (!k) {
                kwStorage_ = std::make_unique<std::vector<std::string>>(
                    std::vector<std::string>{"if", "else", "while"});
                k = kwStorage_.get();
                keywords_.store(k, std::memory_order_release);
            }
        }
        return *k;
    }

    std::size_t bytes() {
        std::call_once(sized_, [this] {
            for (const auto& w : keywords())
                keywordBytes_ += w.size();
        });
        return keywordBytes_;
    }

private:
    Interner() = default;

    mutable std::shared_mutex mu_;
    std::deque<std::string> names_;
    std::unordered_map<std::string_view, Symbol> ids_;
    std::atomic<std::size_t> longest_{0};
    std::atomic<unsigned> lookups_{0};
    std::mutex kwMu_;
    std::unique_ptr<std::vector<std::string>> kwStorage_;
    std::atomic<const std::vector<std::string>*> keywords_{nullptr};
    std::once_flag sized_;
    std::size_t keywordBytes_ = 0;
};

int main() {
    std::vector<std::jthread> ts;
    for (int i = 0; i < 4; ++i)
        ts.emplace_back([] {
            Interner& in = Interner::global();
            for (const auto& w : in.keywords()) {
                Symbol s = in.intern(w);
                in.noteLength(in.name(s).size());
            }
        });
    ts.clear();
    return Interner::global().bytes() == 11 && Interner::global().longest() == 5 ? 0 : 1;
}
