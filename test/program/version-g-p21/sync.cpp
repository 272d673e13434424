// STD: c++20
#include "record.h"
#include <thread>
#include <vector>

namespace pim {

static bool pushEmail(ContactBook& book, int id, const std::string& email)
{
    Contact c;
    for (int i = 0; i < 5; ++i) {
        if (!book.get(id, c))
            return false;
        const SaveResult r = book.setEmail(id, email, c.etag);
        if (r != SaveResult::Stale)
            return r == SaveResult::Saved;
    }
    return false;
}

static void pushPhone(ContactBook& book, int id, const std::string& phone)
{
    Contact c;
    do {
        if (!book.get(id, c))
            return;
    } while (book.mergePhone(id, phone, c.etag) == SaveResult::Stale);
}

void syncDevices(ContactBook& book, int id, const std::vector<std::string>& numbers)
{
    std::vector<std::thread> ts;
    for (const auto& n : numbers)
        ts.emplace_back([&book, id, n] {
            pushPhone(book, id, n);
            pushEmail(book, id, n + "@sms.example");
        });
    for (auto& t : ts)
        t.join();
}

} // namespace pim
