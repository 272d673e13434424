// RUN: %tocsin %s
// STD: c++20
// Settings and session files of the chat client.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

class Profile {
public:
    explicit Profile(fs::path dir) : dir_(std::move(dir))
    {
        if (!fs::exists(dir_))
            fs::create_directories(dir_);
    }

    bool load()
    {
        const fs::path ini = dir_ / "client.ini";
        if (!fs::exists(ini))
            return true;                    // first start, defaults apply
        std::ifstream in(ini);
        if (!in) {
            std::cerr << "settings not readable, using defaults\n";
            return true;
        }
        std::string line;
        while (std::getline(in, line)) {
            auto eq = line.find('=');
            if (eq != std::string::npos)
                values_[line.substr(0, eq)] = line.substr(eq + 1);
        }
        return in.eof();
    }

    bool firstGreeting() const
    {
        const std::string flag = (dir_ / "greeted").string();
        if (fs::exists(flag))
            return false;
        std::FILE *fp = std::fopen(flag.c_str(), "wx");
        if (!fp)
            return false;
        std::fputs("1\n", fp);
        return std::fclose(fp) == 0;
    }

    int openTranscript(const std::string &peer) const
    {
        const fs::path file = dir_ / (peer + ".log");
        std::error_code ec;
        if (fs::is_symlink(file, ec)) {
            std::cerr << file << " is a link, transcript disabled\n";
            return -1;
        }
        return ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    }

    void dropDraft(const std::string &peer) const
    {
        const fs::path draft = dir_ / (peer + ".draft");
        std::error_code ec;
        if (fs::exists(draft, ec) && !fs::remove(draft, ec) && ec)
            std::cerr << draft << ": " << ec.message() << '\n';
    }

    std::string readAvatar() const
    {
        const fs::path pic = dir_ / "avatar.png";
        std::string data;
        std::error_code ec;
        auto hint = fs::file_size(pic, ec);
        if (!ec && hint < (8u << 20))
            data.reserve(hint);
        std::ifstream in(pic, std::ios::binary);
        char buf[4096];
        while (in.read(buf, sizeof buf) || in.gcount() > 0)
            data.append(buf, static_cast<std::size_t>(in.gcount()));
        return data;
    }

private:
    fs::path dir_;
    std::map<std::string, std::string> values_;
};

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    Profile p(argv[1]);
    if (!p.load())
        return 1;
    if (p.firstGreeting())
        std::cout << "Welcome. Your picture has " << p.readAvatar().size() << " bytes.\n";
    int fd = p.openTranscript(argv[2]);
    if (fd >= 0)
        ::close(fd);
    p.dropDraft(argv[2]);
}
