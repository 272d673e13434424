#pragma once
#include <hiredis/hiredis.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ingest {

struct ReplyDeleter {
    void operator()(redisReply* r) const { freeReplyObject(r); }
};
using Reply = std::unique_ptr<redisReply, ReplyDeleter>;

template <typename... A>
Reply query(redisContext* c, const char* fmt, A... a) {
    return Reply(static_cast<redisReply*>(redisCommand(c, fmt, a...)));
}

// Multipart uploads in progress; all ingest hosts share the index.
class UploadIndex {
public:
    explicit UploadIndex(redisContext* c) : ctx_(c) {}

    bool begin(const std::string& id, std::int64_t now);
    bool add_part(const std::string& id, int part, const std::string& blob);
    std::vector<std::string> ids();
    std::int64_t started_at(const std::string& id);
    std::string writer(const std::string& id);
    redisContext* raw() { return ctx_; }

private:
    redisContext* ctx_;
};

int expire_uploads(UploadIndex& idx, std::int64_t now, std::int64_t max_age);
int expire_unowned(UploadIndex& idx, std::int64_t now, std::int64_t max_age);

} // namespace ingest
