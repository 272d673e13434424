#pragma once
#include <filesystem>
#include <map>
#include <string>

namespace pkg {

class Database {
public:
    explicit Database(std::filesystem::path dir) : dir_(std::move(dir)) {}

    bool add(const std::string& name, const std::string& version);
    bool remove(const std::string& name);
    bool replace(const std::string& from, const std::string& to);
    std::map<std::string, std::string> list() const;

private:
    std::filesystem::path record(const std::string& name) const {
        return dir_ / (name + ".pkg");
    }

    std::filesystem::path dir_;
};

} // namespace pkg
