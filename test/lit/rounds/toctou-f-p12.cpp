// RUN: %tocsin %s
// STD: c++20
// Work areas of the transcoding farm node.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace farm {

class ScratchDir {
public:
    explicit ScratchDir(const std::string& prefix) {
        std::string pattern = (fs::temp_directory_path() / (prefix + ".XXXXXX")).string();
        if (!::mkdtemp(pattern.data()))
            throw std::system_error(errno, std::generic_category(), pattern);
        path_ = pattern;
    }
    ~ScratchDir() {
        std::error_code ec;
        fs::remove_all(path_, ec);
    }
    ScratchDir(const ScratchDir&) = delete;
    ScratchDir& operator=(const ScratchDir&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

void prepareOutput(const fs::path& dir) {
    if (!fs::exists(dir))
        fs::create_directories(dir);
    std::error_code ec;
    const fs::path stale = dir / "job.done";
    if (fs::exists(stale, ec))
        fs::remove(stale, ec);
}

// Segments get a private list file; a segment that appears twice keeps the first.
std::string buildConcatList(const std::vector<std::string>& names) {
    ScratchDir scratch("concat");
    for (const auto& n : names) {
        const fs::path item = scratch.path() / fs::path(n).filename();
        if (fs::exists(item))
            continue;
        std::ofstream out(item);
        out << "file '" << n << "'\n";
    }
    std::ostringstream joined;
    for (const auto& e : fs::directory_iterator(scratch.path())) {
        std::ifstream in(e.path());
        joined << in.rdbuf();
    }
    return joined.str();
}

std::string loadPreset(const fs::path& file) {
    if (!fs::exists(file))
        return "default";
    std::ifstream in(file);
    if (!in) {
        std::cerr << "preset " << file << " cannot be read\n";
        return "default";
    }
    std::string line;
    std::getline(in, line);
    return line;
}

void report(const fs::path& out) {
    std::error_code ec;
    const auto size = fs::file_size(out, ec);
    std::cout << out << ": " << (ec ? 0 : size) << " bytes on "
              << fs::space(out.parent_path(), ec).available << " free\n";
}

} // namespace farm

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    try {
        const fs::path out = argv[1];
        farm::prepareOutput(out);
        std::vector<std::string> names(argv + 2, argv + argc);
        const std::string list = farm::buildConcatList(names);
        std::cout << farm::loadPreset(out / "preset.txt") << '\n' << list;
        farm::report(out / "programme.mp4");
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
