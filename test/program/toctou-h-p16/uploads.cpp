// STD: c++20
#include "blob_file.h"

#include <cstdint>
#include <iostream>
#include <iterator>
#include <string>

namespace {

class UploadInbox {
public:
    explicit UploadInbox(std::string dir) : dir_(std::move(dir)) {}

    // Stores the body below its given name, or "name (2)", "name (3)", ...
    std::string accept(const std::string &name, const std::string &body) {
        for (std::uint32_t n = 1; n < 1000; ++n) {
            const std::string path = candidate(name, n);
            if (store::nameTaken(path))
                continue;
            std::error_code ec;
            store::BlobFile file = store::BlobFile::createNew(path, ec);
            if (ec == std::errc::file_exists)
                continue;
            if (ec)
                throw std::system_error(ec, path);
            if (!file.write(body, ec) || !file.sync(ec))
                throw std::system_error(ec, path);
            return path;
        }
        throw std::system_error(std::make_error_code(std::errc::file_exists), name);
    }

private:
    std::string candidate(const std::string &name, std::uint32_t n) const {
        if (n == 1)
            return dir_ + "/" + name;
        return dir_ + "/" + name + " (" + std::to_string(n) + ")";
    }
    std::string dir_;
};

} // namespace

int main(int argc, char **argv) {
    if (argc != 3) {
        std::cerr << "usage: uploads DIR NAME < body\n";
        return 2;
    }
    const std::string body{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    try {
        UploadInbox inbox(argv[1]);
        std::cout << inbox.accept(argv[2], body) << '\n';
    } catch (const std::system_error &e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
