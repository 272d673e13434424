// RUN: %tocsin %s
// STD: c++20
// std::filesystem and streams: classes, templates, containers.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>
namespace fs = std::filesystem;
class Store {
protected:
  fs::path file_;

public:
  explicit Store(fs::path p) : file_(std::move(p)) {}
  virtual ~Store() = default;
  virtual bool init() = 0;
};
// member path, existence, stream that creates
class PlainStore : public Store {
public:
  using Store::Store;
  bool init() override {
    if (fs::exists(file_)) return false;
    std::ofstream out(file_); // EXPECT: file-toctou
    return bool(out << "v1\n");
  }
};
class FirstStore : public Store {
public:
  using Store::Store;
  bool init() override {
    FILE *f = std::fopen(file_.c_str(), "wx");
    if (!f) return false;
    std::fputs("v1\n", f);
    return std::fclose(f) == 0;
  }
};
// constructor claims, destructor gives back
class Claim {
  std::string name_;

public:
  explicit Claim(const std::string &dir) : name_(dir + "/claim") {
    if (!fs::exists(dir + "/claim")) std::ofstream(dir + "/claim") << getpid(); // EXPECT: file-toctou
    else name_.clear();
  }
  ~Claim() { if (!name_.empty()) std::remove(name_.c_str()); }
};
class ClaimDir {
  fs::path p_;
  bool held_;

public:
  explicit ClaimDir(const fs::path &dir) : p_(dir / "claim.d"), held_(fs::create_directory(p_)) {}
  ~ClaimDir() { std::error_code ec; if (held_) fs::remove(p_, ec); }
};
// template over the path type
template <class P> void share(const P &p) {
  if (fs::is_regular_file(fs::symlink_status(p)))
    fs::permissions(p, fs::perms::others_read, fs::perm_options::add); // EXPECT: file-toctou
}
template <class P> bool shareFd(const P &p) {
  struct stat st;
  int fd = ::open(fs::path(p).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return false;
  bool ok = ::fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && ::fchmod(fd, st.st_mode | S_IROTH) == 0;
  ::close(fd);
  return ok;
}
static bool below(const fs::path &root, const fs::path &p) {
  auto r = p.lexically_relative(root);
  return !r.empty() && *r.begin() != "..";
}
// confinement to a root
std::unique_ptr<std::ifstream> serve(const fs::path &root, const std::string &req) {
  fs::path p = fs::weakly_canonical(root / req);
  if (!below(root, p)) return nullptr;
  return std::make_unique<std::ifstream>(p); // EXPECT-MISS: file-toctou
}
int serveFd(const fs::path &root, const std::string &req) {
  int fd = ::open((root / req).c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  std::error_code ec;
  fs::path real = fs::read_symlink("/proc/self/fd/" + std::to_string(fd), ec);
  if (!ec && below(root, real)) return fd;
  ::close(fd);
  return -1;
}
// verdict in a container
size_t moveNew(const std::vector<fs::path> &in, const fs::path &dst) {
  std::vector<std::pair<const fs::path *, bool>> plan;
  for (auto &p : in) plan.emplace_back(&p, fs::exists(dst / p.filename()));
  size_t n = 0;
  for (auto &[p, there] : plan) {
    if (there) continue;
    fs::rename(*p, dst / p->filename()); // EXPECT: file-toctou
    ++n;
  }
  return n;
}
size_t moveNewLink(const std::vector<fs::path> &in, const fs::path &dst) {
  size_t n = 0;
  std::error_code ec;
  for (auto &p : in) {
    fs::create_hard_link(p, dst / p.filename(), ec);
    if (!ec && fs::remove(p, ec)) ++n;
  }
  return n;
}
// idempotent
void prepare(const fs::path &d) {
  if (!fs::exists(d)) fs::create_directories(d);
}

int main(int argc, char **argv) {
  fs::path root = argc > 1 ? argv[1] : ".";
  prepare(root);
  std::vector<std::unique_ptr<Store>> v;
  v.push_back(std::make_unique<PlainStore>(root / "a"));
  v.push_back(std::make_unique<FirstStore>(root / "b"));
  for (auto &s : v) s->init();
  Claim c(root.string());
  ClaimDir d(root);
  share(root / "a"), shareFd(root / "b");
  return serve(root, "a") && serveFd(root, "b") >= 0 && moveNew({"x"}, root) + moveNewLink({"y"}, root) ? 0 : 1;
}
