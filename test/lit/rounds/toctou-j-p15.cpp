// RUN: %tocsin %s
// STD: c++20
// Static files and uploads of the intranet web server.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace web {

namespace fs = std::filesystem;

struct Request {
    std::string method;
    std::string target;
    std::string body;
};

struct Response {
    int status = 200;
    std::string type = "text/plain";
    std::string body;
};

class StaticFiles {
public:
    explicit StaticFiles(const fs::path& root) : root_(fs::canonical(root)) {}

    Response handle(const Request& rq) const
    {
        if (rq.method == "GET")
            return rq.target == "/favicon.ico" ? favicon() : get(rq);
        if (rq.method == "PUT")
            return put(rq);
        return {405, "text/plain", "method not allowed\n"};
    }

private:
    // Where TARGET lives on disk, or nothing when that is outside of the document root.
    std::optional<fs::path> locate(std::string_view target) const
    {
        while (!target.empty() && target.front() == '/')
            target.remove_prefix(1);
        std::error_code ec;
        fs::path full = fs::weakly_canonical(root_ / target, ec);
        if (ec)
            return std::nullopt;
        auto [r, f] = std::mismatch(root_.begin(), root_.end(), full.begin(), full.end());
        (void)f;
        if (r != root_.end())
            return std::nullopt;
        return full;
    }

    Response get(const Request& rq) const
    {
        const auto file = locate(rq.target);
        if (!file)
            return {403, "text/plain", "forbidden\n"};
        std::ifstream in(*file, std::ios::binary); // EXPECT: file-toctou
        if (!in)
            return {404, "text/plain", "not found\n"};
        std::ostringstream body;
        body << in.rdbuf();
        return {200, mime(*file), body.str()};
    }

    Response put(const Request& rq) const
    {
        const auto file = locate(rq.target);
        if (!file)
            return {403, "text/plain", "forbidden\n"};
        std::ofstream out(*file, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
        out.write(rq.body.data(), static_cast<std::streamsize>(rq.body.size()));
        if (!out.flush())
            return {500, "text/plain", "write failed\n"};
        return {204, "", ""};
    }

    Response favicon() const
    {
        const fs::path icon = root_ / "favicon.ico";
        int fd = ::open(icon.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0)
            return {404, "text/plain", "not found\n"};
        struct stat st{};
        Response rs{200, "image/x-icon", ""};
        if (::fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size > 65536) {
            rs = {404, "text/plain", "not found\n"};
        } else {
            rs.body.resize(static_cast<std::size_t>(st.st_size));
            ssize_t n = ::read(fd, rs.body.data(), rs.body.size());
            rs.body.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
        }
        ::close(fd);
        return rs;
    }

    static std::string mime(const fs::path& p)
    {
        static const std::map<std::string, std::string> kinds = {
            {".html", "text/html"}, {".css", "text/css"}, {".png", "image/png"}};
        auto it = kinds.find(p.extension().string());
        return it == kinds.end() ? "application/octet-stream" : it->second;
    }

    fs::path root_;
};

} // namespace web
