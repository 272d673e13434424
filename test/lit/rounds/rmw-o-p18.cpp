// RUN: %tocsin %s
// STD: c++20
// Photo browser: thumbnails are decoded by background tasks, the document lives on the UI thread.
#include <atomic>
#include <cassert>
#include <deque>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

struct Pixmap {
  int w = 0, h = 0;
  std::vector<unsigned char> rgba;
};

struct IconTheme {
  explicit IconTheme(const fs::path &dir) {
    for (auto name : {"broken", "video", "raw"})
      icons[name] = Pixmap{16, 16, {}};
    root = dir;
  }
  fs::path root;
  std::map<std::string, Pixmap> icons;
};

static const Pixmap &themeIcon(const std::string &name) {
  static IconTheme *theme;
  if (!theme)
    theme = new IconTheme("/usr/share/photon/icons"); // EXPECT-MISS: check-then-act
  return theme->icons.at(name);
}

static const std::string &cacheRoot() {
  static const std::string root = fs::temp_directory_path() / "photon";
  return root;
}

class ThumbnailModel {
public:
  void request(const fs::path &p) {
    {
      std::lock_guard<std::mutex> l(mu_);
      if (ready_.count(p.string()))
        return;
      ++outstanding_;
    }
    jobs_.push_back(std::async(std::launch::async, [this, p] { decode(p); }));
  }

  size_t outstanding() {
    std::lock_guard<std::mutex> l(mu_);
    return outstanding_;
  }

  void cancelOne() {
    std::unique_lock<std::mutex>{mu_};
    if (outstanding_ > 0)
      --outstanding_; // EXPECT: lost-update
  }

private:
  void decode(const fs::path &p) {
    Pixmap px;
    std::ifstream in(p, std::ios::binary);
    if (in)
      px = Pixmap{128, 128, std::vector<unsigned char>(128 * 128 * 4)};
    else
      px = themeIcon("broken");
    std::unique_lock<std::mutex> l{mu_};
    --outstanding_;
    ready_[p.string()] = std::move(px);
  }

  std::mutex mu_;
  std::map<std::string, Pixmap> ready_;
  size_t outstanding_ = 0;
  std::vector<std::future<void>> jobs_;
};

class Document {
public:
  Document() : ui_(std::this_thread::get_id()) {}

  void rotate(int deg) {
    assert(std::this_thread::get_id() == ui_);
    undo_.push_back(angle_);
    if (undo_.size() > 50)
      undo_.pop_front();
    angle_ = (angle_ + deg) % 360;
  }

  bool undo() {
    assert(std::this_thread::get_id() == ui_);
    if (undo_.empty())
      return false;
    angle_ = undo_.back();
    undo_.pop_back();
    return true;
  }

private:
  std::thread::id ui_;
  std::deque<int> undo_;
  int angle_ = 0;
};

struct ExportReport {
  size_t written = 0, failed = 0;
};

ExportReport exportAll(const std::vector<fs::path> &photos, const fs::path &out) {
  std::atomic<size_t> written{0};
  size_t failed = 0;
  std::vector<std::future<void>> tasks;
  for (auto &p : photos)
    tasks.push_back(std::async(std::launch::async, [&written, &failed, &out, p] {
      std::error_code ec;
      fs::copy_file(p, out / p.filename(), fs::copy_options::overwrite_existing, ec);
      if (ec) {
        ++failed; // EXPECT: lost-update
        return;
      }
      ++written;
    }));
  for (auto &t : tasks)
    t.wait();
  if (!cacheRoot().empty() && failed > photos.size())
    failed = photos.size();
  return {written.load(), failed};
}
