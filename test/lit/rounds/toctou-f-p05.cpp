// RUN: %tocsin %s
// STD: c++20
// Archive overlay of the asset pipeline: names live in memory only.
#include <cstddef>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pak {

struct Blob {
    std::vector<unsigned char> bytes;
    unsigned mode = 0644;
};

struct NodeInfo {
    std::size_t size = 0;
    unsigned mode = 0;
    bool link = false;
};

class AccessList {
public:
    void grant(const std::string& who, const std::string& path) { grants_[who].insert(path); }
    int access(const std::string& who, const std::string& path) const {
        auto it = grants_.find(who);
        return it != grants_.end() && it->second.count(path) ? 0 : -1;
    }

private:
    std::map<std::string, std::set<std::string>> grants_;
};

class Overlay {
public:
    bool exists(const std::string& path) const { return nodes_.count(path) != 0; }
    bool is_symlink(const std::string& path) const { return links_.count(path) != 0; }

    int stat(const char* path, NodeInfo* out) const {
        auto it = nodes_.find(path);
        if (it == nodes_.end())
            return -1;
        out->size = it->second->bytes.size();
        out->mode = it->second->mode;
        out->link = is_symlink(path);
        return 0;
    }

    Blob* open(const std::string& path, bool create) {
        auto it = nodes_.find(path);
        if (it == nodes_.end()) {
            if (!create)
                return nullptr;
            it = nodes_.emplace(path, std::make_unique<Blob>()).first;
        }
        return it->second.get();
    }

    bool remove(const std::string& path) { return nodes_.erase(path) != 0; }
    int unlink(const char* path) { return remove(path) ? 0 : -1; }
    int chmod(const char* path, unsigned mode) {
        Blob* b = open(path, false);
        if (!b)
            return -1;
        b->mode = mode;
        return 0;
    }

    bool rename(const std::string& from, const std::string& to) {
        auto node = nodes_.extract(from);
        if (node.empty())
            return false;
        nodes_.erase(to);
        node.key() = to;
        nodes_.insert(std::move(node));
        return true;
    }

private:
    std::map<std::string, std::unique_ptr<Blob>> nodes_;
    std::set<std::string> links_;
};

// free functions used by the script bindings
bool exists(const Overlay& o, const std::string& path) { return o.exists(path); }
bool remove(Overlay& o, const std::string& path) { return o.remove(path); }

bool importAsset(Overlay& o, const AccessList& acl, const std::string& who, const std::string& path,
                 const std::vector<unsigned char>& data) {
    if (acl.access(who, path) != 0)
        return false;
    if (o.exists(path))
        return false;
    Blob* b = o.open(path, true);
    b->bytes = data;
    return true;
}

bool retire(Overlay& o, const std::string& path) {
    NodeInfo info;
    if (o.stat(path.c_str(), &info) != 0 || info.link)
        return false;
    if (info.mode & 0200) {
        if (o.chmod(path.c_str(), info.mode & ~0222u) != 0)
            return false;
    }
    if (!exists(o, path))
        return false;
    return info.size ? o.rename(path, path + ".old") : remove(o, path);
}

} // namespace pak

int main() {
    pak::Overlay o;
    pak::AccessList acl;
    acl.grant("bake", "textures/stone.dds");
    if (!pak::importAsset(o, acl, "bake", "textures/stone.dds", {1, 2, 3}))
        return 1;
    std::cout << pak::retire(o, "textures/stone.dds") << '\n';
    return o.unlink("textures/stone.dds.old");
}
