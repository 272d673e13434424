// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Resumable uploads: parts are collected under upload:<id> in Redis while a
// client sends them; a janitor in every front-end drops abandoned ones.
#include <cstdlib>
#include <ctime>
#include <hiredis/hiredis.h>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {

struct ReplyFree {
    void operator()(redisReply *r) const {
        if (r)
            freeReplyObject(r);
    }
};
using Reply = std::unique_ptr<redisReply, ReplyFree>;

template <class... A> Reply cmd(redisContext *c, const char *fmt, A... a) {
    return Reply(static_cast<redisReply *>(redisCommand(c, fmt, a...)));
}

class UploadStore {
public:
    UploadStore(const char *host, int port) : ctx_(redisConnect(host, port)) {}
    ~UploadStore() {
        if (ctx_)
            redisFree(ctx_);
    }
    explicit operator bool() const { return ctx_ && !ctx_->err; }

    bool begin(const std::string &id) {
        Reply r = cmd(ctx_, "HSET upload:%s started %lld", id.c_str(),
                      static_cast<long long>(std::time(nullptr)));
        Reply s = cmd(ctx_, "SADD uploads %s", id.c_str());
        return r && s && s->type == REDIS_REPLY_INTEGER;
    }

    bool putPart(const std::string &id, int no, const std::string &bytes) {
        Reply r = cmd(ctx_, "HSET upload:%s part%d %b", id.c_str(), no, bytes.data(),
                      bytes.size());
        return r && r->type != REDIS_REPLY_ERROR;
    }

    std::vector<std::string> ids() {
        std::vector<std::string> v;
        Reply r = cmd(ctx_, "SMEMBERS uploads");
        if (r && r->type == REDIS_REPLY_ARRAY)
            for (std::size_t i = 0; i < r->elements; ++i)
                v.emplace_back(r->element[i]->str, r->element[i]->len);
        return v;
    }

    long long startedAt(const std::string &id) {
        Reply r = cmd(ctx_, "HGET upload:%s started", id.c_str());
        if (!r || r->type != REDIS_REPLY_STRING)
            return 0;
        return std::atoll(r->str);
    }

    int collect(long long maxAge) {
        int n = 0;
        const long long now = std::time(nullptr);
        for (const auto &id : ids()) {
            const long long started = startedAt(id);
            if (started == 0)
                continue;
            if (now - started < maxAge)
                continue;
            void *raw = redisCommand(ctx_, "DEL upload:%s", id.c_str()); // EXPECT: timestamp-cleanup
            Reply r(static_cast<redisReply *>(raw));
            if (r && r->type == REDIS_REPLY_INTEGER && r->integer == 1)
                ++n;
        }
        return n;
    }

private:
    redisContext *ctx_;
};

} // namespace

int main(int argc, char **argv) {
    UploadStore store(argc > 1 ? argv[1] : "127.0.0.1", 6379);
    if (!store) {
        std::cerr << "redis unavailable\n";
        return 1;
    }
    if (store.begin("a81f"))
        store.putPart("a81f", 0, "....");
    std::cout << store.collect(2 * 3600) << " uploads collected\n";
}
