// RUN: %tocsin %s
// STD: c++20
// Download manager: the main thread owns all bookkeeping, chunks are fetched with std::async.
#include <cstddef>
#include <cstdio>
#include <future>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Chunk {
  std::size_t offset = 0;
  std::string data;
  unsigned retries = 0;
};

class Fetcher {
 public:
  explicit Fetcher(std::string url) : url_(std::move(url)) {}

  Chunk fetch(std::size_t offset, std::size_t len) {
    Chunk c;
    c.offset = offset;
    while (c.data.size() < len) {
      c.data += url_[(offset + c.data.size()) % url_.size()];
      if (c.data.size() % 4096 == 0) ++c.retries;
    }
    ++requests_;
    bytes_ += len;
    return c;
  }
  std::size_t requests() const { return requests_; }

 private:
  std::string url_;
  std::size_t requests_ = 0;
  std::size_t bytes_ = 0;
};

class Progress {
 public:
  void add(const std::string& url, std::size_t n) {
    if (done_.find(url) == done_.end()) done_[url] = 0;
    done_[url] = done_[url] + n;
    ++updates_;
    if (n > largest_) largest_ = n;
  }
  std::size_t of(const std::string& url) const {
    auto it = done_.find(url);
    return it == done_.end() ? 0 : it->second;
  }
  std::size_t largest() const { return largest_; }

 private:
  std::map<std::string, std::size_t> done_;
  std::size_t updates_ = 0;
  std::size_t largest_ = 0;
};

static Chunk fetchChunk(std::string url, std::size_t offset, std::size_t len) {
  Fetcher f(std::move(url));
  Chunk c = f.fetch(offset, len);
  c.retries += static_cast<unsigned>(f.requests() - 1);
  return c;
}

int main() {
  const std::vector<std::string> urls = {"http://a.example/x", "http://b.example/y"};
  Progress progress;
  unsigned retries = 0;

  for (const auto& url : urls) {
    std::vector<std::future<Chunk>> parts;
    for (std::size_t i = 0; i < 8; ++i)
      parts.push_back(std::async(std::launch::async, fetchChunk, url, i * 1000, 1000 + i));
    for (auto& p : parts) {
      Chunk c = p.get();
      retries += c.retries;
      progress.add(url, c.data.size());
    }
  }

  // Checksums: each thread fills its own cell.
  std::vector<unsigned long> sums(4, 0);
  std::vector<std::thread> hashers;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    hashers.emplace_back([i, &sums, fetcher = std::make_unique<Fetcher>(urls[0])] {
      const Chunk c = fetcher->fetch(i * 100, 100);
      for (unsigned char ch : c.data) sums[i] += ch;
    });
  }
  for (auto& t : hashers) t.join();
  const auto total = std::accumulate(sums.begin(), sums.end(), 0ul);

  std::printf("%zu %zu largest %zu retries %u sum %lu\n", progress.of(urls[0]), progress.of(urls[1]),
              progress.largest(), retries, total);
}
