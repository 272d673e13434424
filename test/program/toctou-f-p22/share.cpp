// STD: c++20
#include "share.hpp"

#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace webdav {

// Share members also have shell accounts on this host and work in the tree.
int Share::put(std::string_view url, const BodyReader& body) {
    const auto target = jail_.resolve(url);
    if (!target)
        return 403;

    std::string chunk;
    if (!body(chunk))
        return 400;
    std::ofstream out(*target, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
    if (!out)
        return 409;
    do {
        out.write(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    } while (out && body(chunk));
    return out ? 201 : 507;
}

int Share::get(std::string_view url, std::string& out) const {
    const auto source = jail_.resolve(url);
    if (!source)
        return 403;
    std::ifstream in(*source, std::ios::binary); // EXPECT: file-toctou
    if (!in)
        return 404;
    out.assign(std::istreambuf_iterator<char>(in), {});
    return 200;
}

std::string Share::label(std::string_view url) const {
    const auto p = jail_.resolve(url);
    return p ? p->lexically_relative(jail_.root()).generic_string() : std::string("(outside)");
}

} // namespace webdav
