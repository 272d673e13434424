// RUN: %tocsin %s
// STD: c++20
// Nightly statistics: renders a table and an attachment for the mailer.
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <unistd.h>

namespace stats {

using Table = std::map<std::string, long>;

struct FreeDeleter {
    void operator()(char* p) const { std::free(p); }
};
using CString = std::unique_ptr<char, FreeDeleter>;

struct FileCloser {
    void operator()(std::FILE* f) const
    {
        if (f)
            std::fclose(f);
    }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

static Table parse(std::istream& in)
{
    Table t;
    std::string key;
    long n = 0;
    while (in >> key >> n)
        t[key] += n;
    return t;
}

class Renderer {
public:
    explicit Renderer(std::string workDir) : workDir_(std::move(workDir)) {}

    std::string renderText(const Table& t) const
    {
        CString raw(::tempnam(workDir_.c_str(), "stat"));
        if (!raw)
            return {};
        std::string name = raw.get();

        std::ofstream out(name, std::ios::trunc); // EXPECT: temp-name
        for (const auto& [k, v] : t)
            out << std::left << std::setw(32) << k << std::right << std::setw(10) << v << '\n';
        return out.good() ? name : std::string{};
    }

    std::string renderCsv(const Table& t) const
    {
        char where[L_tmpnam];
        if (!std::tmpnam(where))
            return {};
        File f(std::fopen(where, "w+")); // EXPECT: temp-name
        if (!f)
            return {};
        for (const auto& row : t)
            std::fprintf(f.get(), "\"%s\",%ld\n", row.first.c_str(), row.second);
        return where;
    }

    bool touchMarker() const
    {
        std::string tpl = workDir_ + "/doneXXXXXX";
        if (*::mktemp(tpl.data()) == '\0')
            return false;
        int fd = ::open(tpl.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (fd < 0)
            return false;
        ::close(fd);
        return true;
    }

private:
    std::string workDir_;
};

} // namespace stats

int main()
{
    const char* tmp = std::getenv("TMPDIR");
    stats::Renderer r(tmp ? tmp : "/tmp");
    auto table = stats::parse(std::cin);
    auto text = r.renderText(table);
    auto csv = r.renderCsv(table);
    if (text.empty() || csv.empty()) {
        std::cerr << "stats: rendering failed\n";
        return 1;
    }
    std::cout << text << '\n' << csv << '\n';
    return r.touchMarker() ? 0 : 1;
}
