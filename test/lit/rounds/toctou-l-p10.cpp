// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Backup catalogue kept next to a RocksDB directory; several backup jobs may run on one host.
#include <iostream>
#include <memory>
#include <string>
#include <vector>
#include <rocksdb/env.h>
#include <rocksdb/status.h>

namespace catalogue {

using rocksdb::Env;
using rocksdb::EnvOptions;
using rocksdb::FileLock;
using rocksdb::Slice;
using rocksdb::Status;

class HeldLock {
public:
    HeldLock(Env* env, const std::string& name) : env_(env) { status_ = env->LockFile(name, &lock_); }
    ~HeldLock() {
        if (lock_)
            env_->UnlockFile(lock_);
    }
    HeldLock(const HeldLock&) = delete;
    HeldLock& operator=(const HeldLock&) = delete;
    const Status& status() const { return status_; }

private:
    Env* env_;
    FileLock* lock_ = nullptr;
    Status status_;
};

class Catalogue {
public:
    Catalogue(Env* env, std::string dir) : env_(env), dir_(std::move(dir)) {}

    Status init() { return env_->CreateDirIfMissing(dir_); }

    // Backup numbers are given out once; the manifest of a number is never written again.
    Status beginBackup(unsigned number, const std::string& header) {
        const std::string name = manifestName(number);
        const Status found = env_->FileExists(name);
        if (found.ok())
            return Status::InvalidArgument("backup number in use", name);
        if (!found.IsNotFound())
            return found;
        std::unique_ptr<rocksdb::WritableFile> file;
        Status s = env_->NewWritableFile(name, &file, EnvOptions()); // EXPECT: file-toctou
        if (s.ok())
            s = file->Append(header);
        if (s.ok())
            s = file->Sync();
        return s.ok() ? file->Close() : s;
    }

    // Same for incremental backups, which all go through the catalogue's lock file.
    Status beginIncrement(unsigned number, unsigned base, const std::string& header) {
        HeldLock held(env_, dir_ + "/LOCK");
        if (!held.status().ok())
            return held.status();
        const std::string name = incrementName(base, number);
        const Status found = env_->FileExists(name);
        if (found.ok())
            return Status::InvalidArgument("increment in use", name);
        if (!found.IsNotFound())
            return found;
        return writeAll(name, header);
    }

    // Keeps the first summary of a day; later ones are dropped.
    Status fileSummary(const std::string& prepared, const std::string& day) {
        const std::string target = dir_ + "/summary-" + day;
        bool present = false;
        if (Status s = probe(target, &present); !s.ok())
            return s;
        if (present)
            return env_->DeleteFile(prepared);
        return env_->RenameFile(prepared, target); // EXPECT: file-toctou
    }

    Status fileDigest(const std::string& prepared, const std::string& day) {
        const std::string target = dir_ + "/digest-" + day;
        const Status s = env_->LinkFile(prepared, target);
        return s.ok() ? env_->DeleteFile(prepared) : s;
    }

    Status drop(unsigned number) {
        const Status s = env_->DeleteFile(manifestName(number));
        return s.IsNotFound() || s.IsPathNotFound() ? Status::OK() : s;
    }

    std::uint64_t footprint() const {
        std::vector<std::string> names;
        std::uint64_t sum = 0;
        if (!env_->GetChildren(dir_, &names).ok())
            return 0;
        for (const auto& n : names) {
            std::uint64_t size = 0;
            if (env_->GetFileSize(dir_ + "/" + n, &size).ok())
                sum += size;
        }
        return sum;
    }

private:
    std::string manifestName(unsigned n) const { return dir_ + "/MANIFEST-" + std::to_string(n); }
    std::string incrementName(unsigned base, unsigned n) const {
        return dir_ + "/INCR-" + std::to_string(base) + "-" + std::to_string(n);
    }

    Status probe(const std::string& name, bool* present) const {
        const Status s = env_->FileExists(name);
        *present = s.ok();
        return s.IsNotFound() ? Status::OK() : s;
    }

    Status writeAll(const std::string& name, const Slice& text) {
        std::unique_ptr<rocksdb::WritableFile> file;
        Status s = env_->NewWritableFile(name, &file, EnvOptions());
        if (s.ok())
            s = file->Append(text);
        return s.ok() ? file->Close() : s;
    }

    Env* env_;
    std::string dir_;
};

}  // namespace catalogue

int main(int argc, char** argv) {
    catalogue::Catalogue cat(rocksdb::Env::Default(), argc > 1 ? argv[1] : "/var/backups/db");
    for (const auto& s : {cat.init(), cat.beginBackup(41, "full\n"), cat.beginIncrement(2, 41, "incr\n"),
                          cat.fileSummary("/var/backups/db/s.new", "2024-05-01"),
                          cat.fileDigest("/var/backups/db/d.new", "2024-05-01"), cat.drop(12)})
        if (!s.ok())
            std::cerr << s.ToString() << '\n';
    std::cout << cat.footprint() << '\n';
}
