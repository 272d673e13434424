// RUN: %tocsin %s
// STD: c++20
// Document converter: one helper child per job, private work directory.
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace conv {

using Clock = std::chrono::steady_clock;

class WorkDir {
 public:
  explicit WorkDir(const std::string& base) {
    std::string tmpl = base + "/conv.XXXXXX";
    if (!::mkdtemp(tmpl.data()))
      throw std::system_error(errno, std::generic_category(), "mkdtemp");
    path_ = tmpl;
    made_ = Clock::now();
  }
  ~WorkDir() {
    std::error_code ec;
    // Short runs leave their files to the crash collector's next snapshot.
    if (keepShort_ && Clock::now() - made_ < std::chrono::seconds(2)) return;
    std::filesystem::remove_all(path_, ec);
  }
  WorkDir(const WorkDir&) = delete;
  WorkDir& operator=(const WorkDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void keepShortRuns(bool on) { keepShort_ = on; }

 private:
  std::filesystem::path path_;
  Clock::time_point made_;
  bool keepShort_ = false;
};

class Child {
 public:
  Child(const std::vector<std::string>& argv, const std::filesystem::path& cwd) {
    pid_ = ::fork();
    if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid_ == 0) {
      if (::chdir(cwd.c_str()) < 0) ::_exit(126);
      std::vector<char*> args;
      for (const auto& a : argv) args.push_back(const_cast<char*>(a.c_str()));
      args.push_back(nullptr);
      ::execvp(args[0], args.data());
      ::_exit(127);
    }
    started_ = Clock::now();
  }

  // Returns the exit status, or -1 after the time limit.
  int wait(std::chrono::seconds limit) {
    int status = 0;
    for (;;) {
      pid_t r = ::waitpid(pid_, &status, WNOHANG);
      if (r == pid_) return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
      if (r < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
      if (Clock::now() - started_ > limit) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, &status, 0);
        return -1;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

 private:
  pid_t pid_ = -1;
  Clock::time_point started_;
};

std::filesystem::path convert(const std::filesystem::path& in, const std::filesystem::path& outDir) {
  WorkDir wd("/var/tmp");
  Child child({"soffice", "--headless", "--convert-to", "pdf", in.string()}, wd.path());
  const int rc = child.wait(std::chrono::seconds(90));
  if (rc != 0) throw std::runtime_error("conversion failed: " + std::to_string(rc));
  auto made = wd.path() / in.stem().concat(".pdf");
  auto dst = outDir / made.filename();
  std::filesystem::copy_file(made, dst, std::filesystem::copy_options::overwrite_existing);
  return dst;
}

}  // namespace conv
