// RUN: %tocsin %s
// STD: c++20
// asset_stream.cpp - texture residency and shared scene documents for the editor
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct Texture {
    std::string path;
    std::atomic<uint64_t> lastFrame{0};
    void touch(uint64_t frame) { lastFrame.store(frame); }
};

struct SceneDoc {
    std::vector<std::string> nodes;
    void apply(const std::string& edit) { nodes.push_back(edit); }
};

std::shared_ptr<Texture> loadTexture(const std::string& path);

class Residency {
public:
    std::shared_ptr<Texture> acquire(const std::string& path) {
        std::lock_guard<std::mutex> g(mu_);
        auto& slot = slots_[path];
        if (auto t = slot.lock())
            return t;
        auto t = loadTexture(path);
        slot = t;
        return t;
    }

    std::weak_ptr<Texture> peek(const std::string& path) {
        std::lock_guard<std::mutex> g(mu_);
        return slots_[path];
    }

    size_t sweep() {
        std::lock_guard<std::mutex> g(mu_);
        return std::erase_if(slots_, [](auto& kv) { return kv.second.expired(); });
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, std::weak_ptr<Texture>> slots_;
};

class DocumentStore {
public:
    std::shared_ptr<const SceneDoc> snapshot() const {
        std::lock_guard<std::mutex> g(mu_);
        return doc_;
    }

    void edit(const std::string& op) {
        std::unique_lock<std::mutex> lk(mu_);
        std::shared_ptr<SceneDoc>& cur = doc_;
        const bool sole = cur.use_count() == 1;
        lk.unlock();
        if (sole) {
            cur->apply(op); // EXPECT: check-then-act
            return;
        }
        lk.lock();
        auto copy = std::make_shared<SceneDoc>(*doc_);
        copy->apply(op);
        doc_ = std::move(copy);
    }

private:
    mutable std::mutex mu_;
    std::shared_ptr<SceneDoc> doc_ = std::make_shared<SceneDoc>();
};

class Editor {
public:
    void start() {
        streamer_ = std::thread([this] {
            while (!quit_) {
                prefetch("terrain/base");
                residency_.sweep();
            }
        });
        autosave_ = std::thread([this] {
            while (!quit_)
                save(store_.snapshot());
        });
    }

    void frame(uint64_t n, const std::vector<std::string>& visible) {
        for (auto& v : visible) {
            std::weak_ptr<Texture> w = residency_.peek(v);
            if (!w.expired())
                w.lock()->touch(n); // EXPECT: check-then-act
        }
    }

    void onUserEdit(const std::string& op) { store_.edit(op); }

    ~Editor() {
        quit_ = true;
        if (streamer_.joinable())
            streamer_.join();
        if (autosave_.joinable())
            autosave_.join();
    }

private:
    void prefetch(const std::string& p) { residency_.acquire(p); }
    void save(std::shared_ptr<const SceneDoc> d);

    std::atomic<bool> quit_{false};
    Residency residency_;
    DocumentStore store_;
    std::thread streamer_, autosave_;
};
