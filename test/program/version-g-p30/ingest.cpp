// STD: c++20
#include "objectstore.h"
#include <string>
#include <thread>
#include <vector>

namespace media {

bool appendSegment(ManifestStore& store, const std::string& id, const std::string& segment, std::int64_t ms);
bool trimFront(ManifestStore& store, const std::string& id, std::int64_t ms);

// Correct the duration after a probe of the finished file.
PutStatus fixDuration(ManifestStore& store, const std::string& id, std::int64_t slack)
{
    std::int64_t gen = kAnyGeneration;
    Manifest next;
    if (auto cur = store.fetch(id)) {
        next = *cur;
        if (cur->duration_ms > 0)
            gen = cur->generation;
    }
    next.id = id;
    next.duration_ms += slack;
    return store.put(next, gen); // EXPECT: unversioned-write
}

void publish(ManifestStore& store, const std::string& id)
{
    Manifest blank;
    blank.id = id;
    while (store.put(blank, 0) == PutStatus::Unavailable)
        std::this_thread::yield();
}

void ingest(ManifestStore& store, const std::string& id, const std::vector<std::string>& files)
{
    publish(store, id);
    std::thread trimmer([&] {
        for (std::size_t i = 0; i < files.size() / 2; ++i)
            trimFront(store, id, 4000);
    });
    std::thread fixer([&] { fixDuration(store, id, 12); });
    for (const auto& f : files)
        appendSegment(store, id, f, 4000);
    trimmer.join();
    fixer.join();
}

} // namespace media
