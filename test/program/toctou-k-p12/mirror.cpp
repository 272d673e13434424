// STD: c++20
// Package mirror refresh: may be started by the timer and by hand at the same time.  The tree is
// writable by the group of mirror operators; hooks run only if root has put them there.
#include "path.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <unistd.h>

namespace mirror {

class Refresh {
public:
    explicit Refresh(FilePath root) : root_(std::move(root)), lock_(root_ / "refresh.lock"), hooks_(root_ / "hooks") {}

    bool claim();
    bool claimPool() const;
    bool storeToken(const std::string& token) const;
    bool storeSigningKey(const std::string& key) const;
    void runBefore() const;
    void runAfter() const;
    void release() const { lock_.erase(); }
    void releasePool() const { (root_ / "pool.lock").erase(); }

private:
    FilePath root_;
    FilePath lock_;
    FilePath hooks_;
};

bool Refresh::claim() {
    if (lock_.exists()) {
        std::cerr << "another refresh holds " << lock_.str() << '\n';
        return false;
    }
    return lock_.writeAll(std::to_string(::getpid())); // EXPECT: file-toctou
}

bool Refresh::claimPool() const {
    const FilePath lock = root_ / "pool.lock";
    if (lock.exists()) {
        std::cerr << "the pool is in use\n";
        return false;
    }
    return lock.createNew(std::to_string(::getpid()), 0644);
}

bool Refresh::storeToken(const std::string& token) const {
    const FilePath file = root_ / "upstream.token";
    if (!file.writeAll(token)) return false;
    return file.setMode(0600);
}

bool Refresh::storeSigningKey(const std::string& key) const {
    const FilePath file = root_ / "signing.key";
    return file.erase() && file.createNew(key, 0600);
}

void Refresh::runBefore() const {
    const FilePath hook = hooks_ / "before";
    if (!hook.isOwnedBy(0)) return;
    if (hook.execute() != 0) std::cerr << "hook failed\n";
}

void Refresh::runAfter() const {
    const FilePath hook = hooks_ / "after";
    if (hook.executeOwnedBy(0) != 0) std::cerr << "hook failed\n";
}

} // namespace mirror

int main(int argc, char** argv) {
    const char* token = std::getenv("MIRROR_TOKEN");
    if (argc != 2 || token == nullptr) return 2;
    mirror::Refresh refresh{mirror::FilePath(argv[1])};
    if (!refresh.claim()) return 1;
    if (!refresh.claimPool()) {
        refresh.release();
        return 1;
    }
    refresh.runBefore();
    const bool ok = refresh.storeToken(token) && refresh.storeSigningKey("generated");
    refresh.runAfter();
    refresh.releasePool();
    refresh.release();
    return ok ? 0 : 1;
}
