// RUN: %tocsin %s
// STD: c++20
// Account ledger with per-row handles.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace ledger {

struct Row {
    std::mutex rowMutex;
    std::int64_t balance = 0;
    std::uint32_t revision = 0;
    std::vector<std::string> history;
};

// Exclusive access to one row as long as it exists.
class RowHandle {
public:
    RowHandle(std::shared_ptr<Row> row, std::unique_lock<std::mutex> held)
        : row_(std::move(row)), held_(std::move(held)) {}
    RowHandle(RowHandle&&) = default;
    RowHandle& operator=(RowHandle&&) = delete;

    Row* operator->() { return row_.get(); }
    const Row* operator->() const { return row_.get(); }

private:
    std::shared_ptr<Row> row_;
    std::unique_lock<std::mutex> held_;
};

class Book {
public:
    RowHandle open(const std::string& name) {
        std::shared_ptr<Row> row;
        {
            std::lock_guard<std::mutex> g(tableMutex_);
            auto& slot = rows_[name];
            if (!slot)
                slot = std::make_shared<Row>();
            row = slot;
        }
        std::unique_lock<std::mutex> held(row->rowMutex);
        return RowHandle(std::move(row), std::move(held));
    }

    std::optional<RowHandle> tryOpen(const std::string& name) {
        std::shared_ptr<Row> row;
        {
            std::lock_guard<std::mutex> g(tableMutex_);
            auto it = rows_.find(name);
            if (it == rows_.end())
                return std::nullopt;
            row = it->second;
        }
        std::unique_lock<std::mutex> held(row->rowMutex, std::try_to_lock);
        if (!held.owns_lock())
            return std::nullopt;
        return RowHandle(std::move(row), std::move(held));
    }

private:
    std::mutex tableMutex_;
    std::map<std::string, std::shared_ptr<Row>> rows_;
};

void note(RowHandle& h, std::string text) {
    h->history.push_back(std::move(text));
    h->revision = h->revision + 1;
}

void deposit(Book& book, const std::string& name, std::int64_t amount) {
    RowHandle h = book.open(name);
    std::int64_t before = h->balance;
    std::int64_t after = before + amount;
    if (after < before)
        throw std::overflow_error(name);
    note(h, "deposit " + std::to_string(amount));
    h->balance = after;
}

bool withdraw(Book& book, const std::string& name, std::int64_t amount) {
    auto h = book.tryOpen(name);
    if (!h)
        return false;
    RowHandle row = std::move(*h);
    if (row->balance < amount)
        return false;
    note(row, "withdraw " + std::to_string(amount));
    row->balance -= amount; // EXPECT-NOISE: lost-update
    return true;
}

}  // namespace ledger

int main() {
    ledger::Book book;
    std::vector<std::thread> tellers;
    for (int t = 0; t < 4; ++t) {
        tellers.emplace_back([&book, t] {
            for (int i = 0; i < 1000; ++i) {
                ledger::deposit(book, "acct" + std::to_string(i % 5), 10 + t);
                if (!ledger::withdraw(book, "acct" + std::to_string((i + t) % 5), 7))
                    std::this_thread::yield();
            }
        });
    }
    for (auto& t : tellers)
        t.join();
}
