#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace media {

struct Manifest {
    std::string id;
    std::string segments;
    std::int64_t duration_ms = 0;
    std::int64_t generation = 0;
};

enum class PutStatus { Ok, GenerationMismatch, Unavailable };

constexpr std::int64_t kAnyGeneration = -1;

class ManifestStore {
public:
    virtual ~ManifestStore() = default;
    virtual std::optional<Manifest> fetch(const std::string& id) = 0;
    virtual PutStatus put(const Manifest& m, std::int64_t ifGeneration) = 0;
};

class LocalManifestStore : public ManifestStore {
public:
    std::optional<Manifest> fetch(const std::string& id) override;
    PutStatus put(const Manifest& m, std::int64_t ifGeneration) override;

private:
    std::mutex mu_;
    std::map<std::string, Manifest> data_;
};

} // namespace media
