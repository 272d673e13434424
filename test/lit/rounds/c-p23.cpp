// RUN: %tocsin %s
// STD: c++20
// Directory layout of a mirror tool; several mirror runs may start at once.
#include <cerrno>
#include <iostream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>

namespace layout {

inline std::error_code lastError() { return {errno, std::generic_category()}; }

std::error_code ensureDir(const std::string& dir, mode_t mode = 0755)
{
    if (::mkdir(dir.c_str(), mode) == 0)
        return {};
    const auto why = lastError();
    if (why != std::errc::file_exists)
        return why;
    struct stat st{};
    if (::stat(dir.c_str(), &st) != 0)
        return lastError();
    if (!S_ISDIR(st.st_mode))
        return std::make_error_code(std::errc::not_a_directory);
    return {};
}

std::error_code ensureTree(std::string_view full)
{
    std::string part;
    part.reserve(full.size());
    std::size_t at = 0;
    while (at < full.size()) {
        auto next = full.find('/', at);
        if (next == std::string_view::npos)
            next = full.size();
        part.append(full.substr(at, next - at));
        if (!part.empty())
            if (auto ec = ensureDir(part))
                return ec;
        part.push_back('/');
        at = next + 1;
    }
    return {};
}

} // namespace layout

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: mirrorinit DIR\n";
        return 2;
    }
    const std::string base = argv[1];
    for (const char* sub : {"pool", "dists", "indices", "tmp"}) {
        if (auto ec = layout::ensureTree(base + "/" + sub)) {
            std::cerr << base << '/' << sub << ": " << ec.message() << '\n';
            return 1;
        }
    }
    return 0;
}
