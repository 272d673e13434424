// RUN: %tocsin %s
// STD: c++20
// Change log of the storage node: replicas stream sealed log files, retention drops the ones no replica needs.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <list>
#include <mutex>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace binlog {

struct LogFile {
    std::string path;
    std::uint64_t firstLsn;
};

struct Reader {
    std::string file;
    std::uint64_t acked = 0;
};

class LogIndex {
public:
    void append(std::string path, std::uint64_t lsn)
    {
        std::lock_guard<std::mutex> l(mu_);
        files_.push_back({std::move(path), lsn});
    }

    Reader* attach(std::uint64_t fromLsn)
    {
        std::lock_guard<std::mutex> l(mu_);
        for (auto it = files_.rbegin(); it != files_.rend(); ++it) {
            if (it->firstLsn <= fromLsn) {
                readers_.push_back({it->path, fromLsn});
                return &readers_.back();
            }
        }
        return nullptr;
    }

    void detach(Reader* r)
    {
        std::lock_guard<std::mutex> l(mu_);
        readers_.remove_if([r](const Reader& x) { return &x == r; });
    }

    bool advance(Reader* r)
    {
        std::lock_guard<std::mutex> l(mu_);
        auto it = std::find_if(files_.begin(), files_.end(), [r](const LogFile& f) { return f.path == r->file; });
        if (it == files_.end() || ++it == files_.end())
            return false;
        r->file = it->path;
        r->acked = it->firstLsn;
        return true;
    }

    int purgeBefore(std::time_t purgeTime)
    {
        int n = 0;
        std::lock_guard<std::mutex> l(mu_);
        while (files_.size() > 1) {
            const LogFile& f = files_.front();
            struct stat st {};
            if (::stat(f.path.c_str(), &st) != 0) {
                std::perror(f.path.c_str());
                break;
            }
            if (st.st_mtime >= purgeTime || logInUse(f.path))
                break;
            if (::unlink(f.path.c_str()) != 0) // EXPECT-NOISE: timestamp-cleanup
                break;
            files_.pop_front();
            ++n;
        }
        return n;
    }

private:
    bool logInUse(const std::string& path) const
    {
        return std::any_of(readers_.begin(), readers_.end(), [&](const Reader& r) { return r.file == path; });
    }

    std::mutex mu_;
    std::list<LogFile> files_;
    std::list<Reader> readers_;
};

} // namespace binlog

int expireLogs(binlog::LogIndex& index, long days)
{
    return index.purgeBefore(std::time(nullptr) - days * 86400);
}
