// RUN: %tocsin %s
// STD: c++17
// What is numbered below the state in use is not needed by it any more.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
namespace fs = std::filesystem;

struct Checkpoint {
  std::uint64_t first_journal = 0;
};

class Journals {
public:
  void trim(std::chrono::hours keep);
  void trimByAge(std::chrono::hours keep);
  void trimByLimit(std::chrono::hours keep);

private:
  std::mutex mu;
  fs::path dir;
  std::shared_ptr<Checkpoint> current = std::make_shared<Checkpoint>();
  std::uint64_t limit = 0;
};

void Journals::trim(std::chrono::hours keep) {
  std::lock_guard<std::mutex> g(mu);
  auto cutoff = fs::file_time_type::clock::now() - keep;
  for (const auto &e : fs::directory_iterator(dir)) {
    std::uint64_t number = std::stoull(e.path().stem().string());
    if (number < current->first_journal && e.last_write_time() < cutoff)
      fs::remove(e.path());
  }
}

void Journals::trimByAge(std::chrono::hours keep) {
  std::lock_guard<std::mutex> g(mu);
  auto cutoff = fs::file_time_type::clock::now() - keep;
  for (const auto &e : fs::directory_iterator(dir))
    if (e.last_write_time() < cutoff)
      fs::remove(e.path()); // EXPECT: timestamp-cleanup
}

void Journals::trimByLimit(std::chrono::hours keep) {
  std::lock_guard<std::mutex> g(mu);
  auto cutoff = fs::file_time_type::clock::now() - keep;
  for (const auto &e : fs::directory_iterator(dir)) {
    std::uint64_t number = std::stoull(e.path().stem().string());
    if (number < limit && e.last_write_time() < cutoff)
      fs::remove(e.path()); // EXPECT: timestamp-cleanup
  }
}
