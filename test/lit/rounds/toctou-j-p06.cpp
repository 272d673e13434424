// RUN: %tocsin %s
// STD: c++20
// Codec plug-ins of the transcoding service.
#include <dlfcn.h>

#include <boost/filesystem.hpp>
#include <boost/filesystem/fstream.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace fs = boost::filesystem;

namespace transcode {

struct CodecVTable {
    int abi;
    const char* (*name)();
    int (*probe)(const unsigned char*, std::size_t);
};

struct DlCloser {
    void operator()(void* h) const noexcept { if (h) ::dlclose(h); }
};
using Handle = std::unique_ptr<void, DlCloser>;

class PluginRegistry {
public:
    using LogFn = std::function<void(const std::string&)>;

    explicit PluginRegistry(LogFn log) : log_(std::move(log)) {}

    std::size_t scan(const fs::path& dir);
    std::vector<std::string> readDisabled(const fs::path& dir) const;

private:
    static bool trustworthy(const fs::file_status& st)
    {
        return fs::is_regular_file(st)
            && (st.permissions() & (fs::group_write | fs::others_write)) == fs::no_perms;
    }

    bool load(const fs::path& file);

    LogFn log_;
    std::unordered_map<std::string, Handle> loaded_;
};

std::vector<std::string> PluginRegistry::readDisabled(const fs::path& dir) const
{
    std::vector<std::string> out;
    const fs::path list = dir / "disabled.list";
    if (!fs::exists(list))
        return out;
    fs::ifstream in(list);
    if (!in) {
        log_("cannot read " + list.string());
        return out;
    }
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line.front() != '#')
            out.push_back(line);
    return out;
}

bool PluginRegistry::load(const fs::path& file)
{
    boost::system::error_code ec;
    const fs::file_status st = fs::status(file, ec);
    if (ec) {
        log_(file.string() + ": " + ec.message());
        return false;
    }
    if (!trustworthy(st)) {
        log_(file.string() + ": writable by others, ignored");
        return false;
    }
    Handle h(::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)); // EXPECT: file-toctou
    if (!h) {
        log_(::dlerror());
        return false;
    }
    auto* vt = static_cast<CodecVTable*>(::dlsym(h.get(), "codec_vtable"));
    if (!vt || vt->abi != 4) {
        log_(file.string() + ": wrong ABI");
        return false;
    }
    loaded_.insert_or_assign(vt->name(), std::move(h));
    return true;
}

std::size_t PluginRegistry::scan(const fs::path& dir)
{
    const auto disabled = readDisabled(dir);
    std::size_t n = 0;
    boost::system::error_code ec;
    for (const auto& entry : fs::directory_iterator(dir, ec)) {
        if (entry.path().extension() != ".so")
            continue;
        const auto stem = entry.path().stem().string();
        if (std::find(disabled.begin(), disabled.end(), stem) != disabled.end())
            continue;
        if (load(entry.path()))
            ++n;
    }
    if (ec)
        log_(dir.string() + ": " + ec.message());
    return n;
}

} // namespace transcode

int main(int argc, char** argv)
{
    transcode::PluginRegistry reg([](const std::string& s) { std::cerr << s << '\n'; });
    const fs::path dir = argc > 1 ? argv[1] : "/usr/local/lib/transcode/codecs";
    std::cout << reg.scan(dir) << " codecs\n";
}
