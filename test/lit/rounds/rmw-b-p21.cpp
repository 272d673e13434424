// RUN: %tocsin %s
// STD: c++20
// Site indexer: jobs are queued as closures and run later by a small pool.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class JobPool {
 public:
  void post(std::function<void()> job) {
    std::lock_guard<std::mutex> g(mu_);
    jobs_.push_back(std::move(job));
  }

  void run(int workers) {
    std::vector<std::thread> threads;
    for (int i = 0; i < workers; ++i) {
      threads.emplace_back([this] {
        while (auto job = next()) job();
      });
    }
    for (auto& t : threads) t.join();
  }

 private:
  std::function<void()> next() {
    std::lock_guard<std::mutex> g(mu_);
    if (jobs_.empty()) return nullptr;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
  }

  std::mutex mu_;
  std::deque<std::function<void()>> jobs_;
};

static std::string fetch(const std::string& url) { return "<html>" + url + "</html>"; }

int main() {
  JobPool pool;
  std::mutex mu;
  std::map<std::string, size_t> index;
  std::vector<std::string> outlinks;
  long total_bytes = 0;
  std::atomic<int> done{0};

  std::vector<std::string> urls;
  for (int i = 0; i < 200; ++i) urls.push_back("http://a.example/" + std::to_string(i));

  size_t longest = 0;
  std::for_each(urls.begin(), urls.end(), [&longest](const std::string& u) {
    if (u.size() > longest) longest = u.size();
  });

  for (const auto& url : urls) {
    pool.post([&, url] {
      std::string body = fetch(url);
      total_bytes += static_cast<long>(body.size()); // EXPECT: lost-update
      {
        std::lock_guard<std::mutex> g(mu);
        if (index.find(url) == index.end()) index[url] = body.size();
      }
      done.fetch_add(1);
    });

    pool.post([&mu, &outlinks, url] {
      std::string link = url.substr(0, url.size() - 1) + "about";
      bool listed;
      {
        std::lock_guard<std::mutex> g(mu);
        listed = std::find(outlinks.begin(), outlinks.end(), link) != outlinks.end();
      }
      if (!listed) {
        std::lock_guard<std::mutex> g(mu);
        outlinks.push_back(link); // EXPECT: check-then-act
      }
    });
  }

  pool.run(4);

  if (outlinks.empty()) outlinks.push_back("none");
  total_bytes += static_cast<long>(longest);
  std::printf("%d pages, %ld bytes, %zu indexed, %zu links\n", done.load(), total_bytes, index.size(),
              outlinks.size());
  return 0;
}
