// RUN: %tocsin %s
// STD: c++20
// The copy gets its owner by name, when another may have put a link there.
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>
namespace fs = std::filesystem;

bool guilty(const fs::path &Skeleton, const fs::path &Home, uid_t Owner) {
  std::error_code Error;
  fs::copy_file(Skeleton, Home, fs::copy_options::none, Error);
  if (Error)
    return false;
  return ::chown(Home.c_str(), Owner, Owner) == 0; // EXPECT: create-then-name
}

// It is the original whose owner changes: nothing was created under its name.
bool original(const fs::path &Skeleton, const fs::path &Home, uid_t Owner) {
  fs::copy_file(Skeleton, Home, fs::copy_options::none);
  return ::chown(Skeleton.c_str(), Owner, Owner) == 0;
}

bool corrected(const char *Text, size_t Size, const fs::path &Home,
               uid_t Owner) {
  int Fd = ::open(Home.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (Fd < 0)
    return false;
  bool Ok = ::write(Fd, Text, Size) == ssize_t(Size) &&
            ::fchown(Fd, Owner, Owner) == 0;
  return ::close(Fd) == 0 && Ok;
}
