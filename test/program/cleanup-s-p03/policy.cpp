#include "policy.h"

namespace ingest {

bool RetentionPolicy::outlived(const std::filesystem::directory_entry &e, std::chrono::hours limit)
{
    std::error_code ec;
    const auto written = e.last_write_time(ec);
    if (ec)
        return false;
    return std::filesystem::file_time_type::clock::now() - written > limit;
}

} // namespace ingest
