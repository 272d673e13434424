#pragma once
#include "registry.h"

#include <string>

namespace cfg {

// Feature flags of a service are kept as one comma separated registry entry.
class Flags {
public:
    explicit Flags(Registry &r) : registry_(r) {}

    bool enabled(const std::string &service, const std::string &flag) const;
    bool enable(const std::string &service, const std::string &flag);
    bool disable(const std::string &service, const std::string &flag);
    void rename(const std::string &service, const std::string &from, const std::string &to);
    bool drop_empty(const std::string &service);
    void announce(const std::string &node, const std::string &build);

private:
    static std::string key_of(const std::string &service) { return "flags/" + service; }
    Registry &registry_;
};

} // namespace cfg
