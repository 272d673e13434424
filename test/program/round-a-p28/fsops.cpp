#include "fsops.hpp"

#include <system_error>

namespace keyring {

namespace fs = std::filesystem;

bool present(const fs::path& p) noexcept
{
    std::error_code ec;
    const fs::file_status s = fs::status(p, ec);
    return !ec && fs::exists(s);
}

void restrictToOwner(const fs::path& p)
{
    constexpr auto mode = fs::perms::owner_read | fs::perms::owner_write;
    fs::permissions(p, mode, fs::perm_options::replace); // EXPECT: create-then-name
}

} // namespace keyring
