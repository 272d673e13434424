// RUN: %tocsin %s
// STD: c++20
// notesctl - command line front end of a small note database
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;

enum class Verb { Has, Size, Put, Drop };

struct Options {
    Verb verb{};
    fs::path base = ".";
    std::string note;
    bool dryRun = false;
};

static std::optional<Options> parse(int argc, char** argv)
{
    Options o;
    bool haveVerb = false;
    for (int i = 1; i < argc; ++i) {
        std::string_view a = argv[i];
        if (a == "-n") {
            o.dryRun = true;
        } else if (a == "-C" && i + 1 < argc) {
            o.base = argv[++i];
        } else if (!haveVerb) {
            if (a == "has") o.verb = Verb::Has;
            else if (a == "size") o.verb = Verb::Size;
            else if (a == "put") o.verb = Verb::Put;
            else if (a == "drop") o.verb = Verb::Drop;
            else return std::nullopt;
            haveVerb = true;
        } else {
            o.note = a;
        }
    }
    if (!haveVerb || o.note.empty())
        return std::nullopt;
    return o;
}

static int put(const Options& o, const fs::path& file)
{
    if (o.dryRun) {
        std::cout << (fs::exists(file) ? "would replace " : "would create ") << file << '\n';
        return 0;
    }
    std::string body{std::istreambuf_iterator<char>(std::cin), {}};
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    if (!(out << body) || !out.flush()) {
        std::cerr << file << ": " << std::strerror(errno) << '\n';
        return 1;
    }
    return 0;
}

static int run(const Options& o)
{
    const fs::path file = o.base / (o.note + ".note");
    std::error_code ec;

    switch (o.verb) {
    case Verb::Has:
        return fs::is_regular_file(file, ec) ? 0 : 3;
    case Verb::Size: {
        const auto n = fs::file_size(file, ec);
        if (ec) {
            std::cerr << file << ": " << ec.message() << '\n';
            return 1;
        }
        std::cout << n << '\n';
        return 0;
    }
    case Verb::Put:
        return put(o, file);
    case Verb::Drop:
        if (o.dryRun) {
            if (fs::exists(file, ec))
                std::cout << "would remove " << file << '\n';
        } else if (!fs::remove(file, ec) && ec) {
            std::cerr << file << ": " << ec.message() << '\n';
            return 1;
        }
        return 0;
    }
    return 2;
}

int main(int argc, char** argv)
{
    auto o = parse(argc, argv);
    if (!o) {
        std::cerr << "usage: notesctl [-n] [-C dir] has|size|put|drop NOTE\n";
        return 2;
    }
    return run(*o);
}
