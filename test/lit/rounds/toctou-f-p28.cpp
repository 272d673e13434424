// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Snapshot shelf of the ledger service; several export workers share the directory.
#include <leveldb/env.h>
#include <leveldb/slice.h>
#include <leveldb/status.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace ledger {

using leveldb::Env;
using leveldb::Slice;
using leveldb::Status;

class SnapshotShelf {
public:
    SnapshotShelf(Env* env, std::string dir) : env_(env), dir_(std::move(dir)) {}

    Status publish(std::uint64_t height, const std::string& staged);
    Status stampOrigin(const std::string& node);
    Status rotateManifest(const std::string& body);
    Status prune(std::uint64_t below);

private:
    std::string snapshotName(std::uint64_t height) const {
        return dir_ + "/snap-" + std::to_string(height);
    }

    Status writeWhole(const std::string& file, const Slice& body) {
        leveldb::WritableFile* raw = nullptr;
        Status s = env_->NewWritableFile(file, &raw);
        if (!s.ok())
            return s;
        std::unique_ptr<leveldb::WritableFile> out(raw);
        s = out->Append(body);
        if (s.ok())
            s = out->Sync();
        return s.ok() ? out->Close() : s;
    }

    Env* env_;
    std::string dir_;
};

// A height is final once published and must keep its bytes.
Status SnapshotShelf::publish(std::uint64_t height, const std::string& staged) {
    const std::string target = snapshotName(height);
    if (env_->FileExists(target))
        return Status::InvalidArgument("height is published", target);
    std::uint64_t size = 0;
    Status s = env_->GetFileSize(staged, &size);
    if (!s.ok() || size == 0)
        return Status::Corruption("empty snapshot", staged);
    return env_->RenameFile(staged, target); // EXPECT: file-toctou
}

Status SnapshotShelf::stampOrigin(const std::string& node) {
    const std::string origin = dir_ + "/ORIGIN";
    const bool have = env_->FileExists(origin);
    if (have)
        return Status::OK();

    leveldb::WritableFile* raw = nullptr;
    Status s = env_->NewWritableFile(origin, &raw); // EXPECT: file-toctou
    if (!s.ok())
        return s;
    std::unique_ptr<leveldb::WritableFile> out(raw);
    s = out->Append(node + "\n");
    return s.ok() ? out->Close() : s;
}

Status SnapshotShelf::rotateManifest(const std::string& body) {
    leveldb::FileLock* lock = nullptr;
    Status s = env_->LockFile(dir_ + "/LOCK", &lock);
    if (!s.ok())
        return s;
    const std::string manifest = dir_ + "/MANIFEST";
    const std::string first = dir_ + "/MANIFEST.0";
    if (env_->FileExists(manifest) && !env_->FileExists(first))
        s = env_->RenameFile(manifest, first);
    if (s.ok())
        s = writeWhole(manifest, body);
    env_->UnlockFile(lock);
    return s;
}

Status SnapshotShelf::prune(std::uint64_t below) {
    std::vector<std::string> names;
    Status s = env_->GetChildren(dir_, &names);
    if (!s.ok())
        return s;
    for (const auto& n : names) {
        if (n.rfind("snap-", 0) != 0 || std::stoull(n.substr(5)) >= below)
            continue;
        s = env_->RemoveFile(dir_ + "/" + n);
        if (!s.ok() && !s.IsNotFound())
            return s;
    }
    return Status::OK();
}

} // namespace ledger

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    ledger::SnapshotShelf shelf(leveldb::Env::Default(), argv[1]);
    leveldb::Status s = shelf.stampOrigin("node-7");
    if (s.ok())
        s = shelf.publish(1200, argv[2]);
    if (s.ok())
        s = shelf.rotateManifest("1200\n");
    if (s.ok())
        s = shelf.prune(1000);
    std::cout << s.ToString() << '\n';
    return s.ok() ? 0 : 1;
}
