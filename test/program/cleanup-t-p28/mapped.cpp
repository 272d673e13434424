// STD: c++17
#include "models.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace serving {

MappedFile::MappedFile(const std::filesystem::path& p) {
    fd_ = ::open(p.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd_ < 0) throw std::system_error(errno, std::generic_category(), p.string());
    struct stat st {};
    void* m = MAP_FAILED;
    if (::fstat(fd_, &st) == 0)
        m = ::mmap(nullptr, static_cast<std::size_t>(st.st_size), PROT_READ, MAP_SHARED, fd_, 0);
    if (m == MAP_FAILED) {
        int e = errno;
        ::close(fd_);
        throw std::system_error(e, std::generic_category(), p.string());
    }
    size_ = static_cast<std::size_t>(st.st_size);
    data_ = static_cast<const std::uint8_t*>(m);
}

MappedFile::~MappedFile() {
    ::munmap(const_cast<std::uint8_t*>(data_), size_);
    ::close(fd_);
}

}  // namespace serving
