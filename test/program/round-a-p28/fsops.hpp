#pragma once
#include <filesystem>

namespace keyring {

bool present(const std::filesystem::path& p) noexcept;
void restrictToOwner(const std::filesystem::path& p);

} // namespace keyring
