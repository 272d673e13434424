// Content addressed store of a package mirror.
#include "files.hpp"

#include <cerrno>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>

namespace blob {

enum class Put { Stored, Duplicate, IoError };

class Store {
public:
    explicit Store(std::string root) : root_(std::move(root)) {}

    Put put(const std::string& bytes)
    {
        const std::string name = root_ + "/" + key(bytes);
        if (fileThere(name)) {          // cheap way out for the common case
            ++duplicates_;
            return Put::Duplicate;
        }
        FileHandle h = openNew(name);
        if (!h.valid()) {
            if (errno == EEXIST) {
                ++duplicates_;
                return Put::Duplicate;
            }
            return Put::IoError;
        }
        return h.writeAll(bytes) ? Put::Stored : Put::IoError;
    }

    unsigned duplicates() const { return duplicates_; }

private:
    static std::string key(const std::string& bytes)
    {
        static const char digits[] = "0123456789abcdef";
        std::size_t h = std::hash<std::string>{}(bytes);
        std::string k(16, '0');
        for (auto it = k.rbegin(); it != k.rend(); ++it, h >>= 4)
            *it = digits[h & 15];
        return k;
    }

    std::string root_;
    unsigned duplicates_ = 0;
};

} // namespace blob

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: blobput ROOT < data\n";
        return 2;
    }
    blob::Store store(argv[1]);
    const std::string data{std::istreambuf_iterator<char>(std::cin), {}};
    switch (store.put(data)) {
    case blob::Put::Stored:
        return 0;
    case blob::Put::Duplicate:
        std::cout << "already stored (" << store.duplicates() << ")\n";
        return 0;
    case blob::Put::IoError:
        break;
    }
    std::cerr << "blobput: I/O error\n";
    return 1;
}
