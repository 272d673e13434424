// STD: c++20
#include "plan.h"
#include <chrono>
#include <cstdlib>

namespace forge {

Pool::Pool(Plan &plan, DirCache &dirs, unsigned jobs) : plan_(plan), dirs_(dirs), jobs_(jobs), busy_(jobs, 0.0) {}

Pool::~Pool() {
  for (auto &t : threads_)
    if (t.joinable())
      t.join();
}

void Pool::worker(unsigned slot) {
  using clock = std::chrono::steady_clock;
  while (Edge *e = plan_.next()) {
    auto begin = clock::now();
    auto cut = e->output.rfind('/');
    if (cut != std::string::npos && !dirs_.make(e->output.substr(0, cut)))
      e->exitCode = 1;
    else
      e->exitCode = std::system(e->command.c_str());
    busy_[slot] += std::chrono::duration<double>(clock::now() - begin).count();
    if (e->exitCode != 0) {
      dirs_.forget(e->output);
      plan_.note(*e);
    } else {
      plan_.finished(e);
    }
  }
}

int Pool::run() {
  for (unsigned i = 0; i < jobs_; ++i)
    threads_.emplace_back(&Pool::worker, this, i);
  double total = 0;
  for (auto &t : threads_)
    t.join();
  for (double b : busy_)
    total += b;
  return plan_.progress().second || total < 0 ? 1 : 0;
}

} // namespace forge
