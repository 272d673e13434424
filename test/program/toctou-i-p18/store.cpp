// STD: c++20
#include "store.hpp"
#include "fsprobe.hpp"
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <stdlib.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

namespace artifact {

Store::Store(std::string root) : root_(std::move(root))
{
    fs::create_directories(root_);
}

std::string Store::bucketFor(const std::string &digest) const
{
    if (digest.size() < 8)
        throw std::invalid_argument("digest too short");
    return root_ + "/" + digest.substr(0, 2);
}

// Called by every compiler wrapper of a parallel build.
void Store::put(const std::string &digest, std::string_view blob)
{
    const std::string bucket = bucketFor(digest);
    if (!directoryPresent(bucket)) {
        if (::mkdir(bucket.c_str(), 0775) != 0) // EXPECT: file-toctou
            throw std::system_error(errno, std::generic_category(), "mkdir " + bucket);
    }

    std::string side = bucket + "/.in-XXXXXX";
    int fd = ::mkstemp(side.data());
    if (fd < 0)
        throw std::system_error(errno, std::generic_category(), side);
    const bool whole = ::write(fd, blob.data(), blob.size()) == static_cast<ssize_t>(blob.size());
    ::fchmod(fd, 0664);
    ::close(fd);
    const std::string final = bucket + "/" + digest.substr(2);
    if (!whole || ::rename(side.c_str(), final.c_str()) != 0) {
        ::unlink(side.c_str());
        throw std::runtime_error("cannot store " + digest);
    }
}

void Store::setUploadToken(const std::string &token)
{
    const fs::path file = fs::path(root_) / "upload.token";
    {
        std::ofstream out(file);
        out << token << '\n';
        if (!out.flush())
            throw std::runtime_error("cannot write " + file.string());
    }
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write); // EXPECT: create-then-name
}

}
