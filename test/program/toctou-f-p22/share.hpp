#pragma once
#include "jail.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace webdav {

// Delivers the next chunk of the request body; false at the end.
using BodyReader = std::function<bool(std::string&)>;

class Share {
public:
    explicit Share(Jail jail) : jail_(std::move(jail)) {}

    int put(std::string_view url, const BodyReader& body);
    int get(std::string_view url, std::string& out) const;
    std::string label(std::string_view url) const;

private:
    Jail jail_;
};

} // namespace webdav
