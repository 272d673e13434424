// STD: c++20
#include "flags.h"

#include <sstream>
#include <vector>

namespace cfg {

namespace {

std::vector<std::string> split(const std::string &text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string w; std::getline(in, w, ',');)
        if (!w.empty()) out.push_back(w);
    return out;
}

std::string join(const std::vector<std::string> &words) {
    std::string out;
    for (const auto &w : words) out += (out.empty() ? "" : ",") + w;
    return out;
}

} // namespace

bool Flags::enabled(const std::string &service, const std::string &flag) const {
    const auto e = registry_.fetch(key_of(service));
    if (!e) return false;
    for (const auto &w : split(e->text))
        if (w == flag) return true;
    return false;
}

bool Flags::enable(const std::string &service, const std::string &flag) {
    const std::string key = key_of(service);
    for (;;) {
        const auto e = registry_.fetch(key);
        auto words = split(e ? e->text : std::string());
        for (const auto &w : words)
            if (w == flag) return false;
        words.push_back(flag);
        if (registry_.store(key, join(words), e ? e->version : Registry::kAbsent)) return true;
    }
}

bool Flags::disable(const std::string &service, const std::string &flag) {
    const auto e = registry_.fetch(key_of(service));
    if (!e) return false;
    auto words = split(e->text);
    if (std::erase(words, flag) == 0) return false;
    return registry_.store(key_of(service), join(words)); // EXPECT: unversioned-write
}

void Flags::rename(const std::string &service, const std::string &from, const std::string &to) {
    const auto e = registry_.fetch(key_of(service));
    if (!e) return;
    auto words = split(e->text);
    for (auto &w : words)
        if (w == from) w = to;
    registry_.store(key_of(service), join(words), e->version); // EXPECT: ignored-conflict
}

bool Flags::drop_empty(const std::string &service) {
    const auto e = registry_.fetch(key_of(service));
    return e && e->text.empty() && registry_.erase(key_of(service), e->version);
}

void Flags::announce(const std::string &node, const std::string &build) {
    registry_.store("nodes/" + node + "/build", build);
}

} // namespace cfg
