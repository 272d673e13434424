#include "session.hpp"

#include <sys/stat.h>

namespace web {

std::optional<SessionMeta> probe(const std::string& file)
{
    struct stat st {};
    if (::lstat(file.c_str(), &st) != 0 || !S_ISREG(st.st_mode))
        return std::nullopt;
    SessionMeta meta;
    meta.bytes = static_cast<std::size_t>(st.st_size);
    meta.touched = st.st_mtime;
    return meta;
}

} // namespace web
