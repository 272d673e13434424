// RUN: %tocsin %s
// STD: c++20
// Static file part of the embedded HTTP server.
#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>

namespace httpd {

struct Request {
    std::string method;
    std::string target;
    std::string body;
};

struct Response {
    int status = 200;
    std::string body;
};

class StaticSite {
public:
    explicit StaticSite(const std::string& docroot)
        : root_(std::filesystem::canonical(docroot)) {}

    Response handle(const Request& rq) const
    {
        const std::string rel = decode(rq.target);
        if (rq.method == "GET")
            return get(rel);
        if (rq.method == "PUT")
            return put(rel, rq.body);
        return {405, "method not allowed"};
    }

private:
    std::optional<std::filesystem::path> confine(const std::string& rel) const
    {
        std::error_code ec;
        auto full = std::filesystem::weakly_canonical(root_ / rel, ec);
        if (ec)
            return std::nullopt;
        auto diff = std::mismatch(root_.begin(), root_.end(), full.begin(), full.end());
        if (diff.first != root_.end())
            return std::nullopt;
        return full;
    }

    Response get(const std::string& rel) const
    {
        auto file = confine(rel);
        if (!file)
            return {403, "forbidden"};
        std::ifstream in(*file, std::ios::binary); // EXPECT: file-toctou
        if (!in)
            return {404, "not found"};
        std::ostringstream all;
        all << in.rdbuf();
        return {200, all.str()};
    }

    Response put(const std::string& rel, const std::string& body) const
    {
        const auto target = root_ / rel;
        const bool permitted = confine(rel).has_value();
        if (!permitted)
            return {403, "forbidden"};

        int fd = ::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644); // EXPECT: file-toctou
        if (fd < 0)
            return {500, "cannot store"};
        const char* p = body.data();
        std::size_t left = body.size();
        while (left > 0) {
            ssize_t n = ::write(fd, p, left);
            if (n <= 0)
                break;
            p += n;
            left -= static_cast<std::size_t>(n);
        }
        ::close(fd);
        return left ? Response{507, "short write"} : Response{201, "created"};
    }

    static std::string decode(std::string_view raw)
    {
        std::string out;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (raw[i] == '%' && i + 2 < raw.size()) {
                out += static_cast<char>(std::stoi(std::string(raw.substr(i + 1, 2)), nullptr, 16));
                i += 2;
            } else if (i != 0 || raw[i] != '/') {
                out += raw[i];
            }
        }
        return out;
    }

    std::filesystem::path root_;
};

} // namespace httpd

int main(int argc, char** argv)
{
    httpd::StaticSite site(argc > 1 ? argv[1] : "/srv/www");
    httpd::Request rq;
    while (std::cin >> rq.method >> rq.target) {
        auto rsp = site.handle(rq);
        std::cout << rsp.status << ' ' << rsp.body.size() << '\n';
    }
}
