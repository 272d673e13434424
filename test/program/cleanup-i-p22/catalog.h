#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

using Mono = std::chrono::steady_clock;

struct Bucket {
    std::filesystem::path dir;
    bool trashed = false;
    int openUploads = 0;
};

struct TrashTicket {
    std::string name;
    std::filesystem::path dir;
    Mono::time_point trashedAt;
};

class Catalog {
public:
    explicit Catalog(std::filesystem::path root) : root_(std::move(root)) {}

    bool create(const std::string& name);
    bool trash(const std::string& name);
    bool restore(const std::string& name);
    std::optional<std::filesystem::path> beginUpload(const std::string& name);
    void endUpload(const std::string& name);
    void forget(const std::string& name);

    std::vector<TrashTicket> takeTickets();
    void giveBack(std::vector<TrashTicket> tickets);

private:
    std::filesystem::path root_;
    std::mutex mu_;
    std::map<std::string, Bucket> buckets_;
    std::vector<TrashTicket> tickets_;
};
