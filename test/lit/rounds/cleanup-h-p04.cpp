// RUN: %tocsin %s
// STD: c++20
// pkgcached: shared store of unpacked package trees. Installers on the same host hard link out of it.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace pkgcache {

struct Tree {
    std::string package;
    std::string version;
    fs::path root;
    fs::file_time_type unpacked;
};

struct Policy {
    std::size_t keepVersions = 3;
    std::set<std::string> exempt;
};

static std::optional<Tree> parseTree(const fs::directory_entry& e)
{
    const auto name = e.path().filename().string();
    const auto at = name.rfind('@');
    if (at == std::string::npos || at == 0)
        return std::nullopt;
    std::error_code ec;
    auto when = fs::last_write_time(e.path(), ec);
    if (ec)
        return std::nullopt;
    return Tree{name.substr(0, at), name.substr(at + 1), e.path(), when};
}

class Store {
public:
    explicit Store(fs::path root) : root_(std::move(root)) {}

    fs::path lookup(const std::string& package, const std::string& version) const
    {
        fs::path p = root_ / (package + "@" + version);
        return fs::exists(p) ? p : fs::path{};
    }

    std::map<std::string, std::vector<Tree>> scan() const
    {
        std::map<std::string, std::vector<Tree>> out;
        for (const auto& e : fs::directory_iterator(root_)) {
            if (!e.is_directory())
                continue;
            if (auto t = parseTree(e))
                out[t->package].push_back(std::move(*t));
        }
        return out;
    }

    std::size_t trim(const Policy& policy) const
    {
        std::size_t dropped = 0;
        for (auto& [package, trees] : scan()) {
            if (policy.exempt.count(package))
                continue;
            std::sort(trees.begin(), trees.end(),
                      [](const Tree& a, const Tree& b) { return a.unpacked > b.unpacked; });
            for (std::size_t i = policy.keepVersions; i < trees.size(); ++i) {
                std::error_code ec;
                fs::remove_all(trees[i].root, ec); // EXPECT-MISS: timestamp-cleanup
                if (ec)
                    std::cerr << "pkgcached: " << trees[i].root << ": " << ec.message() << '\n';
                else
                    ++dropped;
            }
        }
        return dropped;
    }

private:
    fs::path root_;
};

std::size_t linkInto(const Store& store, const std::string& pkg, const std::string& ver, const fs::path& dest)
{
    const fs::path src = store.lookup(pkg, ver);
    if (src.empty())
        return 0;
    std::size_t n = 0;
    for (const auto& e : fs::recursive_directory_iterator(src)) { // EXPECT-NOISE: file-toctou
        const auto rel = fs::relative(e.path(), src);
        if (e.is_directory())
            fs::create_directories(dest / rel);
        else {
            fs::create_hard_link(e.path(), dest / rel);
            ++n;
        }
    }
    return n;
}

} // namespace pkgcache

int main(int argc, char** argv)
{
    if (argc < 2)
        return 64;
    pkgcache::Store store(argv[1]);
    pkgcache::Policy policy;
    for (int i = 2; i < argc; ++i)
        policy.exempt.insert(argv[i]);
    std::cout << "trimmed " << store.trim(policy) << " trees\n";
    return 0;
}
