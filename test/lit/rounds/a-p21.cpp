// RUN: %tocsin %s
// STD: c++20
// Upload backend of a file sharing service: PUT and DELETE below a share root.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

struct Request {
    std::string verb;
    std::string resource;
    std::string body;
};

class Forbidden : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Share {
public:
    explicit Share(const fs::path& root) : root_(fs::canonical(root))
    {
        handlers_["PUT"] = [this](const Request& r) { return put(r); };
        handlers_["DELETE"] = [this](const Request& r) { return erase(r); };
    }

    int dispatch(const Request& r)
    {
        const auto it = handlers_.find(r.verb);
        return it == handlers_.end() ? 405 : it->second(r);
    }

private:
    bool inside(const fs::path& p) const
    {
        const auto [r, q] = std::mismatch(root_.begin(), root_.end(), p.begin(), p.end());
        (void)q;
        return r == root_.end();
    }

    int put(const Request& r)
    {
        const fs::path target = fs::weakly_canonical(root_ / r.resource);
        if (!inside(target))
            throw Forbidden(r.resource);

        std::string file = target.string();
        std::string dest = file;
        std::ofstream out(dest, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
        if (!out.is_open())
            return 409;
        out << r.body;
        return out.flush() ? 201 : 507;
    }

    int erase(const Request& r)
    {
        const fs::path named = root_ / r.resource;
        std::error_code ec;
        const fs::path real = fs::canonical(named, ec);
        if (ec)
            return 404;
        if (real == root_ || !inside(real))
            throw Forbidden(r.resource);

        const auto n = fs::remove_all(named, ec); // EXPECT: file-toctou
        if (ec)
            return 500;
        return n ? 204 : 404;
    }

    fs::path root_;
    std::map<std::string, std::function<int(const Request&)>> handlers_;
};

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: shared ROOT\n";
        return 2;
    }
    try {
        Share share{fs::path(argv[1])};
        Request r;
        while (std::cin >> r.verb >> r.resource) {
            std::getline(std::cin >> std::ws, r.body);
            while (!r.resource.empty() && r.resource.front() == '/')
                r.resource.erase(0, 1);
            try {
                std::cout << share.dispatch(r) << '\n';
            } catch (const Forbidden& f) {
                std::cout << 403 << ' ' << f.what() << '\n';
            }
        }
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
