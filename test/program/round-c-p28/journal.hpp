#pragma once
#include <fstream>
#include <string>

class Journal {
public:
    explicit Journal(std::string dir) : dir_(std::move(dir)) {}
    bool begin();
    void add(const std::string& event);
    std::string describe() const;

private:
    std::string dir_;
    std::ofstream out_;
};

bool present(const std::string& path);
