// RUN: %tocsin %s
// STD: c++20
// Settings directory of a desktop program: idempotent operations and a verbose log
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

namespace fs = std::filesystem;

class Settings {
public:
    explicit Settings(fs::path base) : base_(std::move(base)) {}

    void prepare()
    {
        if (!fs::exists(base_ / "plugins"))
            fs::create_directories(base_ / "plugins");
        describe(base_ / "settings.ini");
    }

    void dropLegacy()
    {
        const auto old = base_ / "settings.xml";
        std::error_code ec;
        if (fs::exists(old, ec))
            fs::remove(old, ec);
    }

    bool write(const std::string& text) const
    {
        const auto ini = base_ / "settings.ini";
        std::error_code ec;
        const auto was = fs::file_size(ini, ec);
        std::ofstream out(ini, std::ios::trunc);
        if (!out)
            return false;
        out << text;
        if (!ec)
            std::clog << "settings: " << was << " -> " << text.size() << " bytes\n";
        return static_cast<bool>(out.flush());
    }

private:
    static void describe(const fs::path& p)
    {
        std::error_code ec;
        std::clog << p << (fs::exists(p, ec) ? " found" : " not yet written") << '\n';
    }
    fs::path base_;
};

int main(int argc, char** argv)
{
    if (argc < 2)
        return 2;
    Settings s{argv[1]};
    s.prepare();
    s.dropLegacy();
    return s.write("[ui]\ntheme=dark\n") ? 0 : 1;
}
