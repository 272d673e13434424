// RUN: %tocsin %s
// STD: c++17
// An object locks a file in its constructor and keeps the answer; who asks it
// holds the lock.
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

class Lock {
public:
  explicit Lock(const std::string &name)
      : fd_(open(name.c_str(), O_RDWR | O_CREAT, 0600)) {
    got_ = flock(fd_, LOCK_EX | LOCK_NB);
  }
  ~Lock() { close(fd_); }
  bool held() const { return got_ == 0; }

private:
  int fd_;
  int got_;
};

class Handle {
public:
  explicit Handle(const std::string &name)
      : fd_(open(name.c_str(), O_RDWR | O_CREAT, 0600)) {}
  ~Handle() { close(fd_); }
  bool held() const { return fd_ >= 0; }

private:
  int fd_;
};

int create(const std::string &dir, const std::string &name) {
  Lock lock(dir + "/lock");
  if (!lock.held())
    return -1;
  struct stat st;
  if (stat(name.c_str(), &st) == 0)
    return -1;
  return open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
}

int createUnlocked(const std::string &dir, const std::string &name) {
  Handle lock(dir + "/lock");
  if (!lock.held())
    return -1;
  struct stat st;
  if (stat(name.c_str(), &st) == 0)
    return -1;
  return open(name.c_str(), // EXPECT: file-toctou
              O_WRONLY | O_CREAT | O_TRUNC, 0600);
}
