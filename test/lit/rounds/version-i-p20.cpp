// RUN: %tocsin %s
// STD: c++20
// Collaborative board: cards are edited by many sessions, each edit carries the
// revision the session was looking at.
#include <cstdint>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace board {

struct Card {
    std::string title;
    std::string body;
    std::string assignee;
    uint32_t revision = 0;
};

class RevisionConflict : public std::runtime_error {
public:
    RevisionConflict(uint32_t have, uint32_t want)
        : std::runtime_error("revision " + std::to_string(have) + ", edit was made on " + std::to_string(want)) {}
};

class CardStore {
public:
    virtual ~CardStore() = default;
    virtual std::optional<Card> get(uint64_t id) const = 0;
    virtual uint32_t setTitle(uint64_t id, const std::string &title, uint32_t expected_revision) = 0;
    virtual uint32_t setBody(uint64_t id, const std::string &body, uint32_t expected_revision) = 0;
    virtual uint32_t assign(uint64_t id, const std::string &who, uint32_t expected_revision) = 0;
};

class MemoryCardStore : public CardStore {
public:
    std::optional<Card> get(uint64_t id) const override {
        std::shared_lock lk(mu_);
        auto it = cards_.find(id);
        if (it == cards_.end())
            return std::nullopt;
        return it->second;
    }

    uint32_t setTitle(uint64_t id, const std::string &title, uint32_t expected_revision) override {
        std::unique_lock lk(mu_);
        Card &c = at(id);
        if (c.revision != expected_revision)
            throw RevisionConflict(c.revision, expected_revision);
        c.title = title;
        return ++c.revision;
    }

    uint32_t setBody(uint64_t id, const std::string &body, uint32_t expected_revision) override {
        auto copy = get(id);
        if (!copy)
            throw std::out_of_range("card");
        if (copy->revision != expected_revision)
            throw RevisionConflict(copy->revision, expected_revision);
        copy->body = normalise(body);
        copy->revision++;
        std::unique_lock lk(mu_);
        cards_[id] = *copy; // EXPECT: unchecked-version
        return copy->revision;
    }

    uint32_t assign(uint64_t id, const std::string &who, uint32_t expected_revision) override {
        std::unique_lock lk(mu_);
        Card &c = at(id);
        std::clog << "assign " << id << " to " << who << " (from rev " << expected_revision << ")\n";
        c.assignee = who; // EXPECT: unchecked-version
        return ++c.revision;
    }

    void load(uint64_t id, Card c) {
        std::unique_lock lk(mu_);
        cards_.insert_or_assign(id, std::move(c));
    }

private:
    Card &at(uint64_t id) {
        auto it = cards_.find(id);
        if (it == cards_.end())
            throw std::out_of_range("card");
        return it->second;
    }

    static std::string normalise(const std::string &s) {
        std::string out;
        for (char ch : s)
            if (ch != '\r')
                out.push_back(ch);
        return out;
    }

    mutable std::shared_mutex mu_;
    std::map<uint64_t, Card> cards_;
};

// Archive boards cannot be edited.
class ArchivedCardStore : public CardStore {
public:
    std::optional<Card> get(uint64_t) const override { return std::nullopt; }
    uint32_t setTitle(uint64_t, const std::string &, uint32_t expected_revision) override {
        (void)expected_revision;
        throw std::logic_error("archived");
    }
    uint32_t setBody(uint64_t, const std::string &, uint32_t) override { throw std::logic_error("archived"); }
    uint32_t assign(uint64_t, const std::string &, uint32_t) override { throw std::logic_error("archived"); }
};

} // namespace board
