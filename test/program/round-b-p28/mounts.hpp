#pragma once

#include <functional>
#include <string>
#include <vector>

namespace box {

struct MountSpec {
    std::string source;
    std::string target;
    unsigned long flags = 0;
};

using Gate = std::function<bool(const std::string& path)>;

bool plainDirectory(const std::string& path);

class Sandbox {
public:
    Sandbox(std::string root, Gate gate) : root_(std::move(root)), gate_(std::move(gate)) {}

    void add(MountSpec spec) { specs_.push_back(std::move(spec)); }
    int mountAll() const;
    bool enter() const;

private:
    int bindOne(const MountSpec& spec) const;

    std::string root_;
    Gate gate_;
    std::vector<MountSpec> specs_;
};

} // namespace box
