// STD: c++20
#include "record.h"
#include <utility>

namespace pim {

bool ContactBook::get(int id, Contact& out) const
{
    std::lock_guard<std::mutex> lk(mu_);
    auto it = items_.find(id);
    if (it == items_.end())
        return false;
    out = it->second;
    return true;
}

int ContactBook::add(Contact c)
{
    std::lock_guard<std::mutex> lk(mu_);
    const int id = nextId_++;
    c.etag = 1;
    items_.emplace(id, std::move(c));
    return id;
}

SaveResult ContactBook::save(int id, const Contact& edited, std::uint64_t ifMatch)
{
    std::lock_guard<std::mutex> lk(mu_);
    auto it = items_.find(id);
    if (it == items_.end())
        return SaveResult::Missing;
    if (it->second.etag != ifMatch)
        return SaveResult::Stale;
    it->second = edited;
    it->second.etag = ifMatch + 1;
    return SaveResult::Saved;
}

SaveResult ContactBook::mergePhone(int id, const std::string& phone, std::uint64_t ifMatch)
{
    Contact c;
    if (!get(id, c))
        return SaveResult::Missing;
    if (c.etag != ifMatch)
        return SaveResult::Stale;
    if (c.phone.find(phone) == std::string::npos)
        c.phone += (c.phone.empty() ? "" : ";") + phone;
    c.etag++;
    std::lock_guard<std::mutex> lk(mu_);
    items_[id] = c; // EXPECT: unchecked-version
    return SaveResult::Saved;
}

SaveResult ContactBook::setEmail(int id, const std::string& email, std::uint64_t ifMatch)
{
    Contact c;
    if (!get(id, c))
        return SaveResult::Missing;
    if (c.email == email)
        return SaveResult::Saved;
    c.email = email;
    return save(id, c, ifMatch);
}

} // namespace pim
