// RUN: %tocsin %s
// STD: c++20
// inventory: writes a listing of the files named on the command line.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <numeric>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace fs = std::filesystem;

struct Row {
    std::string name;
    std::uintmax_t bytes = 0;
    unsigned checksum = 0;
    bool readable = false;
};

static const char* kind(const fs::path& p)
{
    std::error_code ec;
    switch (fs::symlink_status(p, ec).type()) {
    case fs::file_type::regular:   return "file";
    case fs::file_type::directory: return "dir";
    case fs::file_type::symlink:   return "link";
    case fs::file_type::not_found: return "missing";
    default:                       return "other";
    }
}

class Inventory {
public:
    void add(const fs::path& p)
    {
        Row row{p.string()};

        struct stat st {};
        if (::stat(p.c_str(), &st) == 0)
            std::clog << row.name << ": mode " << std::oct << (st.st_mode & 07777) << std::dec
                      << ", owner " << st.st_uid << ", " << kind(p) << '\n';
        else
            std::clog << row.name << ": " << kind(p) << '\n';

        std::error_code ec;
        std::string text;
        if (auto hint = fs::file_size(p, ec); !ec && hint < (1u << 24))
            text.reserve(hint);

        std::ifstream in(p, std::ios::binary);
        if (in) {
            text.assign(std::istreambuf_iterator<char>(in), {});
            row.readable = true;
            row.bytes = text.size();
            row.checksum = std::accumulate(text.begin(), text.end(), 0u,
                [](unsigned acc, char c) { return acc * 31 + static_cast<unsigned char>(c); });
        }
        rows_.push_back(std::move(row));
    }

    bool write(const fs::path& to) const
    {
        std::ofstream out(to);
        for (const Row& r : rows_) {
            out << std::setw(8) << std::hex << r.checksum << std::dec << ' ' << std::setw(10);
            if (r.readable)
                out << r.bytes;
            else
                out << '-';
            out << ' ' << r.name << '\n';
        }
        return static_cast<bool>(out.flush());
    }

private:
    std::vector<Row> rows_;
};

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::cerr << "usage: inventory LISTING FILE...\n";
        return 2;
    }
    Inventory inv;
    for (int i = 2; i < argc; ++i)
        inv.add(argv[i]);
    if (!inv.write(argv[1])) {
        std::cerr << "cannot write " << argv[1] << '\n';
        return 1;
    }
    return 0;
}
