#include "session.hpp"

#include <cctype>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace web {

std::vector<char> SessionStore::load(const std::string& id) const
{
    std::string name = fileFor(id);
    auto meta = probe(name);
    if (!meta || meta->bytes == 0)
        return {};

    std::string copy = name;
    std::vector<char> data(meta->bytes);
    int fd = ::open(copy.c_str(), O_RDONLY | O_CLOEXEC); // EXPECT: file-toctou
    if (fd < 0)
        return {};
    ssize_t n = ::read(fd, data.data(), meta->bytes);
    ::close(fd);
    if (n < 0)
        data.clear();
    return data;
}

bool SessionStore::expire(const std::string& id, std::time_t now) const
{
    const std::string name = fileFor(id);
    const auto meta = probe(name);
    const bool old = meta && meta->touched + ttl_ < now;
    if (!old)
        return false;
    return ::unlink(name.c_str()) == 0; // EXPECT: file-toctou, timestamp-cleanup
}

} // namespace web

static bool sane(const std::string& id)
{
    if (id.empty() || id.size() > 64)
        return false;
    for (unsigned char c : id)
        if (!std::isalnum(c))
            return false;
    return true;
}

int main(int argc, char** argv)
{
    web::SessionStore store("/var/lib/webapp/sessions", 3600);
    std::time_t now = std::time(nullptr);
    for (int i = 1; i < argc; ++i) {
        std::string id = argv[i];
        if (!sane(id))
            continue;
        if (store.expire(id, now)) {
            std::cout << id << " expired\n";
            continue;
        }
        std::cout << id << ' ' << store.load(id).size() << " bytes\n";
    }
    return 0;
}
