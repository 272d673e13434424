// STD: c++20
// Report renderer: spills intermediate pages to disk, then concatenates them.
#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/fstream.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace bfs = boost::filesystem;

class SpillFile {
public:
    SpillFile()
    {
        char buf[L_tmpnam];
        if (!std::tmpnam(buf))
            throw std::runtime_error("no scratch name");
        name_ = buf;
        out_.open(name_, std::ios::binary | std::ios::trunc); // EXPECT: temp-name
        if (!out_)
            throw std::runtime_error("cannot open " + name_);
    }
    ~SpillFile()
    {
        out_.close();
        std::remove(name_.c_str());
    }
    void append(const std::string& s) { out_ << s; }
    const std::string& name() const { return name_; }
    void flush() { out_.flush(); }

private:
    std::string name_;
    std::ofstream out_;
};

struct FileCloser {
    void operator()(std::FILE* f) const { std::fclose(f); }
};
using FilePtr = std::unique_ptr<std::FILE, FileCloser>;

static FilePtr anonymousScratch()
{
    std::string tmpl = (bfs::temp_directory_path() / "render-XXXXXX").string();
    std::vector<char> name(tmpl.begin(), tmpl.end());
    name.push_back('\0');
    const int fd = ::mkstemp(name.data());
    if (fd < 0)
        return nullptr;
    ::unlink(name.data());
    return FilePtr(::fdopen(fd, "w+b"));
}

static bfs::path writeStylesheet(const std::string& css)
{
    const bfs::path p = bfs::temp_directory_path() / bfs::unique_path("style-%%%%.css");
    bfs::ofstream out(p); // EXPECT: temp-name
    out << css;
    return p;
}

int main(int argc, char** argv)
{
    try {
        SpillFile spill;
        for (int i = 1; i < argc; ++i)
            spill.append(std::string("page ") + argv[i] + "\n");
        spill.flush();
        auto scratch = anonymousScratch();
        if (scratch)
            std::fputs("outline\n", scratch.get());
        const auto css = writeStylesheet("body { margin: 2cm }\n");
        std::ifstream in(spill.name());
        std::cout << in.rdbuf();
        bfs::remove(css);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return EXIT_FAILURE;
    }
}
