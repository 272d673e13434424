// RUN: %tocsin %s
// STD: c++20
// Upload endpoint of a collaboration server: tenants may only write below their area.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fs = std::filesystem;

enum class UploadResult { stored, rejected, failed };

class TenantArea {
public:
    explicit TenantArea(const fs::path& root) : root_(fs::canonical(root)) {}

    std::optional<fs::path> resolve(std::string_view client) const
    {
        std::error_code ec;
        const fs::path full = fs::weakly_canonical(root_ / fs::path(client).relative_path(), ec);
        if (ec)
            return std::nullopt;
        const auto [r, f] = std::mismatch(root_.begin(), root_.end(), full.begin(), full.end());
        if (r != root_.end())
            return std::nullopt;
        return full;
    }

    // pure text: the name is a single component chosen by us
    fs::path receiptFor(unsigned long long id) const
    {
        return root_ / (std::to_string(id) + ".receipt");
    }

private:
    fs::path root_;
};

class UploadHandler {
public:
    explicit UploadHandler(TenantArea area) : area_(std::move(area)) {}

    UploadResult put(std::string_view name, std::span<const char> body)
    {
        const auto dest = area_.resolve(name);
        if (!dest) {
            std::clog << "upload outside of area: " << name << '\n';
            return UploadResult::rejected;
        }
        {
            std::lock_guard lk(mu_);
            ++seen_[std::string(name)];
        }
        std::ofstream out(*dest, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
        if (!out)
            return UploadResult::failed;
        out.write(body.data(), static_cast<std::streamsize>(body.size()));
        if (!out.flush())
            return UploadResult::failed;
        return writeReceipt(body.size());
    }

private:
    UploadResult writeReceipt(std::size_t n)
    {
        std::ofstream rc(area_.receiptFor(next_++));
        rc << n << '\n';
        return rc ? UploadResult::stored : UploadResult::failed;
    }

    TenantArea area_;
    std::mutex mu_;
    std::map<std::string, unsigned> seen_;
    unsigned long long next_ = 1;
};

int main(int argc, char** argv)
{
    if (argc < 3)
        return 64;
    UploadHandler h{TenantArea(argv[1])};
    const std::string_view body = "hello\n";
    return h.put(argv[2], std::span(body.data(), body.size())) == UploadResult::stored ? 0 : 1;
}
