// RUN: %tocsin %s
// STD: c++20
// Thumbnail atlas: pages of GPU-ready pixels backed by memory-mapped files.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

class AtlasPage {
 public:
  AtlasPage(std::string key, const std::string& path, size_t bytes)
      : key_(std::move(key)), bytes_(bytes) {
    fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd_ < 0) throw std::system_error(errno, std::generic_category(), path);
    base_ = ::mmap(nullptr, bytes_, PROT_READ, MAP_PRIVATE, fd_, 0);
    if (base_ == MAP_FAILED) {
      ::close(fd_);
      throw std::system_error(errno, std::generic_category(), "mmap");
    }
  }
  ~AtlasPage() {
    ::munmap(base_, bytes_);
    ::close(fd_);
  }
  const std::string& key() const { return key_; }
  const uint8_t* pixels() const { return static_cast<const uint8_t*>(base_); }
  size_t bytes() const { return bytes_; }

  std::chrono::steady_clock::time_point loadedAt = std::chrono::steady_clock::now();

 private:
  std::string key_;
  size_t bytes_;
  int fd_ = -1;
  void* base_ = nullptr;
};

class Atlas {
 public:
  Atlas(std::string root, std::chrono::minutes lifetime)
      : root_(std::move(root)), lifetime_(lifetime) {}

  // Called by the compositor threads; returns nullptr when not resident.
  const AtlasPage* find(const std::string& key) const {
    std::shared_lock lk(mu_);
    auto it = std::find_if(pages_.begin(), pages_.end(),
                           [&](const auto& p) { return p->key() == key; });
    return it == pages_.end() ? nullptr : it->get();
  }

  const AtlasPage* load(const std::string& key, size_t bytes) {
    auto page = std::make_unique<AtlasPage>(key, root_ + "/" + key + ".rgba", bytes);
    std::unique_lock lk(mu_);
    for (const auto& p : pages_)
      if (p->key() == key) return p.get();
    pages_.push_back(std::move(page));
    return pages_.back().get();
  }

  size_t retireExpired() {
    const auto cutoff = std::chrono::steady_clock::now() - lifetime_;
    std::unique_lock lk(mu_);
    return std::erase_if(pages_, [&](const std::unique_ptr<AtlasPage>& p) { // EXPECT: timestamp-cleanup
      return p->loadedAt < cutoff;
    });
  }

  size_t residentBytes() const {
    std::shared_lock lk(mu_);
    size_t sum = 0;
    for (const auto& p : pages_) sum += p->bytes();
    return sum;
  }

 private:
  std::string root_;
  std::chrono::minutes lifetime_;
  mutable std::shared_mutex mu_;
  std::vector<std::unique_ptr<AtlasPage>> pages_;
};

uint64_t blend(const Atlas& atlas, const std::vector<std::string>& layers) {
  uint64_t acc = 0;
  for (const auto& name : layers) {
    const AtlasPage* page = atlas.find(name);
    if (!page) continue;
    const uint8_t* px = page->pixels();
    for (size_t i = 0; i + 4 <= page->bytes(); i += 4) acc += px[i] * px[i + 3];
  }
  return acc;
}

class AtlasMaintenance {
 public:
  explicit AtlasMaintenance(Atlas& a)
      : thread_([&a](std::stop_token st) {
          while (!st.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::seconds(30));
            a.retireExpired();
          }
        }) {}

 private:
  std::jthread thread_;
};
