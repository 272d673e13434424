#ifndef MAIL_FOLDERS_H
#define MAIL_FOLDERS_H
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace mail {

typedef std::chrono::steady_clock::time_point Instant;

struct Folder {
    std::string maildir;
    Instant lastOpened;
    Instant tombstonedAt;
    bool tombstoned = false;
    int handles = 0;
};

class FolderTable {
public:
    class Handle {
    public:
        Handle() : table_(nullptr) {}
        Handle(FolderTable* t, std::string n, std::string d) : table_(t), name_(std::move(n)), dir_(std::move(d)) {}
        Handle(Handle&& o) noexcept : table_(o.table_), name_(std::move(o.name_)), dir_(std::move(o.dir_)) { o.table_ = nullptr; }
        ~Handle() { if (table_) table_->close(name_); }
        explicit operator bool() const { return table_ != nullptr; }
        const std::string& dir() const { return dir_; }
    private:
        FolderTable* table_;
        std::string name_, dir_;
    };

    void add(const std::string& name, const std::string& maildir);
    Handle open(const std::string& name);
    bool remove(const std::string& name);
    int purge(std::chrono::seconds delay);

private:
    friend class Handle;
    void close(const std::string& name);

    std::mutex mu_;
    std::map<std::string, Folder> folders_;
};

bool wipeMaildir(const std::string& dir);

} // namespace mail
#endif
