// RUN: %tocsin %s
// STD: c++20
// Print spooler: users submit and cancel jobs, one dispatcher feeds the device.
#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace spool {

struct Job {
    int id = 0;
    std::string owner;
    std::string document;
};

class Listener {
public:
    virtual ~Listener() = default;
    virtual void onCancelled(int id) = 0;
    virtual void onPrinted(int id) = 0;
};

class Spooler {
public:
    explicit Spooler(std::weak_ptr<Listener> l) : listener_(std::move(l)) {}

    void submit(Job j) {
        {
            std::lock_guard<std::mutex> lk(m_);
            jobs_.push_back(std::move(j));
        }
        ready_.notify_one();
    }

    bool cancel(int id, const std::string& user);
    bool moveToFront(int id);
    bool printNext();
    void close();

private:
    const std::weak_ptr<Listener> listener_;
    std::mutex m_;
    std::condition_variable ready_;
    std::deque<Job> jobs_;
    bool closed_ = false;
};

static bool mayCancel(const std::string& user, const std::string& owner) {
    return user == owner || user == "root";
}

bool Spooler::cancel(int id, const std::string& user) {
    std::size_t pos;
    std::string owner;
    {
        std::lock_guard<std::mutex> lk(m_);
        auto it = std::find_if(jobs_.begin(), jobs_.end(), [id](const Job& j) { return j.id == id; });
        if (it == jobs_.end())
            return false;
        pos = static_cast<std::size_t>(it - jobs_.begin());
        owner = it->owner;
    }
    if (!mayCancel(user, owner)) {
        std::fprintf(stderr, "%s may not cancel job %d\n", user.c_str(), id);
        return false;
    }
    {
        std::lock_guard<std::mutex> lk(m_);
        if (pos >= jobs_.size())
            return false;
        jobs_.erase(jobs_.begin() + static_cast<std::ptrdiff_t>(pos)); // EXPECT: check-then-act
    }
    if (!listener_.expired())
        listener_.lock()->onCancelled(id); // EXPECT: check-then-act
    return true;
}

bool Spooler::moveToFront(int id) {
    std::lock_guard<std::mutex> lk(m_);
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
        if (jobs_[i].id != id)
            continue;
        Job j = std::move(jobs_[i]);
        jobs_.erase(jobs_.begin() + static_cast<std::ptrdiff_t>(i));
        jobs_.push_front(std::move(j));
        return true;
    }
    return false;
}

bool Spooler::printNext() {
    std::optional<Job> job;
    {
        std::unique_lock<std::mutex> lk(m_);
        ready_.wait(lk, [this] { return closed_ || !jobs_.empty(); });
        if (jobs_.empty())
            return false;
        job = std::move(jobs_.front());
        jobs_.pop_front();
    }
    std::printf("printing %s for %s\n", job->document.c_str(), job->owner.c_str());
    if (auto l = listener_.lock())
        l->onPrinted(job->id);
    return true;
}

void Spooler::close() {
    {
        std::lock_guard<std::mutex> lk(m_);
        closed_ = true;
    }
    ready_.notify_all();
}

class ConsoleListener : public Listener {
public:
    void onCancelled(int id) override { std::printf("job %d cancelled\n", id); }
    void onPrinted(int id) override { std::printf("job %d done\n", id); }
};

}  // namespace spool

int main() {
    auto console = std::make_shared<spool::ConsoleListener>();
    spool::Spooler spooler(console);
    std::thread dispatcher([&spooler] {
        while (spooler.printNext()) {
        }
    });
    std::vector<std::thread> users;
    for (int u = 0; u < 3; ++u) {
        users.emplace_back([&spooler, u] {
            const std::string name = "user" + std::to_string(u);
            for (int i = 0; i < 50; ++i) {
                int id = u * 100 + i;
                spooler.submit({id, name, "doc" + std::to_string(id)});
                if (i % 4 == 0)
                    spooler.cancel(id, name);
                else if (i % 7 == 0)
                    spooler.moveToFront(id);
            }
        });
    }
    console.reset();
    for (auto& u : users)
        u.join();
    spooler.close();
    dispatcher.join();
}
