// STD: c++20
#include "upload_index.h"

namespace ingest {

int expire_uploads(UploadIndex& idx, std::int64_t now, std::int64_t max_age) {
    int n = 0;
    for (const auto& id : idx.ids()) {
        const std::int64_t started = idx.started_at(id);
        if (started < 0)
            continue;
        if (now - started > max_age) {
            Reply r(static_cast<redisReply*>(redisCommand(idx.raw(), "DEL upload:%s", id.c_str()))); // EXPECT: timestamp-cleanup
            if (r && r->type == REDIS_REPLY_INTEGER)
                n += static_cast<int>(r->integer);
        }
    }
    return n;
}

int expire_unowned(UploadIndex& idx, std::int64_t now, std::int64_t max_age) {
    int n = 0;
    for (const auto& id : idx.ids()) {
        const std::int64_t started = idx.started_at(id);
        if (started < 0 || now - started <= max_age)
            continue;
        // Writers look at the reservation before the first part.
        Reply lock(static_cast<redisReply*>(
            redisCommand(idx.raw(), "SET upload-writer:%s janitor NX EX 30", id.c_str())));
        const bool leased = lock && lock->type == REDIS_REPLY_STATUS;
        if (!leased)
            continue;
        Reply r(static_cast<redisReply*>(redisCommand(idx.raw(), "DEL upload:%s", id.c_str())));
        n += r && r->type == REDIS_REPLY_INTEGER && r->integer > 0;
    }
    return n;
}

} // namespace ingest
