// RUN: %tocsin %s
// STD: c++20
// Image document model of an editor back end: layers share pixel buffers copy-on-write and
// views observe the document weakly.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace doc {

struct Pixels {
    std::vector<uint8_t> data;
};

class View {
public:
    virtual ~View() = default;
    virtual void invalidate(int layer) = 0;
    virtual bool wants(int layer) const = 0;
};

class Document {
public:
    explicit Document(size_t layers) : layers_(layers) {
        for (auto &l : layers_)
            l = std::make_shared<Pixels>();
    }

    void attach(const std::shared_ptr<View> &v) {
        std::lock_guard<std::mutex> g(mu_);
        views_.push_back(v);
    }

    std::shared_ptr<Pixels> snapshot(size_t i) const {
        std::lock_guard<std::mutex> g(mu_);
        return layers_.at(i);
    }

    void replace(size_t i, std::shared_ptr<Pixels> px) {
        std::lock_guard<std::mutex> g(mu_);
        layers_.at(i) = std::move(px);
    }

    // Notifies every view that is interested in the layer.
    void publish(int layer) {
        std::vector<std::weak_ptr<View>> list;
        {
            std::lock_guard<std::mutex> g(mu_);
            views_.erase(std::remove_if(views_.begin(), views_.end(),
                                        [](const std::weak_ptr<View> &w) { return w.expired(); }),
                         views_.end());
            list = views_;
        }
        for (auto &w : list) {
            if (w.expired())
                continue;
            w.lock()->invalidate(layer); // EXPECT: check-then-act
        }
    }

    size_t interested(int layer) const {
        std::lock_guard<std::mutex> g(mu_);
        size_t n = 0;
        for (auto &w : views_)
            if (auto v = w.lock())
                n += v->wants(layer) ? 1 : 0;
        return n;
    }

private:
    mutable std::mutex mu_;
    std::vector<std::shared_ptr<Pixels>> layers_;
    std::vector<std::weak_ptr<View>> views_;
};

class FilterJob {
public:
    FilterJob(Document &d, size_t layer) : doc_(d), layer_(layer) {}

    void operator()() {
        auto px = doc_.snapshot(layer_);
        auto out = std::make_shared<Pixels>(*px);
        for (auto &b : out->data)
            b = static_cast<uint8_t>(255 - b);
        doc_.replace(layer_, out); // EXPECT-NOISE: lost-update
        doc_.publish(static_cast<int>(layer_));
    }

private:
    Document &doc_;
    size_t layer_;
};

void filterAll(Document &d, size_t layers) {
    std::vector<std::thread> pool;
    for (size_t i = 0; i < layers; ++i)
        pool.emplace_back(FilterJob(d, i));
    for (auto &t : pool)
        t.join();
}

void closeLater(std::shared_ptr<View> v, std::function<void()> waitForUser) {
    std::thread([v = std::move(v), waitForUser = std::move(waitForUser)]() mutable {
        waitForUser();
        v.reset();
    }).detach();
}

} // namespace doc
