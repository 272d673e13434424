#pragma once
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace crt {

struct Image {
    std::string digest;
    std::string repoTag;
    std::filesystem::path rootfs;
    std::filesystem::file_time_type pulled;
    std::uintmax_t bytes = 0;
};

class ImageStore {
public:
    explicit ImageStore(std::filesystem::path root);
    std::size_t reload();
    std::vector<Image> list() const;
    bool find(const std::string &digest, Image &out) const;
    bool removeImage(const Image &img);

private:
    mutable std::mutex mu_;
    std::filesystem::path root_;
    std::map<std::string, Image> images_;
};

class ContainerManager {
public:
    explicit ContainerManager(ImageStore &s) : store_(s) {}
    int run(const std::string &digest, const std::string &name);
    void stopped(const std::string &name);
    std::size_t running() const;

private:
    ImageStore &store_;
    mutable std::mutex mu_;
    std::map<std::string, std::string> live_; // container name -> digest
};

struct GcPolicy {
    std::size_t keepNewest = 10;
    std::filesystem::file_time_type::duration maxAge{};
};

class ImageGc {
public:
    ImageGc(ImageStore &s, GcPolicy p) : store_(s), policy_(p) {}
    std::uintmax_t trimToCount();
    std::uintmax_t trimByAge();

private:
    ImageStore &store_;
    GcPolicy policy_;
};

} // namespace crt
