// RUN: %tocsin %s
// STD: c++20
// Session store of a web server with a template cache and per-connection strands.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace web {

using Clock = std::chrono::steady_clock;

struct Template {
    std::string text;
};

class TemplateCache {
public:
    std::shared_ptr<const Template> get(const std::string &path) {
        std::lock_guard<std::mutex> g(m_);
        auto it = items_.find(path);
        if (it == items_.end())
            it = items_.emplace(path, load(path)).first;
        return it->second;
    }

    // New owners only come from get(), which needs m_.
    size_t trim() {
        std::lock_guard<std::mutex> g(m_);
        size_t freed = 0;
        for (auto it = items_.begin(); it != items_.end();) {
            if (it->second.use_count() == 1) {
                freed += it->second->text.size();
                it = items_.erase(it);
            } else {
                ++it;
            }
        }
        return freed;
    }

private:
    static std::shared_ptr<const Template> load(const std::string &path);

    std::mutex m_;
    std::map<std::string, std::shared_ptr<const Template>> items_;
};

class Strand : public std::enable_shared_from_this<Strand> {
public:
    explicit Strand(std::function<void(std::function<void()>)> pool) : pool_(std::move(pool)) {}

    void post(std::function<void()> f) {
        std::lock_guard<std::mutex> g(m_);
        queue_.push_back(std::move(f));
        if (!running_) {
            running_ = true;
            pool_([self = shared_from_this()] { self->drain(); });
        }
    }

private:
    // At most one drain() at a time; the mutex orders consecutive ones.
    void drain() {
        for (;;) {
            std::function<void()> f;
            {
                std::lock_guard<std::mutex> g(m_);
                if (queue_.empty()) {
                    running_ = false;
                    return;
                }
                f = std::move(queue_.front());
                queue_.pop_front();
            }
            f();
        }
    }

    std::function<void(std::function<void()>)> pool_;
    std::mutex m_;
    std::deque<std::function<void()>> queue_;
    bool running_ = false;
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    explicit Connection(std::shared_ptr<Strand> s) : strand_(std::move(s)) {}

    // I/O threads.
    void onData(std::string chunk) {
        strand_->post([self = shared_from_this(), c = std::move(chunk)] { self->consume(c); });
    }
    void onTimer() {
        strand_->post([self = shared_from_this()] {
            if (self->idleTicks_ < kMaxIdle)
                self->idleTicks_++;
            else
                self->closed_ = true;
        });
    }

private:
    static constexpr int kMaxIdle = 30;

    void consume(const std::string &c) {
        if (closed_)
            return;
        received_ += c.size();
        idleTicks_ = 0;
    }

    std::shared_ptr<Strand> strand_;
    size_t received_ = 0;
    int idleTicks_ = 0;
    bool closed_ = false;
};

struct Session {
    std::atomic<unsigned> hits{0};
    std::weak_ptr<Connection> conn;
};

class Sessions {
public:
    std::shared_ptr<Session> find(const std::string &id) {
        std::lock_guard<std::mutex> g(m_);
        auto it = table_.find(id);
        if (it == table_.end())
            return nullptr;
        it->second->hits++;
        return it->second;
    }

    std::shared_ptr<Session> create(const std::string &id, const std::shared_ptr<Connection> &c) {
        if (auto s = find(id))
            return s;
        auto s = std::make_shared<Session>();
        s->conn = c;
        s->hits = s->hits + 1;
        std::lock_guard<std::mutex> g(m_);
        auto [it, fresh] = table_.try_emplace(id, s);
        if (fresh)
            ++created_;
        else
            it->second->hits++;
        return it->second;
    }

    bool push(const std::string &id, std::string msg) {
        auto s = find(id);
        if (!s || s->conn.expired())
            return false;
        auto c = s->conn.lock();
        if (!c)
            return false;
        c->onData(std::move(msg));
        return true;
    }

private:
    std::mutex m_;
    std::unordered_map<std::string, std::shared_ptr<Session>> table_;
    size_t created_ = 0;
};

} // namespace web

struct Event {
    std::string session, data;
    std::shared_ptr<web::Connection> conn;
};

void runIo(web::Sessions &sessions, web::TemplateCache &cache, bool (*poll)(int, Event &), int threads) {
    std::vector<std::jthread> io;
    for (int i = 0; i < threads; ++i)
        io.emplace_back([&sessions, &cache, poll, i] {
            Event e;
            while (poll(i, e)) {
                if (e.data.empty()) {
                    e.conn->onTimer();
                    cache.trim();
                    continue;
                }
                sessions.create(e.session, e.conn);
                sessions.push(e.session, cache.get("/ack")->text);
                e.conn->onData(e.data);
            }
        });
}
