// RUN: %tocsin %s
// STD: c++20
// Remote desktop viewer: keeps the session ticket in the user's state directory.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>

namespace fs = std::filesystem;

struct Ticket {
    std::string host;
    std::string cookie;
};

static std::string makeCookie(std::size_t words)
{
    std::random_device rd;
    std::ostringstream os;
    os << std::hex << std::setfill('0');
    while (words--)
        os << std::setw(8) << rd();
    return os.str();
}

class TicketFile {
public:
    explicit TicketFile(fs::path p) : path_(std::move(p)) {}

    void store(const Ticket& t) const
    {
        {
            std::ofstream os{path_, std::ios::trunc};
            os.exceptions(std::ios::failbit | std::ios::badbit);
            os << t.host << ' ' << t.cookie << '\n';
        }
        restrict();
    }

private:
    void restrict() const
    {
        fs::permissions(path_, fs::perms::owner_read | fs::perms::owner_write, // EXPECT: create-then-name
                        fs::perm_options::replace);
    }

    fs::path path_;
};

int main(int argc, char** argv)
{
    const char* home = std::getenv("HOME");
    if (argc < 2 || !home) {
        std::cerr << "usage: rdticket HOST\n";
        return 2;
    }
    try {
        const TicketFile f(fs::path(home) / ".rdticket");
        f.store({argv[1], makeCookie(8)});
    } catch (const std::exception& e) {
        std::cerr << "rdticket: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
