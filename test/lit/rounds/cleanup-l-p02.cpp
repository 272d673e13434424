// RUN: %tocsin %s
// STD: c++20
// ingest-gateway: staging area for multipart uploads
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;
using FileClock = fs::file_time_type::clock;

namespace ingest {

class ScratchDir {
public:
    explicit ScratchDir(const fs::path &base)
    {
        std::string tmpl = (base / "asm-XXXXXX").string();
        std::vector<char> buf(tmpl.begin(), tmpl.end());
        buf.push_back('\0');
        if (!::mkdtemp(buf.data()))
            throw std::system_error(errno, std::generic_category(), "mkdtemp");
        path_ = buf.data();
    }
    ~ScratchDir()
    {
        std::error_code ec;
        fs::remove_all(path_, ec);
    }
    ScratchDir(const ScratchDir &) = delete;
    ScratchDir &operator=(const ScratchDir &) = delete;
    const fs::path &path() const { return path_; }

private:
    fs::path path_;
};

// One directory per upload id; part files are appended by the front ends.
class StagingArea {
public:
    StagingArea(fs::path root, std::chrono::hours keep) : root_(std::move(root)), keep_(keep) {}

    fs::path begin(const std::string &uploadId)
    {
        auto dir = root_ / uploadId;
        fs::create_directories(dir);
        return dir;
    }

    bool appendPart(const std::string &uploadId, int part, const std::string &bytes)
    {
        std::ofstream out(root_ / uploadId / ("part." + std::to_string(part)),
                          std::ios::binary | std::ios::app);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return out.good();
    }

    std::uintmax_t assemble(const std::string &uploadId, const fs::path &dst)
    {
        ScratchDir scratch(root_.parent_path());
        auto joined = scratch.path() / "joined";
        std::ofstream out(joined, std::ios::binary);
        for (int i = 0;; ++i) {
            std::ifstream in(root_ / uploadId / ("part." + std::to_string(i)), std::ios::binary);
            if (!in)
                break;
            out << in.rdbuf();
        }
        out.close();
        fs::copy_file(joined, dst, fs::copy_options::overwrite_existing);
        return fs::file_size(dst);
    }

    std::size_t reapAbandoned()
    {
        std::size_t n = 0;
        const auto cutoff = FileClock::now() - keep_;
        std::error_code ec;
        for (const auto &ent : fs::directory_iterator(root_, ec)) {
            if (!ent.is_directory(ec))
                continue;
            auto when = ent.last_write_time(ec);
            if (ec) {
                std::cerr << "staging: " << ent.path() << ": " << ec.message() << '\n';
                continue;
            }
            if (when < cutoff) {
                fs::remove_all(ent.path(), ec); // EXPECT: timestamp-cleanup
                if (!ec)
                    ++n;
            }
        }
        return n;
    }

private:
    fs::path root_;
    std::chrono::hours keep_;
};

} // namespace ingest

int main(int argc, char **argv)
{
    ingest::StagingArea area(argc > 1 ? argv[1] : "/var/spool/ingest/staging", std::chrono::hours(24));
    std::cout << "reaped " << area.reapAbandoned() << " staging directories\n";
    return 0;
}
