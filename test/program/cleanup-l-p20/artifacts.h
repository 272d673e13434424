#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace artcache {

// Who is linking against which artifact right now. The daemon is the only process
// that touches the tree; build steps come in through its RPC threads.
class ClaimTable {
public:
    void claim(const std::string &key);
    void unclaim(const std::string &key);
    bool ifUnclaimed(const std::string &key, const std::function<void()> &fn);

private:
    std::mutex mu_;
    std::map<std::string, int> held_;
};

class Claim {
public:
    Claim(ClaimTable &t, std::string key) : t_(t), key_(std::move(key)) { t_.claim(key_); }
    ~Claim() { t_.unclaim(key_); }
    Claim(const Claim &) = delete;
    Claim &operator=(const Claim &) = delete;

private:
    ClaimTable &t_;
    std::string key_;
};

class ArtifactCache {
public:
    explicit ArtifactCache(std::filesystem::path root) : root_(std::move(root)) {}
    bool materialise(const std::string &key, const std::filesystem::path &dst);
    std::size_t sweep(std::chrono::hours maxAge);

private:
    static bool expired(const std::filesystem::path &p, std::chrono::hours maxAge);
    std::filesystem::path root_;
    ClaimTable claims_;
};

} // namespace artcache
