// RUN: %tocsin %s
// STD: c++20
// Surtitle cue list of an opera house: operator console, stage sync and preview clients.
#include <cstdint>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace cue {

struct Cue {
  int bar = 0;
  std::string text;
  int shown = 0;
};

class CueList {
 public:
  template <class F>
  auto transaction(F&& f) {
    mu_.lock();
    struct Leave {
      std::recursive_mutex& m;
      ~Leave() { m.unlock(); }
    } leave{mu_};
    return std::forward<F>(f)(*this);
  }

  bool contains(int bar) const {
    std::lock_guard lk(mu_);
    return cues_.count(bar) != 0;
  }

  void put(int bar, std::string text) {
    std::lock_guard lk(mu_);
    cues_[bar] = {bar, std::move(text), 0};
    revision_++;
  }

  int tempo() const {
    std::lock_guard lk(mu_);
    return tempo_;
  }

  void set_tempo(int t) {
    std::lock_guard lk(mu_);
    tempo_ = t;
  }

  bool put_new(int bar, const std::string& text) {
    return transaction([&](CueList& l) {
      if (l.contains(bar)) return false;
      l.put(bar, text);
      return true;
    });
  }

  void rubato(int percent) {
    transaction([percent](CueList& l) { l.set_tempo(l.tempo() * percent / 100); });
  }

  std::unique_lock<std::recursive_mutex> edit_session() {
    return std::unique_lock<std::recursive_mutex>(mu_);
  }

  // The session proves the caller is inside edit_session().
  void renumber(const std::unique_lock<std::recursive_mutex>& session, int shift) {
    if (!session.owns_lock()) return;
    std::map<int, Cue> moved;
    for (auto& [bar, c] : cues_) {
      c.bar += shift;
      moved.emplace(bar + shift, std::move(c));
    }
    cues_.swap(moved);
    revision_++;
  }

  void show(int bar) {
    std::unique_lock lk(mu_);
    auto it = cues_.find(bar);
    if (it == cues_.end()) {
      lk.unlock();
      std::printf("bar %d: no text\n", bar);
      return;
    }
    it->second.shown++;
    note_shown(it->second);
  }

  unsigned revision() const {
    std::lock_guard lk(mu_);
    return revision_;
  }

 private:
  void note_shown(const Cue& c) {
    history_.push_back(c.bar);
    if (history_.size() > 32) history_.pop_front();
    last_bar_ = c.bar > last_bar_ ? c.bar : last_bar_;
  }

  mutable std::recursive_mutex mu_;
  std::map<int, Cue> cues_;
  std::deque<int> history_;
  int tempo_ = 72;
  int last_bar_ = 0;
  unsigned revision_ = 0;
};

}  // namespace cue

static void operator_console(cue::CueList& list) {
  for (int bar = 1; bar < 400; bar += 3) {
    if (!list.put_new(bar, "line " + std::to_string(bar))) list.show(bar);
    if (bar % 50 == 0) {
      auto session = list.edit_session();
      if (!list.contains(bar + 1)) list.put(bar + 1, "(tacet)");
      list.renumber(session, 1);
      if (list.tempo() < 40) list.set_tempo(list.tempo() + 10);
    }
  }
}

static void stage_sync(cue::CueList& list) {
  for (int bar = 1; bar < 400; ++bar) {
    list.show(bar);
    if (bar % 16 == 0) list.rubato(bar % 32 ? 105 : 95);
  }
}

int main() {
  cue::CueList list;
  std::jthread console(operator_console, std::ref(list));
  std::jthread stage(stage_sync, std::ref(list));
  console.join();
  stage.join();
  std::printf("revision %u\n", list.revision());
}
