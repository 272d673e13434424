// RUN: %tocsin %s
// STD: c++20
// Collaborative whiteboard server. Shapes live in a board that is touched by
// coroutines running on the worker pool; the permission service is remote.
#include <coroutine>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace board {

struct Task {
    struct promise_type {
        Task get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

struct Permission {
    std::string user, shape;
    bool allowed = false;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h)
    {
        std::thread([this, h] {
            allowed = !user.empty() && user[0] != '#';
            h.resume();
        }).detach();
    }
    bool await_resume() const noexcept { return allowed; }
};

struct Shape {
    std::string text;
    int x = 0, y = 0;
    std::uint64_t version = 1;
};

enum class Result { Applied, Conflict, Denied, Gone };
using Reply = std::function<void(Result, std::uint64_t)>;

class Board {
public:
    Task move(std::string user, std::string id, int x, int y, std::uint64_t base_version, Reply reply)
    {
        const bool may = co_await Permission{user, id};
        if (!may) {
            reply(Result::Denied, 0);
            co_return;
        }
        std::unique_lock<std::mutex> g(mu_);
        auto it = shapes_.find(id);
        if (it == shapes_.end() || it->second->version != base_version) {
            g.unlock();
            reply(Result::Conflict, 0);
            co_return;
        }
        it->second->x = x;
        it->second->y = y;
        const auto v = ++it->second->version;
        g.unlock();
        reply(Result::Applied, v);
    }

    Task edit(std::string user, std::string id, std::string text, std::uint64_t base_version, Reply reply)
    {
        std::shared_ptr<Shape> shape;
        {
            std::lock_guard<std::mutex> g(mu_);
            auto it = shapes_.find(id);
            if (it != shapes_.end())
                shape = it->second;
            if (shape && shape->version != base_version) {
                reply(Result::Conflict, shape->version);
                co_return;
            }
        }
        if (!shape) {
            reply(Result::Gone, 0);
            co_return;
        }

        if (!co_await Permission{user, id}) {
            reply(Result::Denied, 0);
            co_return;
        }

        std::uint64_t v;
        {
            std::lock_guard<std::mutex> g(mu_);
            shape->text = std::move(text); // EXPECT: unchecked-version
            v = ++shape->version;
        }
        reply(Result::Applied, v);
    }

    std::uint64_t add(const std::string& id, Shape s)
    {
        std::lock_guard<std::mutex> g(mu_);
        auto p = std::make_shared<Shape>(std::move(s));
        p->version = 1;
        shapes_[id] = p;
        return p->version;
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, std::shared_ptr<Shape>> shapes_;
};

} // namespace board
