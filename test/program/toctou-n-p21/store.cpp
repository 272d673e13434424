#include "store.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

namespace exam {

Store::Store(fs::path root) : root_(std::move(root)) { fs::create_directories(root_); }

bool Store::has(const std::string &candidate, const std::string &task) const
{
    return fs::exists(root_ / (candidate + "." + task));
}

void Store::save(const std::string &candidate, const std::string &task, std::string_view text)
{
    std::ofstream out(root_ / (candidate + "." + task), std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (!out.flush())
        throw std::runtime_error("cannot save submission of " + candidate);
}

bool Store::save_first(const std::string &candidate, const std::string &task, std::string_view text)
{
    const fs::path file = root_ / (candidate + "." + task);
    int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (fd < 0) {
        if (errno == EEXIST)
            return false;
        throw std::system_error(errno, std::generic_category(), file.string());
    }
    while (!text.empty()) {
        ssize_t n = ::write(fd, text.data(), text.size());
        if (n < 0) {
            int err = errno;
            ::close(fd);
            throw std::system_error(err, std::generic_category(), file.string());
        }
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    ::close(fd);
    return true;
}

} // namespace exam
