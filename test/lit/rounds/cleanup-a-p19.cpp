// RUN: %tocsin %s
// STD: c++20
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

struct IndexGeneration {
    std::uint64_t generation = 0;
    fs::path root;
};

class IndexPublisher {
public:
    explicit IndexPublisher(fs::path base) : base_(std::move(base)) {
        for (const auto& g : list())
            if (g.generation > published_.generation)
                published_ = g;
    }

    // Used by query servers when they (re)open the index.
    IndexGeneration latest() const {
        std::lock_guard<std::mutex> lk(mu_);
        return published_;
    }

    IndexGeneration publish(const fs::path& built) {
        std::lock_guard<std::mutex> lk(mu_);
        IndexGeneration next;
        next.generation = published_.generation + 1;
        next.root = base_ / ("gen-" + std::to_string(next.generation));
        fs::rename(built, next.root);
        published_ = next;
        return next;
    }

    std::size_t drop_superseded() {
        const IndexGeneration top = latest();
        std::size_t n = 0;
        for (const auto& g : list()) {
            if (g.generation < top.generation) {
                std::error_code ec;
                fs::remove_all(g.root, ec); // EXPECT: timestamp-cleanup
                if (ec)
                    std::cerr << g.root << ": " << ec.message() << '\n';
                else
                    ++n;
            }
        }
        return n;
    }

private:
    std::vector<IndexGeneration> list() const {
        std::vector<IndexGeneration> out;
        std::error_code ec;
        for (const auto& entry : fs::directory_iterator(base_, ec)) {
            const std::string name = entry.path().filename().string();
            constexpr std::string_view prefix = "gen-";
            if (name.compare(0, prefix.size(), prefix) != 0)
                continue;
            IndexGeneration g;
            auto [p, err] = std::from_chars(name.data() + prefix.size(), name.data() + name.size(), g.generation);
            if (err != std::errc() || p != name.data() + name.size())
                continue;
            g.root = entry.path();
            out.push_back(std::move(g));
        }
        return out;
    }

    fs::path base_;
    mutable std::mutex mu_;
    IndexGeneration published_;
};

static void serve(const IndexPublisher& pub) {
    const IndexGeneration g = pub.latest();
    for (int shard = 0; shard < 8; ++shard) {
        std::ifstream in(g.root / ("shard-" + std::to_string(shard)), std::ios::binary);
        std::string head(16, '\0');
        if (in.read(head.data(), 16))
            std::cout << g.generation << ':' << shard << '\n';
    }
}

int main() {
    IndexPublisher pub("/var/lib/search/index");
    std::thread server(serve, std::cref(pub));
    try {
        pub.publish("/var/lib/search/build/next");
        std::cout << pub.drop_superseded() << " dropped\n";
    } catch (const fs::filesystem_error& e) {
        std::cerr << e.what() << '\n';
    }
    server.join();
}
