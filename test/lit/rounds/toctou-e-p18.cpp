// RUN: %tocsin %s
// STD: c++20
// Static file handler and WebDAV-like PUT/DELETE of a small HTTP server.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;

struct Request {
    std::string method;
    std::string target;
    std::map<std::string, std::string> headers;
    std::string body;
};

struct Response {
    int status = 200;
    std::string type = "text/plain";
    std::string body;
};

class DocumentRoot {
public:
    explicit DocumentRoot(const fs::path& root) : root_(fs::canonical(root)) {}

    Response handle(const Request& rq) const {
        if (rq.method == "GET")
            return get(rq);
        if (rq.method == "PUT")
            return put(rq);
        return {405, "text/plain", "method not allowed\n"};
    }

private:
    static std::string content_type(const fs::path& p) {
        static const std::map<std::string, std::string> types{
            {".html", "text/html"}, {".css", "text/css"}, {".js", "text/javascript"}};
        const auto it = types.find(p.extension().string());
        return it == types.end() ? "application/octet-stream" : it->second;
    }

    bool below_root(const fs::path& p) const {
        const auto m = std::mismatch(root_.begin(), root_.end(), p.begin(), p.end());
        return m.first == root_.end();
    }

    Response get(const Request& rq) const {
        std::error_code ec;
        const fs::path wanted = root_ / fs::path(rq.target).relative_path();
        const fs::path real = fs::canonical(wanted, ec);
        if (ec)
            return {404, "text/plain", "not found\n"};
        if (!below_root(real))
            return {403, "text/plain", "forbidden\n"};
        std::ifstream in(wanted, std::ios::binary); // EXPECT: file-toctou
        if (!in)
            return {404, "text/plain", "not found\n"};
        Response rs;
        rs.type = content_type(wanted);
        rs.body.assign(std::istreambuf_iterator<char>(in), {});
        return rs;
    }

    Response put(const Request& rq) const {
        std::error_code ec;
        const fs::path real =
            fs::weakly_canonical(root_ / fs::path(rq.target).relative_path(), ec);
        if (ec || !below_root(real))
            return {403, "text/plain", "forbidden\n"};
        std::ofstream out;
        out.open(real, std::ios::binary); // EXPECT: file-toctou
        if (!out.is_open())
            return {409, "text/plain", "conflict\n"};
        out << rq.body;
        out.close();
        return {out.good() ? 201 : 507, "text/plain", ""};
    }

    fs::path root_;
};

std::string render(const Response& rs) {
    std::string s = "HTTP/1.1 " + std::to_string(rs.status) + "\r\n";
    s += "Content-Type: " + rs.type + "\r\n";
    s += "Content-Length: " + std::to_string(rs.body.size()) + "\r\n\r\n";
    return s + rs.body;
}

std::string serve(const DocumentRoot& root, const Request& rq) {
    return render(root.handle(rq));
}
