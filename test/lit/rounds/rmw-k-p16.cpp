// RUN: %tocsin %s
// STD: c++20
// media_edge.cpp - publishing sessions and bitrate control on the streaming edge
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Publisher {
    std::string streamKey;
    int connection = -1;
};

class PublisherTable {
public:
    bool contains(const std::string& key) const {
        std::lock_guard<std::mutex> g(mu_);
        return table_.count(key) != 0;
    }
    void insert(const std::string& key, std::shared_ptr<Publisher> p) {
        std::lock_guard<std::mutex> g(mu_);
        table_[key] = std::move(p);
    }
    std::shared_ptr<Publisher> remove(const std::string& key) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = table_.find(key);
        if (it == table_.end())
            return nullptr;
        auto p = std::move(it->second);
        table_.erase(it);
        return p;
    }
    size_t size() const {
        std::lock_guard<std::mutex> g(mu_);
        return table_.size();
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, std::shared_ptr<Publisher>> table_;
};

class UplinkBudget {
public:
    uint32_t kbps() const {
        std::lock_guard<std::mutex> g(mu_);
        return kbps_;
    }
    void setKbps(uint32_t v) {
        std::lock_guard<std::mutex> g(mu_);
        kbps_ = v < floor_ ? floor_ : v;
        ++revisions_;
    }
    void grow(uint32_t step) {
        std::lock_guard<std::mutex> g(mu_);
        kbps_ += step;
        ++revisions_;
    }

private:
    mutable std::mutex mu_;
    uint32_t kbps_ = 8000;
    uint32_t floor_ = 300;
    uint32_t revisions_ = 0;
};

struct Packet {
    enum Kind { Publish, Unpublish, Loss, Data } kind;
    std::string key;
    double lossRatio = 0;
};
bool readPacket(int fd, Packet& out);
void sendStatus(int fd, const char* code);

class Edge {
public:
    explicit Edge(std::vector<int> fds) {
        for (int fd : fds)
            threads_.emplace_back(&Edge::serve, this, fd);
    }
    ~Edge() {
        for (auto& t : threads_)
            t.join();
    }

private:
    void onPublish(int fd, const std::string& key) {
        if (publishers_.contains(key)) {
            sendStatus(fd, "NetStream.Publish.BadName");
            return;
        }
        auto p = std::make_shared<Publisher>();
        p->streamKey = key;
        p->connection = fd;
        publishers_.insert(key, p); // EXPECT: check-then-act
        sendStatus(fd, "NetStream.Publish.Start");
    }

    void onLoss(double ratio) {
        if (ratio > 0.10)
            budget_.setKbps(budget_.kbps() / 2); // EXPECT: lost-update
        else if (ratio < 0.01)
            budget_.grow(50);
    }

    void serve(int fd) {
        Packet p;
        while (readPacket(fd, p)) {
            switch (p.kind) {
            case Packet::Publish: onPublish(fd, p.key); break;
            case Packet::Unpublish: publishers_.remove(p.key); break;
            case Packet::Loss: onLoss(p.lossRatio); break;
            case Packet::Data: break;
            }
        }
    }

    PublisherTable publishers_;
    UplinkBudget budget_;
    std::vector<std::thread> threads_;
};

void runEdge(const std::vector<int>& fds) {
    Edge e(fds);
}
