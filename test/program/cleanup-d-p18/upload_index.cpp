// STD: c++20
#include "upload_index.h"

#include <cstdlib>

namespace ingest {

bool UploadIndex::begin(const std::string& id, std::int64_t now) {
    auto r = query(ctx_, "HSET upload:%s started %lld", id.c_str(), static_cast<long long>(now));
    if (!r || r->type == REDIS_REPLY_ERROR)
        return false;
    r = query(ctx_, "SADD uploads %s", id.c_str());
    return r && r->type == REDIS_REPLY_INTEGER;
}

bool UploadIndex::add_part(const std::string& id, int part, const std::string& blob) {
    auto r = query(ctx_, "HSET upload:%s part%d %s", id.c_str(), part, blob.c_str());
    return r && r->type != REDIS_REPLY_ERROR;
}

std::vector<std::string> UploadIndex::ids() {
    std::vector<std::string> out;
    auto r = query(ctx_, "SMEMBERS uploads");
    if (r && r->type == REDIS_REPLY_ARRAY)
        for (size_t i = 0; i < r->elements; ++i)
            out.emplace_back(r->element[i]->str, r->element[i]->len);
    return out;
}

std::int64_t UploadIndex::started_at(const std::string& id) {
    auto r = query(ctx_, "HGET upload:%s started", id.c_str());
    if (!r || r->type != REDIS_REPLY_STRING)
        return -1;
    return std::strtoll(r->str, nullptr, 10);
}

// Host that streams parts for this upload right now; the key has a TTL that the host renews.
std::string UploadIndex::writer(const std::string& id) {
    auto r = query(ctx_, "GET upload-writer:%s", id.c_str());
    return r && r->type == REDIS_REPLY_STRING ? std::string(r->str, r->len) : std::string();
}

} // namespace ingest
