// RUN: %tocsin %s
// STD: c++20
// Collaborative notes: in-memory store behind the HTTP handlers, one handler thread per client.
#include <cstdint>
#include <iostream>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace notes {

struct Note {
    std::string title;
    std::string body;
    std::set<std::string> tags;
    std::uint64_t rev = 1;
};

enum class Status { Ok, NotFound, Conflict };

class NoteStore {
public:
    std::optional<Note> fetch(std::uint64_t id) const {
        std::lock_guard lk(mu_);
        auto it = notes_.find(id);
        if (it == notes_.end()) return std::nullopt;
        return it->second;
    }

    std::uint64_t create(std::string title) {
        std::lock_guard lk(mu_);
        const std::uint64_t id = ++last_id_;
        notes_[id].title = std::move(title);
        return id;
    }

    Status retitle(std::uint64_t id, std::string title, std::uint64_t expected_rev) {
        std::lock_guard lk(mu_);
        auto it = notes_.find(id);
        if (it == notes_.end()) return Status::NotFound;
        if (it->second.rev != expected_rev) return Status::Conflict;
        it->second.title = std::move(title);
        ++it->second.rev;
        return Status::Ok;
    }

    Status replace_body(std::uint64_t id, std::string body, std::uint64_t expected_rev) {
        std::lock_guard lk(mu_);
        auto it = notes_.find(id);
        if (it == notes_.end()) {
            std::clog << "replace_body: no note " << id << " (rev " << expected_rev << ")\n";
            return Status::NotFound;
        }
        Note &n = it->second;
        n.body.swap(body);
        n.rev = n.rev + 1; // EXPECT: unchecked-version
        return Status::Ok;
    }

    Status retag(std::uint64_t id, std::set<std::string> tags, std::uint64_t expected_rev) {
        const auto current = fetch(id);
        if (!current) return Status::NotFound;
        if (current->rev != expected_rev) return Status::Conflict;
        for (const auto &t : tags)
            if (t.empty() || t.size() > 32) return Status::Conflict;
        std::lock_guard lk(mu_);
        auto it = notes_.find(id);
        if (it == notes_.end()) return Status::NotFound;
        it->second.tags = std::move(tags); // EXPECT: unchecked-version
        ++it->second.rev;
        return Status::Ok;
    }

    // Checks the tags first because that does not need the lock.
    Status add_tags(std::uint64_t id, const std::vector<std::string> &tags, std::uint64_t expected_rev) {
        for (const auto &t : tags)
            if (t.empty() || t.size() > 32) return Status::Conflict;
        std::lock_guard lk(mu_);
        return with_rev(id, expected_rev, [&](Note &n) { n.tags.insert(tags.begin(), tags.end()); });
    }

private:
    template <class F> Status with_rev(std::uint64_t id, std::uint64_t expected_rev, F change) {
        auto it = notes_.find(id);
        if (it == notes_.end()) return Status::NotFound;
        if (it->second.rev != expected_rev) return Status::Conflict;
        change(it->second);
        ++it->second.rev;
        return Status::Ok;
    }

    mutable std::mutex mu_;
    std::unordered_map<std::uint64_t, Note> notes_;
    std::uint64_t last_id_ = 0;
};

void client(NoteStore &store, std::uint64_t id, const std::string &who) {
    for (int i = 0; i < 100; ++i) {
        auto n = store.fetch(id);
        if (!n) return;
        if (store.replace_body(id, n->body + who + "\n", n->rev) != Status::Ok) continue;
        if (!(n = store.fetch(id)) || store.add_tags(id, {who}, n->rev) != Status::Ok) continue;
        if (i % 10 == 0 && (n = store.fetch(id)))
            if (store.retag(id, {who, "edited"}, n->rev) == Status::Conflict) std::clog << who << ": tags changed meanwhile\n";
        if ((n = store.fetch(id)) && store.retitle(id, who + std::to_string(i), n->rev) == Status::Conflict)
            std::clog << who << ": title changed meanwhile\n";
    }
}

} // namespace notes

int main() {
    notes::NoteStore store;
    const auto id = store.create("minutes");
    std::vector<std::jthread> clients;
    for (const char *who : {"ann", "bob", "eve"}) clients.emplace_back([&store, id, who] { notes::client(store, id, who); });
}
