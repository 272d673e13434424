#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace depot {

using Mono = std::chrono::steady_clock;

class ObjectStore {
public:
    virtual ~ObjectStore() = default;
    virtual bool removeObject(const std::string& path) = 0;
    virtual bool fetch(const std::string& path, std::string* out) = 0;
};

class Artifact {
public:
    Artifact(std::string name, std::string path) : name_(std::move(name)), path_(std::move(path)) {}

    const std::string& name() const { return name_; }
    const std::string& path() const { return path_; }

    bool isStale(Mono::duration keep) const;
    bool isCollectable(Mono::duration keep) const;

    void beginDownload() { ++downloads_; }
    void endDownload() { --downloads_; }

private:
    std::string name_;
    std::string path_;
    Mono::time_point uploaded_at_ = Mono::now();
    int downloads_ = 0;
};

class Depot {
public:
    Depot(ObjectStore& store, Mono::duration keep) : store_(store), keep_(keep) {}

    void registerUpload(const std::string& name, const std::string& path);
    bool download(const std::string& name, std::string* out);
    std::size_t nightly();
    std::size_t onQuotaPressure();

private:
    ObjectStore& store_;
    Mono::duration keep_;
    std::mutex mu_;
    std::map<std::string, std::unique_ptr<Artifact>> items_;  // names are never reused
};

}  // namespace depot
