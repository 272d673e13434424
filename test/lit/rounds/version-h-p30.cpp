// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// blobindex: offline maintenance tool for the LevelDB index of the media
// archive. The archive daemon must be stopped: LevelDB locks the directory.
#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

struct BlobInfo {
    unsigned refs = 0;
    unsigned long long size = 0;
    unsigned revision = 0;

    static BlobInfo parse(const std::string& s)
    {
        BlobInfo b;
        if (std::sscanf(s.c_str(), "%u %llu %u", &b.refs, &b.size, &b.revision) != 3)
            throw std::runtime_error("bad record: " + s);
        return b;
    }
    std::string str() const
    {
        return std::to_string(refs) + ' ' + std::to_string(size) + ' ' + std::to_string(revision);
    }
};

class Index {
public:
    explicit Index(const std::string& dir)
    {
        leveldb::Options o;
        leveldb::DB* db = nullptr;
        must(leveldb::DB::Open(o, dir, &db));
        db_.reset(db);
    }

    bool load(const std::string& id, BlobInfo* out)
    {
        std::string raw;
        leveldb::Status s = db_->Get(leveldb::ReadOptions(), "blob/" + id, &raw);
        if (s.IsNotFound())
            return false;
        must(s);
        *out = BlobInfo::parse(raw);
        return true;
    }

    void store(const std::string& id, const BlobInfo& b)
    {
        leveldb::WriteOptions wo;
        wo.sync = true;
        must(db_->Put(wo, "blob/" + id, b.str()));
    }

    int adjustRefs(const std::string& id, int delta)
    {
        BlobInfo b;
        if (!load(id, &b))
            return -1;
        if (delta < 0 && b.refs < static_cast<unsigned>(-delta))
            b.refs = 0;
        else
            b.refs += delta;
        ++b.revision;
        store(id, b);
        return static_cast<int>(b.refs);
    }

    unsigned sweep()
    {
        unsigned gone = 0;
        leveldb::WriteBatch batch;
        std::unique_ptr<leveldb::Iterator> it(db_->NewIterator(leveldb::ReadOptions()));
        for (it->Seek("blob/"); it->Valid() && it->key().starts_with("blob/"); it->Next()) {
            if (BlobInfo::parse(it->value().ToString()).refs == 0) {
                batch.Delete(it->key());
                ++gone;
            }
        }
        must(db_->Write(leveldb::WriteOptions(), &batch));
        return gone;
    }

private:
    static void must(const leveldb::Status& s)
    {
        if (!s.ok())
            throw std::runtime_error(s.ToString());
    }
    std::unique_ptr<leveldb::DB> db_;
};

int usage()
{
    std::cerr << "usage: blobindex <dir> ref <id> <delta> | sweep\n";
    return 2;
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc < 3)
        return usage();
    Index idx(argv[1]);
    if (std::strcmp(argv[2], "sweep") == 0) {
        std::cout << idx.sweep() << " records removed\n";
        return 0;
    }
    if (std::strcmp(argv[2], "ref") == 0 && argc == 5) {
        const int refs = idx.adjustRefs(argv[3], std::atoi(argv[4]));
        std::cout << argv[3] << ": " << refs << '\n';
        return refs < 0;
    }
    return usage();
} catch (const std::exception& e) {
    std::cerr << "blobindex: " << e.what() << '\n';
    return 1;
}
