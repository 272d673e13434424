// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Thumbnail index of the photo server, one LevelDB per server process.
#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace photos {

class ThumbIndex {
public:
    using Renderer = std::function<std::string(const std::string& photo)>;

    ThumbIndex(const std::string& dir, Renderer render) : render_(std::move(render)) {
        leveldb::Options opt;
        opt.create_if_missing = true;
        leveldb::DB* raw = nullptr;
        leveldb::Status s = leveldb::DB::Open(opt, dir, &raw);
        if (!s.ok()) throw std::runtime_error(s.ToString());
        db_.reset(raw);
    }

    // Number of albums that refer to the photo.
    uint64_t addReference(const std::string& photo) {
        std::lock_guard<std::mutex> g(refs_);
        uint64_t n = readCount(photo) + 1;
        writeCount(photo, n);
        return n;
    }

    void dropReference(const std::string& photo) {
        std::lock_guard<std::mutex> g(refs_);
        uint64_t n = readCount(photo);
        if (n > 1) {
            writeCount(photo, n - 1);
        } else if (n == 1) {
            leveldb::WriteBatch batch;
            batch.Delete("ref/" + photo);
            batch.Delete("thumb/" + photo);
            db_->Write(leveldb::WriteOptions(), &batch);
        }
    }

    // Rendered thumbnails depend on the photo only.
    std::string thumbnail(const std::string& photo) {
        std::string bytes;
        leveldb::Status s = db_->Get(leveldb::ReadOptions(), "thumb/" + photo, &bytes);
        if (s.ok()) return bytes;
        bytes = render_(photo);
        db_->Put(leveldb::WriteOptions(), "thumb/" + photo, bytes);
        return bytes;
    }

    bool exportTo(const std::string& photo, const std::string& share) {
        std::string bytes;
        if (!db_->Get(leveldb::ReadOptions(), "thumb/" + photo, &bytes).ok()) return false;
        return db_->Put(leveldb::WriteOptions(), "share/" + share + "/" + photo, bytes).ok();
    }

    void setCaption(const std::string& photo, const std::string& caption) {
        db_->Put(leveldb::WriteOptions(), "caption/" + photo, caption);
    }

    std::string caption(const std::string& photo) {
        std::string text;
        db_->Get(leveldb::ReadOptions(), "caption/" + photo, &text);
        return text;
    }

private:
    // Callers hold refs_.
    uint64_t readCount(const std::string& photo) {
        std::string text;
        leveldb::Status s = db_->Get(leveldb::ReadOptions(), "ref/" + photo, &text);
        return s.ok() ? std::stoull(text) : 0;
    }

    void writeCount(const std::string& photo, uint64_t n) {
        leveldb::Status s = db_->Put(leveldb::WriteOptions(), "ref/" + photo, std::to_string(n));
        if (!s.ok()) throw std::runtime_error(s.ToString());
    }

    Renderer render_;
    std::mutex refs_;
    std::unique_ptr<leveldb::DB> db_;
};

void importAlbum(ThumbIndex& index, const std::vector<std::string>& photos, unsigned workers) {
    std::vector<std::thread> pool;
    for (unsigned w = 0; w < workers; ++w)
        pool.emplace_back([&, w] {
            for (size_t i = w; i < photos.size(); i += workers) {
                index.addReference(photos[i]);
                index.thumbnail(photos[i]);
            }
        });
    for (auto& t : pool) t.join();
}

}  // namespace photos
