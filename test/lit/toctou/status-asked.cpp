// RUN: %tocsin %s
// STD: c++20
// Of all that a status tells, only what it is asked was checked: opening with
// O_NOFOLLOW makes up for "is it a link", not for "whose mode is it".
#include <fcntl.h>
#include <filesystem>
namespace fs = std::filesystem;

int link(const fs::path &Name) {
  if (fs::is_symlink(fs::symlink_status(Name)))
    return -1;
  return ::open(Name.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW, 0644);
}

int linkByType(const fs::path &Name) {
  const fs::file_status Status = fs::symlink_status(Name);
  if (Status.type() == fs::file_type::symlink)
    return -1;
  return ::open(Name.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW, 0644);
}

int followed(const fs::path &Name) {
  if (fs::is_symlink(fs::symlink_status(Name)))
    return -1;
  return ::open(Name.c_str(), O_WRONLY | O_CREAT, 0644); // EXPECT: file-toctou
}

int mode(const fs::path &Name) {
  const fs::file_status Status = fs::symlink_status(Name);
  if ((Status.permissions() & fs::perms::others_write) != fs::perms::none)
    return -1;
  return ::open(Name.c_str(), O_WRONLY | O_NOFOLLOW); // EXPECT: file-toctou
}
