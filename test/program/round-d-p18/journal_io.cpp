#include "journal.hpp"
#include <fstream>
#include <stdexcept>
#include <sys/stat.h>
#include <utility>

namespace kv {

Journal::Journal(std::string file) : file_(std::move(file)) {}

bool Journal::fresh() const
{
    struct ::stat sb{};
    return ::stat(file_.c_str(), &sb) != 0;
}

void Journal::writeHeader(std::string_view magic)
{
    std::ofstream os;
    os.exceptions(std::ios::badbit);
    os.open(file_, std::ios::out | std::ios::trunc | std::ios::binary); // EXPECT: file-toctou
    if (!os.is_open())
        throw std::runtime_error("journal: " + file_);
    os << magic << '\n';
}

} // namespace kv
