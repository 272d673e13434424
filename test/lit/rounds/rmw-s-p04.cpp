// RUN: %tocsin %s
// STD: c++20
// Collaborative editor core: copy-on-write text and change listeners.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

struct Text {
    std::string body;
    unsigned long revision = 0;
};

class Listener {
public:
    explicit Listener(std::string name) : name_(std::move(name)) {}
    void changed(unsigned long revision) { seen_.store(revision); }
    unsigned long seen() const { return seen_.load(); }

private:
    std::string name_;
    std::atomic<unsigned long> seen_{0};
};

class Document {
public:
    // The returned text must not be modified.
    std::shared_ptr<const Text> snapshot() const {
        std::lock_guard lk(mu_);
        return text_;
    }

    void append(std::string_view chunk) {
        std::shared_ptr<Text> own;
        {
            std::lock_guard lk(mu_);
            if (text_.use_count() > 1)
                text_ = std::make_shared<Text>(*text_);
            own = text_;
        }
        own->body.append(chunk); // EXPECT: check-then-act
        ++own->revision; // EXPECT: check-then-act
    }

    void replace(std::string_view from, std::string_view to) {
        std::lock_guard lk(mu_);
        auto next = std::make_shared<Text>(*text_);
        if (auto pos = next->body.find(from); pos != std::string::npos)
            next->body.replace(pos, from.size(), to);
        ++next->revision;
        text_ = std::move(next);
    }

private:
    mutable std::mutex mu_;
    std::shared_ptr<Text> text_ = std::make_shared<Text>();
};

class Notifier {
public:
    void subscribe(const std::shared_ptr<Listener>& l) {
        std::lock_guard lk(mu_);
        listeners_.push_back(l);
    }

    void broadcast(unsigned long revision) {
        for (const auto& weak : copy())
            if (auto l = weak.lock())
                l->changed(revision);
    }

    void ping_first(unsigned long revision) {
        const auto all = copy();
        if (!all.empty() && !all.front().expired())
            all.front().lock()->changed(revision); // EXPECT: check-then-act
    }

    void prune() {
        std::lock_guard lk(mu_);
        std::erase_if(listeners_, [](const auto& w) { return w.expired(); });
    }

private:
    std::vector<std::weak_ptr<Listener>> copy() const {
        std::lock_guard lk(mu_);
        return listeners_;
    }

    mutable std::mutex mu_;
    std::vector<std::weak_ptr<Listener>> listeners_;
};

int main() {
    Document doc;
    Notifier notifier;
    std::atomic<bool> stop{false};

    std::thread autosave([&] {
        while (!stop) {
            const auto snap = doc.snapshot();
            std::ofstream("autosave.txt") << snap->revision << '\n' << snap->body;
        }
    });
    std::thread panels([&] {
        for (int i = 0; i < 100; ++i) {
            auto panel = std::make_shared<Listener>("panel-" + std::to_string(i));
            notifier.subscribe(panel);
            std::this_thread::yield();
        }
    });
    std::vector<std::thread> typists;
    for (int i = 0; i < 2; ++i)
        typists.emplace_back([&] {
            for (int n = 0; n < 500; ++n) {
                doc.append("lorem ");
                doc.replace("lorem", "ipsum");
                notifier.broadcast(doc.snapshot()->revision);
                notifier.ping_first(0);
                notifier.prune();
            }
        });
    for (auto& t : typists)
        t.join();
    panels.join();
    stop = true;
    autosave.join();
}
