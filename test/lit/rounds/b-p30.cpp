// RUN: %tocsin %s
// STD: c++20
// docbuild: converts a manual in a scratch directory of its own.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace fs = std::filesystem;

namespace docbuild {

class ScratchDir {
public:
    ScratchDir()
    {
        std::string tpl = (fs::temp_directory_path() / "docbuild-XXXXXX").string();
        if (!::mkdtemp(tpl.data()))
            throw std::runtime_error("cannot create scratch directory");
        dir_ = tpl;
    }
    ~ScratchDir()
    {
        std::error_code ec;
        fs::remove_all(dir_, ec);
    }
    ScratchDir(const ScratchDir&) = delete;
    ScratchDir& operator=(const ScratchDir&) = delete;
    const fs::path& path() const { return dir_; }

private:
    fs::path dir_;
};

using Options = std::map<std::string, std::string>;

std::optional<Options> loadOptions(const fs::path& rc)
{
    if (!fs::exists(rc))
        return std::nullopt;
    std::ifstream in(rc);
    if (!in) {
        std::cerr << rc << ": cannot be read, ignored\n";
        return std::nullopt;
    }
    Options o;
    for (std::string line; std::getline(in, line);)
        if (auto eq = line.find('='); eq != std::string::npos)
            o.emplace(line.substr(0, eq), line.substr(eq + 1));
    return o;
}

int convert(std::istream& src)
{
    ScratchDir scratch;
    int chapters = 0;
    std::string line;
    std::ofstream part;
    while (std::getline(src, line)) {
        if (line.rfind("# ", 0) == 0) {
            std::string slug;
            for (char c : line.substr(2))
                slug += std::isalnum(static_cast<unsigned char>(c)) ? c : '-';
            fs::path page = scratch.path() / (slug + ".html");
            if (fs::exists(page))
                throw std::runtime_error("chapter title used twice: " + slug);
            part.close();
            part.open(page);
            if (!part)
                throw std::runtime_error("cannot write " + page.string());
            ++chapters;
        }
        if (part.is_open())
            part << "<p>" << line << "</p>\n";
    }
    return chapters;
}

} // namespace docbuild

int main(int argc, char** argv)
{
    const char* home = std::getenv("HOME");
    auto options = docbuild::loadOptions(fs::path(home ? home : "/") / ".docbuildrc");
    if (options && options->count("verbose"))
        std::cerr << "reading " << (argc > 1 ? argv[1] : "standard input") << '\n';
    try {
        if (argc > 1) {
            std::ifstream in(argv[1]);
            if (!in)
                throw std::runtime_error("cannot open " + std::string(argv[1]));
            std::cout << docbuild::convert(in) << " chapters\n";
        } else {
            std::cout << docbuild::convert(std::cin) << " chapters\n";
        }
    } catch (const std::exception& e) {
        std::cerr << "docbuild: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
