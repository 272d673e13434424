// STD: c++20
#include "objectstore.h"
#include <string>

namespace media {

static void append(Manifest& m, const std::string& segment, std::int64_t ms)
{
    if (!m.segments.empty())
        m.segments += '\n';
    m.segments += segment;
    m.duration_ms += ms;
}

bool appendSegment(ManifestStore& store, const std::string& id, const std::string& segment, std::int64_t ms)
{
    auto m = store.fetch(id);
    if (!m)
        return false;
    append(*m, segment, ms);
    PutStatus st = store.put(*m, m->generation);
    if (st == PutStatus::GenerationMismatch)
        st = store.put(*m, kAnyGeneration); // EXPECT: unversioned-write
    return st == PutStatus::Ok;
}

bool trimFront(ManifestStore& store, const std::string& id, std::int64_t ms)
{
    PutStatus st;
    do {
        auto m = store.fetch(id);
        if (!m)
            return false;
        const auto nl = m->segments.find('\n');
        if (nl == std::string::npos)
            return true;
        m->segments.erase(0, nl + 1);
        m->duration_ms -= ms;
        st = store.put(*m, m->generation);
    } while (st == PutStatus::GenerationMismatch);
    return st == PutStatus::Ok;
}

} // namespace media
