// RUN: %tocsin %s
// STD: c++20
// Certificate cache with out-of-lock fetch.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tls {

struct Cert {
  std::string pem;
  std::uint64_t serial;
};

class CertCache {
 public:
  std::shared_ptr<const Cert> get(const std::string& host) {
    {
      std::lock_guard<std::mutex> lk(mu_);
      auto it = certs_.find(host);
      if (it != certs_.end()) return it->second;
    }
    auto fresh = fetch(host);
    std::lock_guard<std::mutex> lk(mu_);
    auto [it, inserted] = certs_.try_emplace(host, fresh);
    if (inserted) bytes_ += fresh->pem.size();
    return it->second;
  }

  bool renew(const std::string& host) {
    std::unique_lock<std::mutex> lk(mu_);
    const auto seen = version_;
    auto it = certs_.find(host);
    if (it == certs_.end()) return false;
    const auto old_size = it->second->pem.size();
    lk.unlock();
    auto fresh = fetch(host);
    lk.lock();
    if (version_ != seen) return false;
    it = certs_.find(host);
    if (it == certs_.end()) return false;
    bytes_ = bytes_ - old_size + fresh->pem.size();
    it->second = std::move(fresh);
    version_ = seen + 1;
    return true;
  }

  void purge() {
    std::lock_guard<std::mutex> lk(mu_);
    certs_.clear();
    bytes_ = 0;
    ++version_;
  }

  const std::string& issuer() {
    if (!issuer_ready_.load(std::memory_order_acquire)) {
      std::lock_guard<std::mutex> lk(issuer_mu_);
      if (!issuer_ready_.load(std::memory_order_relaxed)) {
        issuer_ = "CN=Edge Intermediate R3";
        issuer_ready_.store(true, std::memory_order_release);
      }
    }
    return issuer_;
  }

 private:
  std::shared_ptr<const Cert> fetch(const std::string& host) {
    const auto n = serial_.fetch_add(1) + 1;
    return std::make_shared<const Cert>(Cert{"-----BEGIN " + host, n});
  }

  std::mutex mu_;
  std::map<std::string, std::shared_ptr<const Cert>> certs_;
  std::size_t bytes_ = 0;
  std::uint64_t version_ = 0;
  std::atomic<std::uint64_t> serial_{0};
  std::mutex issuer_mu_;
  std::atomic<bool> issuer_ready_{false};
  std::string issuer_;
};

}  // namespace tls

int main() {
  tls::CertCache cache;
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i)
    ts.emplace_back([&cache, i] {
      for (int k = 0; k < 100; ++k) {
        cache.get("h" + std::to_string(k % 10));
        if (k % 10 == i) cache.renew("h3");
        cache.issuer();
      }
      if (i == 0) cache.purge();
    });
  for (auto& t : ts) t.join();
}
