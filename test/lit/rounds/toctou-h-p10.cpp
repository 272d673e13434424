// RUN: %tocsin %s
// STD: c++20
// Document converter worker: every job unpacks and renders in a directory of its own.
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

class Workbench {
public:
    Workbench() {
        std::string tmpl = (fs::temp_directory_path() / "convert-XXXXXX").string();
        if (!::mkdtemp(tmpl.data()))
            throw std::system_error(errno, std::generic_category(), "mkdtemp");
        dir_ = tmpl;
    }
    Workbench(const Workbench &) = delete;
    Workbench &operator=(const Workbench &) = delete;
    ~Workbench() {
        std::error_code ec;
        fs::remove_all(dir_, ec);
    }
    fs::path file(const std::string &leaf) const { return dir_ / leaf; }

private:
    fs::path dir_;
};

struct Page {
    unsigned number;
    std::string text;
};

static std::vector<Page> paginate(const std::string &text, std::size_t perPage) {
    std::vector<Page> pages;
    for (std::size_t at = 0; at < text.size(); at += perPage)
        pages.push_back({static_cast<unsigned>(pages.size() + 1), text.substr(at, perPage)});
    return pages;
}

static void renderPage(const Workbench &bench, const Page &page) {
    const fs::path out = bench.file("page-" + std::to_string(page.number) + ".txt");
    if (fs::exists(out))
        throw std::logic_error("page rendered twice");
    std::ofstream os(out, std::ios::trunc);
    os << page.text << '\f';
    if (!os.flush())
        throw std::runtime_error("short write on " + out.string());
}

static std::size_t collect(const Workbench &bench, unsigned count, std::ostream &sink) {
    std::size_t total = 0;
    for (unsigned n = 1; n <= count; ++n) {
        const fs::path part = bench.file("page-" + std::to_string(n) + ".txt");
        const auto size = fs::file_size(part);
        std::string buf(size, '\0');
        std::ifstream in(part, std::ios::binary);
        in.read(buf.data(), static_cast<std::streamsize>(size));
        if (static_cast<std::uintmax_t>(in.gcount()) != size)
            throw std::runtime_error("page changed while collecting");
        sink << buf;
        total += size;
        fs::remove(part);
    }
    return total;
}

int main() {
    std::string text, line;
    while (std::getline(std::cin, line))
        text += line + '\n';
    try {
        Workbench bench;
        const auto pages = paginate(text, 2000);
        for (const Page &p : pages)
            renderPage(bench, p);
        std::cerr << collect(bench, static_cast<unsigned>(pages.size()), std::cout) << " bytes\n";
    } catch (const std::exception &e) {
        std::cerr << "convert: " << e.what() << '\n';
        return 1;
    }
}
