// RUN: %tocsin %s
// STD: c++20
// Undo log of a collaborative editor, with the project's own spin lock.
#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class SpinLock {
public:
    void enter() {
        while (flag_.test_and_set(std::memory_order_acquire))
            std::this_thread::yield();
    }
    void exit() { flag_.clear(std::memory_order_release); }

private:
    std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
};

class Hold {
public:
    explicit Hold(SpinLock& l) : l_(l) { l_.enter(); }
    ~Hold() { l_.exit(); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

private:
    SpinLock& l_;
};

class Yield {
public:
    explicit Yield(SpinLock& l) : l_(l) { l_.exit(); }
    ~Yield() { l_.enter(); }
    Yield(const Yield&) = delete;
    Yield& operator=(const Yield&) = delete;

private:
    SpinLock& l_;
};

class UndoLog {
public:
    void push(std::string edit) {
        Hold h(entriesLock_);
        entries_.resize(cursor_);
        entries_.push_back(std::move(edit));
        ++cursor_;
        ++revision_;
    }

    bool undo() {
        Hold h(entriesLock_);
        if (cursor_ == 0)
            return false;
        --cursor_;
        ++revision_;
        return true;
    }

    // Collaborators' edits arrive in batches; the journal is flushed in between.
    void checkpoint() {
        Hold h(entriesLock_);
        unsigned long rev = revision_;
        {
            Yield y(entriesLock_);
            flushJournal();
        }
        revision_ = rev + 1; // EXPECT: lost-update
    }

    void touch() {
        Hold h(entriesLock_);
        {
            Yield y(entriesLock_);
            flushJournal();
        }
        revision_ = revision_ + 1;
    }

    void setLabel(std::string s) {
        Hold h(metaLock_);
        label_ = std::move(s);
        ++labelChanges_;
    }

    void importBegin(std::size_t edits) {
        Hold h(entriesLock_);
        entries_.reserve(cursor_ + edits);
        ++labelChanges_; // EXPECT: lost-update
    }

    int labelChanges() {
        Hold h(metaLock_);
        return labelChanges_;
    }

private:
    static void flushJournal() { std::this_thread::yield(); }

    SpinLock entriesLock_;
    SpinLock metaLock_;
    std::vector<std::string> entries_;
    std::size_t cursor_ = 0;
    unsigned long revision_ = 0;
    std::string label_;
    int labelChanges_ = 0;
};

int main() {
    UndoLog log;
    std::vector<std::thread> users;
    for (int u = 0; u < 3; ++u)
        users.emplace_back([&log, u] {
            for (int i = 0; i < 200; ++i) {
                log.push("edit " + std::to_string(i));
                if (i % 4 == u)
                    log.undo();
                if (i % 50 == 0) {
                    log.checkpoint();
                    log.setLabel("autosave");
                }
            }
            log.importBegin(16);
            log.touch();
        });
    for (auto& t : users)
        t.join();
    return log.labelChanges() > 0 ? 0 : 1;
}
