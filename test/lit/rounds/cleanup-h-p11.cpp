// RUN: %tocsin %s
// STD: c++20
// Scanner registry of a tablet server. A scan RPC holds its scanner while it fills a batch.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace tablet {

using MonoTime = std::chrono::steady_clock::time_point;
using MonoDelta = std::chrono::steady_clock::duration;

inline MonoTime MonoNow() { return std::chrono::steady_clock::now(); }

struct RowBlock {
    std::vector<std::string> rows;
};

class Scanner {
public:
    explicit Scanner(std::string id) : id_(std::move(id)), last_access_(MonoNow()) {}

    std::unique_lock<std::mutex> LockForAccess()
    {
        std::unique_lock<std::mutex> l(access_mu_);
        last_access_ = MonoNow();
        return l;
    }

    MonoDelta IdleFor(MonoTime now) const
    {
        std::unique_lock<std::mutex> l(access_mu_, std::try_to_lock);
        if (!l.owns_lock() || now < last_access_)
            return MonoDelta::zero();
        return now - last_access_;
    }

    bool Fill(RowBlock* out, std::size_t max)
    {
        for (std::size_t i = 0; i < max && cursor_ < 100000; ++i)
            out->rows.push_back(id_ + ":" + std::to_string(cursor_++));
        return cursor_ < 100000;
    }

    const std::string& id() const { return id_; }

private:
    const std::string id_;
    mutable std::mutex access_mu_;
    MonoTime last_access_;
    std::uint64_t cursor_ = 0;
};

class ScannerManager {
public:
    explicit ScannerManager(MonoDelta ttl) : ttl_(ttl) {}

    std::shared_ptr<Scanner> New()
    {
        auto s = std::make_shared<Scanner>("scan-" + std::to_string(next_++));
        std::unique_lock<std::shared_mutex> l(mu_);
        scanners_.emplace(s->id(), s);
        return s;
    }

    std::shared_ptr<Scanner> Lookup(const std::string& id) const
    {
        std::shared_lock<std::shared_mutex> l(mu_);
        auto it = scanners_.find(id);
        return it == scanners_.end() ? nullptr : it->second;
    }

    std::size_t RemoveExpired()
    {
        std::vector<std::shared_ptr<Scanner>> doomed;
        {
            std::unique_lock<std::shared_mutex> l(mu_);
            const MonoTime now = MonoNow();
            for (auto it = scanners_.begin(); it != scanners_.end();) {
                if (it->second->IdleFor(now) > ttl_) {
                    doomed.push_back(std::move(it->second));
                    it = scanners_.erase(it);
                } else {
                    ++it;
                }
            }
        }
        expired_ += doomed.size();
        return doomed.size();
    }

private:
    MonoDelta ttl_;
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, std::shared_ptr<Scanner>> scanners_;
    std::atomic<std::uint64_t> next_{1};
    std::atomic<std::uint64_t> expired_{0};
};

bool HandleContinueScan(ScannerManager& mgr, const std::string& id, RowBlock* out)
{
    auto scanner = mgr.Lookup(id);
    if (!scanner)
        return false;
    auto l = scanner->LockForAccess();
    return scanner->Fill(out, 512);
}

} // namespace tablet
