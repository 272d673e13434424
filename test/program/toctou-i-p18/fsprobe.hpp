#pragma once
#include <string>

namespace artifact {

bool directoryPresent(const std::string &dir) noexcept;

}
