// RUN: %tocsin %s
// STD: c++20
// Collaborative whiteboard: one coroutine per client request, several executor threads.
#include <coroutine>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace board {

template <typename T>
class Task {
 public:
  struct promise_type {
    T value{};
    std::exception_ptr error;
    std::coroutine_handle<> waiter;
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        return h.promise().waiter ? h.promise().waiter : std::noop_coroutine();
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_value(T v) { value = std::move(v); }
    void unhandled_exception() { error = std::current_exception(); }
  };
  explicit Task(std::coroutine_handle<promise_type> h) : h_(h) {}
  Task(Task&& o) noexcept : h_(std::exchange(o.h_, {})) {}
  ~Task() { if (h_) h_.destroy(); }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> w) { h_.promise().waiter = w; return h_; }
  T await_resume() {
    if (h_.promise().error) std::rethrow_exception(h_.promise().error);
    return std::move(h_.promise().value);
  }

 private:
  std::coroutine_handle<promise_type> h_;
};

enum class EditStatus { kApplied, kConflict, kRejected };

struct Scene {
  uint64_t revision = 0;
  std::string shapes;
  std::string thumbnail;
};

struct Edit {
  std::string board;
  uint64_t base_revision;
  std::string delta;
};

// Rendering and moderation are other services; the reply arrives through the executor.
struct Remote {
  virtual ~Remote() = default;
  virtual Task<std::string> RenderThumbnail(std::string shapes) = 0;
  virtual Task<bool> Moderate(std::string delta) = 0;
};

class BoardServer {
 public:
  explicit BoardServer(Remote& remote) : remote_(remote) {}

  // A client draws something.
  Task<EditStatus> Apply(Edit e) {
    Scene& scene = scenes_[e.board];
    if (scene.revision != e.base_revision) co_return EditStatus::kConflict;
    std::string merged = scene.shapes + e.delta;
    std::string thumb = co_await remote_.RenderThumbnail(merged);
    scene = Scene{e.base_revision + 1, std::move(merged), std::move(thumb)};  // EXPECT: unchecked-version
    co_return EditStatus::kApplied;
  }

  // Guests are moderated first.
  Task<EditStatus> ApplyAsGuest(Edit e) {
    Scene& scene = scenes_[e.board];
    if (scene.revision != e.base_revision) co_return EditStatus::kConflict;
    if (!co_await remote_.Moderate(e.delta)) co_return EditStatus::kRejected;
    if (scene.revision != e.base_revision) co_return EditStatus::kConflict;
    scene.shapes += e.delta;
    scene.revision++;
    co_return EditStatus::kApplied;
  }

  // Clearing is applied at once, the preview follows.
  Task<EditStatus> Clear(std::string board, uint64_t base_revision) {
    Scene& scene = scenes_[board];
    if (scene.revision != base_revision) co_return EditStatus::kConflict;
    scene.shapes.clear();
    const uint64_t mine = ++scene.revision;
    std::string thumb = co_await remote_.RenderThumbnail("");
    if (scene.revision == mine) scene.thumbnail = std::move(thumb);
    co_return EditStatus::kApplied;
  }

 private:
  Remote& remote_;
  std::map<std::string, Scene> scenes_;  // all access from the board's strand
};

}  // namespace board
