// STD: c++20
// OPTIONS: -DREAL_BOOST
// Render farm node: frames are staged in the scratch area and then moved.
#include <boost/filesystem.hpp>
#include <boost/filesystem/fstream.hpp>
#include <cstdint>
#include <iostream>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace bfs = boost::filesystem;

struct Frame {
    std::uint32_t number;
    std::uint32_t width, height;
    std::vector<std::uint8_t> rgba;
};

class StagingArea {
public:
    explicit StagingArea(const bfs::path& output) : output_(output) {
        bfs::create_directories(output_);
    }

    bfs::path stage(const Frame& f) {
        const bfs::path name =
            bfs::temp_directory_path() / bfs::unique_path("frame-%%%%-%%%%.raw");
        bfs::ofstream out(name, std::ios::binary); // EXPECT: temp-name
        if (!out)
            throw std::runtime_error("cannot stage " + name.string());
        out.write(reinterpret_cast<const char*>(f.rgba.data()),
                  static_cast<std::streamsize>(f.rgba.size()));
        out.close();
        if (!out)
            throw std::runtime_error("short write on " + name.string());
        std::lock_guard<std::mutex> g(mutex_);
        staged_[f.number] = name;
        return name;
    }

    void publish(std::uint32_t number, const std::string& job) {
        bfs::path from;
        {
            std::lock_guard<std::mutex> g(mutex_);
            const auto it = staged_.find(number);
            if (it == staged_.end())
                throw std::out_of_range("frame not staged");
            from = it->second;
            staged_.erase(it);
        }
        const bfs::path to = output_ / (job + "." + std::to_string(number) + ".raw");
        boost::system::error_code ec;
        bfs::copy_file(from, to, bfs::copy_option::fail_if_exists, ec);
        if (ec)
            std::cerr << "publish " << to << ": " << ec.message() << '\n';
        bfs::remove(from, ec);
    }

    // The manifest belongs to the job that comes first.
    bool write_manifest(const std::string& job, const std::string& text) {
        const bfs::path file = output_ / (job + ".manifest");
        const bool taken = bfs::exists(file);
        if (taken)
            return false;
        bfs::ofstream out(file); // EXPECT: file-toctou
        out << text;
        return out.good();
    }

    std::size_t pending() const {
        std::lock_guard<std::mutex> g(mutex_);
        return staged_.size();
    }

private:
    bfs::path output_;
    mutable std::mutex mutex_;
    std::map<std::uint32_t, bfs::path> staged_;
};

int render_job(const std::string& job, StagingArea& area, const std::vector<Frame>& frames) {
    if (!area.write_manifest(job, "frames=" + std::to_string(frames.size()) + "\n"))
        return 1;
    for (const auto& f : frames)
        area.stage(f);
    for (const auto& f : frames)
        area.publish(f.number, job);
    return area.pending() == 0 ? 0 : 1;
}
