// RUN: %tocsin %s
// STD: c++20
// Column store: removes part directories that no table version refers to.
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <system_error>
#include <unordered_set>
#include <vector>

namespace fs = std::filesystem;

class PartRegistry {
 public:
  class Building {
   public:
    Building(PartRegistry& r, std::string name) : r_(r), name_(std::move(name)) {}
    ~Building() {
      std::lock_guard lk(r_.mu_);
      r_.building_.erase(name_);
    }
    Building(const Building&) = delete;
    Building& operator=(const Building&) = delete;

   private:
    PartRegistry& r_;
    std::string name_;
  };

  [[nodiscard]] Building beginBuild(const std::string& name) {
    std::lock_guard lk(mu_);
    building_.insert(name);
    return Building(*this, name);
  }

  void commit(const std::string& name) {
    std::lock_guard lk(mu_);
    committed_.insert(name);
  }

  void drop(const std::string& name) {
    std::lock_guard lk(mu_);
    committed_.erase(name);
  }

  void snapshotLive(std::unordered_set<std::string>* live) const {
    std::lock_guard lk(mu_);
    live->insert(committed_.begin(), committed_.end());
    live->insert(building_.begin(), building_.end());
    for (const auto& [name, n] : readersOf_)
      if (n > 0) live->insert(name);
  }

  bool addReader(const std::string& name) {
    std::lock_guard lk(mu_);
    if (!committed_.contains(name)) return false;
    ++readersOf_[name];
    return true;
  }
  void removeReader(const std::string& name) {
    std::lock_guard lk(mu_);
    --readersOf_[name];
  }

 private:
  mutable std::mutex mu_;
  std::set<std::string> committed_;
  std::set<std::string> building_;
  std::map<std::string, int> readersOf_;
};

class PartCleaner {
 public:
  PartCleaner(fs::path root, PartRegistry& reg, std::chrono::hours minAge)
      : root_(std::move(root)), reg_(reg), minAge_(minAge) {}

  // Directory names carry a unique block number, they are never reused. The
  // listing is taken first: what is listed and not live now stays dead.
  size_t run() {
    std::vector<fs::directory_entry> listing;
    std::error_code ec;
    for (fs::directory_iterator it(root_, ec), end; !ec && it != end; it.increment(ec))
      if (it->is_directory(ec) && it->path().filename().string().starts_with("part_"))
        listing.push_back(*it);

    std::unordered_set<std::string> live;
    reg_.snapshotLive(&live);

    const auto cutoff = fs::file_time_type::clock::now() - minAge_;
    std::vector<fs::path> doomed;
    for (const auto& e : listing) {
      bool keep = live.count(e.path().filename().string()) != 0;
      const auto t = e.last_write_time(ec);
      if (ec || t >= cutoff) keep = true;
      if (!keep) doomed.push_back(e.path());
    }

    size_t n = 0;
    for (const auto& p : doomed) {
      fs::remove_all(p, ec);
      if (ec)
        std::cerr << "part cleaner: " << p << ": " << ec.message() << '\n';
      else
        ++n;
    }
    return n;
  }

 private:
  fs::path root_;
  PartRegistry& reg_;
  std::chrono::hours minAge_;
};
