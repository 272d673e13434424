// RUN: %tocsin %s
// STD: c++20
// Credential store of a sync client
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <sys/time.h>

namespace fs = std::filesystem;

class CredentialStore {
public:
    explicit CredentialStore(const fs::path& dir) : file_(dir / "credentials") {}

    void set(const std::string& host, const std::string& token) { tokens_[host] = token; }

    bool save() const
    {
        {
            std::ofstream out(file_, std::ios::trunc);
            if (!out)
                return false;
            for (const auto& [host, token] : tokens_)
                out << host << '\t' << token << '\n';
        }
        fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write); // EXPECT: create-then-name
        return true;
    }

private:
    fs::path file_;
    std::map<std::string, std::string> tokens_;
};

static bool fetch(const std::string& dst, const std::string& body, time_t remote)
{
    std::ofstream f;
    f.open(dst, std::ios::binary);
    if (!f.is_open())
        return false;
    f << body;
    f.close();
    const timeval tv[2] = {{remote, 0}, {remote, 0}};
    return ::utimes(dst.c_str(), tv) == 0; // EXPECT: create-then-name
}

int main(int argc, char** argv)
{
    if (argc < 4)
        return 2;
    CredentialStore cs{argv[1]};
    cs.set(argv[2], argv[3]);
    if (!cs.save()) {
        std::cerr << "cannot save credentials\n";
        return 1;
    }
    return fetch(std::string(argv[1]) + "/motd", "welcome\n", 1700000000) ? 0 : 1;
}
