// RUN: %tocsin %s
// STD: c++20
// Report exporter: sorts rows through a spill file and leaves a preview for the viewer
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

class Spill {
public:
    Spill()
    {
        std::unique_ptr<char, decltype(&std::free)> n{::tempnam("/var/tmp", "spill"), &std::free};
        if (!n)
            throw std::bad_alloc();
        name_ = n.get();
        stream_.open(name_, std::ios::in | std::ios::out | std::ios::trunc); // EXPECT: temp-name
        if (!stream_)
            throw std::runtime_error("spill: " + name_);
    }
    ~Spill() { stream_.close(); std::remove(name_.c_str()); }
    Spill(const Spill&) = delete;
    Spill& operator=(const Spill&) = delete;

    void put(const std::string& row) { stream_ << row << '\n'; }
    std::vector<std::string> drain()
    {
        std::vector<std::string> rows;
        stream_.seekg(0);
        for (std::string l; std::getline(stream_, l);)
            rows.push_back(l);
        std::sort(rows.begin(), rows.end());
        return rows;
    }

private:
    std::string name_;
    std::fstream stream_;
};

static std::string preview(const std::vector<std::string>& rows)
{
    char buf[L_tmpnam];
    if (!std::tmpnam(buf))
        return {};
    std::FILE* f = std::fopen(buf, "w"); // EXPECT: temp-name
    if (!f)
        return {};
    for (std::size_t i = 0; i < rows.size() && i < 10; ++i)
        std::fprintf(f, "%s\n", rows[i].c_str());
    std::fclose(f);
    return buf;
}

int main()
{
    Spill s;
    for (std::string l; std::getline(std::cin, l);)
        s.put(l);
    std::cout << preview(s.drain()) << '\n';
}
