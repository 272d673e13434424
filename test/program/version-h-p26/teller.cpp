// STD: c++20
#include "account.h"

#include <functional>
#include <iostream>
#include <thread>
#include <vector>

namespace {

using ledger::Account;
using ledger::AccountBook;
using ledger::Outcome;

Outcome retry(AccountBook& book, const std::string& iban,
              const std::function<Outcome(const Account&)>& op)
{
    for (int i = 0; i < 20; ++i) {
        Account a;
        if (!book.snapshot(iban, a))
            return Outcome::NotFound;
        const Outcome o = op(a);
        if (o != Outcome::VersionMismatch)
            return o;
        std::this_thread::yield();
    }
    return Outcome::VersionMismatch;
}

void teller(AccountBook& book, const std::string& iban, int n)
{
    for (int i = 0; i < n; ++i) {
        retry(book, iban, [&](const Account& a) { return book.post(iban, 100, a.version); });
        if (i % 10 == 0)
            retry(book, iban, [&](const Account& a) {
                return book.changeLimit(iban, a.limit + 500, a.version);
            });
    }
    retry(book, iban, [&](const Account& a) {
        return book.changeContact(iban, "desk@bank.example", a.version);
    });
}

} // namespace

int main()
{
    AccountBook book;
    book.open({"DE1", 1000, 0, "", 1});
    std::vector<std::thread> desks;
    for (int i = 0; i < 4; ++i)
        desks.emplace_back(teller, std::ref(book), "DE1", 50);
    for (auto& d : desks)
        d.join();
    Account a;
    if (book.snapshot("DE1", a))
        std::cout << a.balance << ' ' << a.limit << " v" << a.version << '\n';
}
