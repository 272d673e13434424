// RUN: %tocsin %s
// STD: c++20
// Firewall policy manager: policies are edited by the web console and by the
// automation API; both send the serial they started from.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

namespace fw {

struct Rule {
    std::string src, dst;
    int port = 0;
    bool allow = false;
};

struct Policy {
    uint64_t serial = 0;
    std::vector<Rule> rules;
};

enum class Status { Ok, NotFound, SerialMismatch, Invalid };

class RwLock {
public:
    class Reader {
    public:
        explicit Reader(RwLock& l) : l_(l) { l_.m_.lock_shared(); }
        ~Reader() { l_.m_.unlock_shared(); }
        Reader(const Reader&) = delete;

    private:
        RwLock& l_;
    };
    class Writer {
    public:
        explicit Writer(RwLock& l) : l_(l) { l_.m_.lock(); }
        ~Writer() { l_.m_.unlock(); }
        Writer(const Writer&) = delete;

    private:
        RwLock& l_;
    };

private:
    std::shared_mutex m_;
};

bool compilesOnTarget(const std::vector<Rule>& rules);

class PolicyManager {
public:
    Status replace(const std::string& name, uint64_t base_serial, std::vector<Rule> rules) {
        {
            RwLock::Reader r(lock_);
            auto it = policies_.find(name);
            if (it == policies_.end()) return Status::NotFound;
            if (it->second.serial != base_serial) return Status::SerialMismatch;
        }
        if (!compilesOnTarget(rules)) return Status::Invalid;

        RwLock::Writer w(lock_);
        policies_[name] = Policy{base_serial + 1, std::move(rules)}; // EXPECT: unchecked-version
        return Status::Ok;
    }

    Status append(const std::string& name, uint64_t base_serial, const Rule& rule) {
        std::vector<Rule> next;
        {
            RwLock::Reader r(lock_);
            auto it = policies_.find(name);
            if (it == policies_.end()) return Status::NotFound;
            if (it->second.serial != base_serial) return Status::SerialMismatch;
            next = it->second.rules;
        }
        next.push_back(rule);
        if (!compilesOnTarget(next)) return Status::Invalid;

        RwLock::Writer w(lock_);
        auto it = policies_.find(name);
        if (it == policies_.end()) return Status::NotFound;
        if (it->second.serial != base_serial) return Status::SerialMismatch;
        it->second = Policy{base_serial + 1, std::move(next)};
        return Status::Ok;
    }

    Status remove(const std::string& name, uint64_t base_serial) {
        if (serialOf(name) != base_serial) return Status::SerialMismatch;
        RwLock::Writer w(lock_);
        policies_.erase(name); // EXPECT: unchecked-version
        return Status::Ok;
    }

    Status create(const std::string& name, std::vector<Rule> rules) {
        if (!compilesOnTarget(rules)) return Status::Invalid;
        RwLock::Writer w(lock_);
        const bool added = policies_.try_emplace(name, Policy{1, std::move(rules)}).second;
        return added ? Status::Ok : Status::Invalid;
    }

    uint64_t serialOf(const std::string& name) {
        RwLock::Reader r(lock_);
        auto it = policies_.find(name);
        return it == policies_.end() ? 0 : it->second.serial;
    }

private:
    RwLock lock_;
    std::map<std::string, Policy> policies_;
};

}  // namespace fw
