// RUN: %tocsin %s
// STD: c++17
// A size by name that only makes room is a hint; one that bounds what is read
// is not.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

static std::vector<char> readAll(int fd, size_t guess) {
  std::vector<char> all;
  all.reserve(guess);
  char part[512];
  for (ssize_t n; (n = read(fd, part, sizeof part)) > 0;)
    all.insert(all.end(), part, part + n);
  return all;
}

static std::vector<char> readSome(int fd, size_t size) {
  std::vector<char> all(size);
  read(fd, all.data(), size);
  return all;
}

std::vector<char> load(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0)
    return {};
  int fd = open(name, O_RDONLY);
  if (fd < 0)
    return {};
  auto all = readAll(fd, st.st_size);
  close(fd);
  return all;
}

std::vector<char> loadBySize(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0)
    return {};
  int fd = open(name, O_RDONLY); // EXPECT: file-toctou
  if (fd < 0)
    return {};
  auto all = readSome(fd, st.st_size);
  close(fd);
  return all;
}
