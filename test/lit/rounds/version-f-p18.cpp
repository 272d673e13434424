// RUN: %tocsin %s
// STD: c++20
// Collaborative editor back end: one Document per open file; edits of the
// clients are coroutines on the document's strand.
#include <coroutine>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <string>
#include <utility>

namespace editor {

class Strand {
public:
    void post(std::coroutine_handle<> h) { ready_.push_back(h); }
    void run() {
        while (!ready_.empty()) {
            auto h = ready_.front();
            ready_.pop_front();
            h.resume();
        }
    }

private:
    std::deque<std::coroutine_handle<>> ready_;
};

struct Job {
    struct promise_type {
        Job get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

// Awaitable append to the replicated edit log.
struct LogAppend {
    Strand& strand;
    std::string record;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) { strand.post(h); }
    bool await_resume() const noexcept { return !record.empty(); }
};

struct Edit {
    std::uint64_t base_revision;
    std::size_t pos;
    std::size_t erase;
    std::string insert;
};

enum class Outcome { Applied, Conflict, Failed };
using Reply = std::function<void(Outcome)>;

class Document {
public:
    Document(Strand& strand, std::string text) : strand_(strand), text_(std::move(text)) {}

    Job apply(Edit e, Reply reply) {
        if (e.base_revision != revision_ || e.pos + e.erase > text_.size()) {
            reply(Outcome::Conflict);
            co_return;
        }
        std::string next = text_;
        next.replace(e.pos, e.erase, e.insert);
        const bool logged = co_await LogAppend{strand_, encode(e)};
        if (!logged) {
            reply(Outcome::Failed);
            co_return;
        }
        text_ = std::move(next); // EXPECT: unchecked-version
        ++revision_;
        reply(Outcome::Applied);
    }

    Job replaceAll(std::uint64_t base_revision, std::string text, Reply reply) {
        const bool logged = co_await LogAppend{strand_, text};
        if (!logged) {
            reply(Outcome::Failed);
            co_return;
        }
        if (base_revision != revision_) {
            reply(Outcome::Conflict);
            co_return;
        }
        text_ = std::move(text);
        ++revision_;
        reply(Outcome::Applied);
    }

    Job setTitle(std::uint64_t base_revision, std::string title, Reply reply) {
        if (base_revision != revision_) {
            reply(Outcome::Conflict);
            co_return;
        }
        title_ = title;
        ++revision_;
        co_await LogAppend{strand_, title};
        reply(Outcome::Applied);
    }

    std::uint64_t revision() const { return revision_; }

private:
    static std::string encode(const Edit& e) {
        return std::to_string(e.base_revision) + ":" + std::to_string(e.pos) + ":" +
               std::to_string(e.erase) + ":" + e.insert;
    }

    Strand& strand_;
    std::string text_;
    std::string title_;
    std::uint64_t revision_ = 0;
};

}  // namespace editor
