// RUN: %tocsin %s
// STD: c++20
// Collaborative notes: edits arrive over websockets and are applied by coroutines
// that share one executor.
#include <coroutine>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace notes {

class Executor {
 public:
  void post(std::function<void()> fn) { q_.push_back(std::move(fn)); }
  void run() {
    while (!q_.empty()) {
      auto fn = std::move(q_.front());
      q_.pop_front();
      fn();
    }
  }

 private:
  std::deque<std::function<void()>> q_;
};

enum class Result { Applied, Conflict, Rejected };

template <class T>
struct Task {
  struct promise_type {
    T value{};
    std::coroutine_handle<> waiter;
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      void await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        if (h.promise().waiter) h.promise().waiter.resume();
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_value(T v) { value = std::move(v); }
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> h;
  bool await_ready() const { return h.done(); }
  void await_suspend(std::coroutine_handle<> w) { h.promise().waiter = w; }
  T await_resume() { return std::move(h.promise().value); }
};

// Remote spell/abuse checker; resumes from the executor.
struct CheckRequest {
  Executor& ex;
  std::string text;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) { ex.post([h] { h.resume(); }); }
  bool await_resume() const { return text.find("spam") == std::string::npos; }
};

struct Note {
  std::string body;
  uint64_t revision = 1;
  std::string last_editor;
};

class NoteService {
 public:
  explicit NoteService(Executor& ex) : ex_(ex) {}

  Task<Result> replace(std::string id, std::string body, uint64_t base_revision) {
    std::shared_ptr<Note> n = find(id);
    if (n->revision != base_revision) co_return Result::Conflict;
    if (!co_await CheckRequest{ex_, body}) co_return Result::Rejected;
    n->body = std::move(body); // EXPECT: unchecked-version
    ++n->revision;
    co_return Result::Applied;
  }

  Task<Result> append(std::string id, std::string text, uint64_t base_revision) {
    std::shared_ptr<Note> n = find(id);
    if (n->revision != base_revision) co_return Result::Conflict;
    if (!co_await CheckRequest{ex_, text}) co_return Result::Rejected;
    if (n->revision != base_revision) co_return Result::Conflict;
    n->body += text;
    ++n->revision;
    co_return Result::Applied;
  }

  Task<Result> clear(std::string id, uint64_t base_revision) {
    std::shared_ptr<Note> n = find(id);
    if (n->revision != base_revision) co_return Result::Conflict;
    n->body.clear();
    ++n->revision;
    const bool logged = co_await CheckRequest{ex_, "cleared " + id};
    co_return logged ? Result::Applied : Result::Rejected;
  }

  // Restores happen after the current batch of edits, to keep the UI responsive.
  Result restore(const std::string& id, std::string body, uint64_t base_revision) {
    std::shared_ptr<Note> n = find(id);
    if (n->revision != base_revision) return Result::Conflict;
    ex_.post([n, body = std::move(body)] {
      n->body = body; // EXPECT: unchecked-version
      ++n->revision;
    });
    return Result::Applied;
  }

 private:
  std::shared_ptr<Note> find(const std::string& id) {
    auto& p = notes_[id];
    if (!p) p = std::make_shared<Note>();
    return p;
  }
  Executor& ex_;
  std::unordered_map<std::string, std::shared_ptr<Note>> notes_;
};

void demo(Executor& ex, NoteService& s) {
  s.replace("n1", "hello", 1);
  s.append("n1", " world", 1);
  s.restore("n1", "old", 1);
  ex.run();
}

}  // namespace notes
