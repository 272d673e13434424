// RUN: %tocsin %s
// STD: c++20
// Collects scanned documents from the inboxes of several scanners into one
// outbox. Every inbox has its own worker thread; the scanners all number their
// documents alike ("scan0001.pdf").
#include <fcntl.h>
#include <stdio.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <syncstream>
#include <system_error>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

class Outbox {
public:
    explicit Outbox(fs::path dir) : dir_(std::move(dir)) { fs::create_directories(dir_); }

    bool accept(const fs::path &doc)
    {
        auto slot = vacant(doc.stem().string(), doc.extension().string());
        if (!slot) {
            std::osyncstream(std::cerr) << "outbox full for " << doc << '\n';
            return false;
        }
        std::error_code ec;
        fs::rename(doc, *slot, ec); // EXPECT: file-toctou
        if (ec) {
            std::osyncstream(std::cerr) << doc << ": " << ec.message() << '\n';
            return false;
        }
        ++accepted_;
        return true;
    }

    bool accept_sidecar(const fs::path &meta)
    {
        for (int i = 0; i < kMax; ++i) {
            fs::path to = numbered(meta.stem().string(), i, ".xml");
            if (::renameat2(AT_FDCWD, meta.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
                return true;
            if (errno != EEXIST) {
                std::osyncstream(std::cerr) << meta << ": " << std::strerror(errno) << '\n';
                return false;
            }
        }
        return false;
    }

    unsigned accepted() const { return accepted_; }

private:
    static constexpr int kMax = 1000;

    fs::path numbered(const std::string &stem, int i, const std::string &ext) const
    {
        if (i == 0)
            return dir_ / (stem + ext);
        return dir_ / (stem + "-" + std::to_string(i) + ext);
    }

    std::optional<fs::path> vacant(const std::string &stem, const std::string &ext) const
    {
        for (int i = 0; i < kMax; ++i) {
            fs::path p = numbered(stem, i, ext);
            std::error_code ec;
            if (fs::symlink_status(p, ec).type() == fs::file_type::not_found)
                return p;
        }
        return std::nullopt;
    }

    fs::path dir_;
    std::atomic<unsigned> accepted_{0};
};

static void watch(std::stop_token stop, fs::path inbox, Outbox &out)
{
    using namespace std::chrono_literals;
    while (!stop.stop_requested()) {
        std::vector<fs::path> docs, metas;
        std::error_code ec;
        for (fs::directory_iterator it(inbox, ec), end; !ec && it != end; it.increment(ec)) {
            if (it->path().extension() == ".pdf")
                docs.push_back(it->path());
            else if (it->path().extension() == ".xml")
                metas.push_back(it->path());
        }
        for (const auto &d : docs)
            out.accept(d);
        for (const auto &m : metas)
            out.accept_sidecar(m);
        std::this_thread::sleep_for(500ms);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::cerr << "usage: collect OUTBOX INBOX...\n";
        return 2;
    }
    Outbox out(argv[1]);
    {
        std::vector<std::jthread> workers;
        for (int i = 2; i < argc; ++i)
            workers.emplace_back(watch, fs::path(argv[i]), std::ref(out));
        std::string line;
        while (std::getline(std::cin, line) && line != "quit")
            std::cout << out.accepted() << " documents\n";
    }
    return 0;
}
