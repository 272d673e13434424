// RUN: %tocsin %s
// STD: c++20
// Device tree of the building controller: own rwlock, guards with modes.
#include <pthread.h>

#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace bms {

class TreeLock {
public:
    TreeLock()
    {
        if (pthread_rwlock_init(&rw_, nullptr) != 0)
            throw std::runtime_error("rwlock");
    }
    ~TreeLock() { pthread_rwlock_destroy(&rw_); }
    void enterRead() { pthread_rwlock_rdlock(&rw_); }
    void enterWrite() { pthread_rwlock_wrlock(&rw_); }
    void leave() { pthread_rwlock_unlock(&rw_); }

private:
    pthread_rwlock_t rw_;
};

class TreeGuard {
public:
    enum Mode { None, Read, Write };

    TreeGuard(TreeLock &l, Mode m) : lock_(&l), mode_(None) { become(m); }
    TreeGuard(TreeGuard &&o) noexcept : lock_(o.lock_), mode_(std::exchange(o.mode_, None)) {}
    TreeGuard &operator=(TreeGuard &&) = delete;
    ~TreeGuard() { become(None); }

    // Changing mode gives the lock up in between.
    void become(Mode m)
    {
        if (mode_ != None)
            lock_->leave();
        mode_ = m;
        if (m == Read)
            lock_->enterRead();
        else if (m == Write)
            lock_->enterWrite();
    }

private:
    TreeLock *lock_;
    Mode mode_;
};

struct Point {
    double value = 0;
    unsigned changes = 0;
    bool alarmed = false;
};

class Tree {
public:
    [[nodiscard]] TreeGuard forUpdate() { return TreeGuard(lock_, TreeGuard::Write); }

    void set(const std::string &path, double v)
    {
        auto g = forUpdate();
        Point &p = points_[path];
        if (p.value != v) {
            p.value = v;
            p.changes++;
            ++revision_; // EXPECT-NOISE: lost-update
        }
    }

    std::optional<double> get(const std::string &path) const
    {
        TreeGuard g(lock_, TreeGuard::Read);
        auto it = points_.find(path);
        if (it == points_.end())
            return std::nullopt;
        return it->second.value;
    }

    bool raiseAlarm(const std::string &path, double limit)
    {
        TreeGuard g(lock_, TreeGuard::Read);
        auto it = points_.find(path);
        if (it == points_.end() || it->second.alarmed || it->second.value <= limit)
            return false;
        g.become(TreeGuard::Write);
        it = points_.find(path);
        if (it == points_.end() || it->second.alarmed || it->second.value <= limit)
            return false;
        it->second.alarmed = true;
        alarms_ = alarms_ + 1; // EXPECT-NOISE: lost-update
        return true;
    }

    void ensure(const std::string &path)
    {
        {
            TreeGuard g(lock_, TreeGuard::Read);
            if (points_.count(path))
                return;
        }
        TreeGuard g(lock_, TreeGuard::Write);
        if (points_.try_emplace(path).second) // EXPECT-NOISE: check-then-act
            ++revision_; // EXPECT-NOISE: lost-update
    }

    template <typename F>
    void update(F &&f)
    {
        auto g = forUpdate();
        for (auto &[path, p] : points_)
            f(path, p);
        ++revision_; // EXPECT-NOISE: lost-update
    }

private:
    mutable TreeLock lock_;
    std::map<std::string, Point> points_;
    unsigned revision_ = 0;
    unsigned alarms_ = 0;
};

} // namespace bms

int main()
{
    bms::Tree tree;
    std::vector<std::thread> ts;
    for (int i = 0; i < 4; ++i)
        ts.emplace_back([&tree, i] {
            const std::string path = "floor/" + std::to_string(i % 2);
            for (int k = 0; k < 1000; ++k) {
                tree.ensure(path);
                tree.set(path, k % 90);
                tree.raiseAlarm(path, 80);
                if (k % 100 == 0)
                    tree.update([](const std::string &, bms::Point &p) {
                        p.changes = p.changes / 2;
                        p.alarmed = false;
                    });
            }
        });
    for (auto &t : ts)
        t.join();
    return tree.get("floor/0").has_value() ? 0 : 1;
}
