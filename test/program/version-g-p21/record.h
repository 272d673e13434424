#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace pim {

struct Contact {
    std::string name;
    std::string phone;
    std::string email;
    std::uint64_t etag = 0;
};

enum class SaveResult { Saved, Stale, Missing };

class ContactBook {
public:
    bool get(int id, Contact& out) const;
    int add(Contact c);
    SaveResult save(int id, const Contact& edited, std::uint64_t ifMatch);
    SaveResult mergePhone(int id, const std::string& phone, std::uint64_t ifMatch);
    SaveResult setEmail(int id, const std::string& email, std::uint64_t ifMatch);

private:
    mutable std::mutex mu_;
    std::unordered_map<int, Contact> items_;
    int nextId_ = 1;
};

} // namespace pim
