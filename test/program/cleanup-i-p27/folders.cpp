// STD: c++20
#include "folders.h"

namespace mail {

static Instant now() { return std::chrono::steady_clock::now(); }

void FolderTable::add(const std::string& name, const std::string& maildir) {
    std::lock_guard<std::mutex> g(mu_);
    Folder& f = folders_[name];
    f.maildir = maildir;
    f.lastOpened = now();
}

// opening a folder that the user has removed brings it back
FolderTable::Handle FolderTable::open(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    std::map<std::string, Folder>::iterator it = folders_.find(name);
    if (it == folders_.end()) return Handle();
    it->second.handles++;
    it->second.lastOpened = now();
    return Handle(this, name, it->second.maildir);
}

void FolderTable::close(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    std::map<std::string, Folder>::iterator it = folders_.find(name);
    if (it != folders_.end()) it->second.handles--;
}

bool FolderTable::remove(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    std::map<std::string, Folder>::iterator it = folders_.find(name);
    if (it == folders_.end()) return false;
    it->second.tombstoned = true;
    it->second.tombstonedAt = now();
    return true;
}

int FolderTable::purge(std::chrono::seconds delay) {
    std::lock_guard<std::mutex> g(mu_);
    int n = 0;
    for (std::map<std::string, Folder>::iterator it = folders_.begin(); it != folders_.end();) {
        Folder& f = it->second;
        if (!f.tombstoned || now() - f.tombstonedAt < delay) {
            ++it;
            continue;
        }
        if (f.lastOpened > f.tombstonedAt) {
            f.tombstoned = false;
            ++it;
            continue;
        }
        if (f.handles > 0 || !wipeMaildir(f.maildir)) {
            ++it;
            continue;
        }
        folders_.erase(it++);
        ++n;
    }
    return n;
}

} // namespace mail
