// STD: c++20
#include "store.h"

namespace kv {

Log::Log(const char *path) : f_(std::fopen(path, "ab")) {}

Log::~Log()
{
    if (f_)
        std::fclose(f_);
}

bool Log::append(uint64_t firstSeq, const Batch &b)
{
    if (!f_)
        return false;
    uint64_t seq = firstSeq;
    for (const auto &[k, v] : b.puts) {
        const int n = std::fprintf(f_, "%llu %s=%s\n", static_cast<unsigned long long>(seq++), k.c_str(), v.c_str());
        if (n < 0)
            return false;
        offset_ += static_cast<uint64_t>(n); // EXPECT-NOISE: lost-update
    }
    return std::fflush(f_) == 0;
}

} // namespace kv
