// RUN: %tocsin %s
// STD: c++20
// Spool writer of the print service: data file and control file per job.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace printq {

struct Owner {
    uid_t uid = 0;
    gid_t gid = 0;
};

struct JobInfo {
    unsigned id = 0;
    std::string user;
    std::string title;
    unsigned copies = 1;
};

class SpoolWriter {
public:
    SpoolWriter(std::string dir, Owner lp) : dir_(std::move(dir)), lp_(lp) {}

    bool data(const JobInfo& job, std::istream& from)
    {
        const std::filesystem::path file = std::filesystem::path(dir_) / tag('d', job.id);
        std::ofstream out(file, std::ios::binary | std::ios::trunc);
        if (!out)
            return complain(file.string());
        std::copy(std::istreambuf_iterator<char>(from), {}, std::ostreambuf_iterator<char>(out));
        out.close();
        if (out.fail())
            return complain(file.string());

        using std::filesystem::perms;
        std::error_code ec;
        std::filesystem::permissions(file, perms::owner_read | perms::owner_write, ec); // EXPECT: create-then-name
        return !ec;
    }

    bool control(const JobInfo& job)
    {
        control_ = dir_ + '/' + tag('c', job.id);
        std::ostringstream text;
        text << "U" << job.user << "\nJ" << job.title << "\n#" << job.copies << "\n";
        const std::string bytes = text.str();

        int fd = ::creat(control_.c_str(), 0640);
        if (fd < 0)
            return complain(control_);
        const bool whole = ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
        if (::close(fd) != 0 || !whole)
            return complain(control_);
        return handOver();
    }

private:
    bool handOver() const
    {
        if (::chown(control_.c_str(), lp_.uid, lp_.gid) != 0) // EXPECT: create-then-name
            return complain(control_);
        return true;
    }

    static std::string tag(char kind, unsigned id)
    {
        std::string s(1, kind);
        std::string digits = std::to_string(id);
        return s + std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
    }

    static bool complain(const std::string& what)
    {
        std::cerr << "printq: " << what << ": " << std::strerror(errno) << '\n';
        return false;
    }

    std::string dir_;
    std::string control_;
    Owner lp_;
};

} // namespace printq

int main(int argc, char** argv)
{
    if (argc < 4) {
        std::cerr << "usage: spoolin ID USER TITLE < data\n";
        return 2;
    }
    printq::JobInfo job;
    job.id = static_cast<unsigned>(std::stoul(argv[1]));
    job.user = argv[2];
    job.title = argv[3];
    printq::SpoolWriter w("/var/spool/printq", {7, 7});
    return w.data(job, std::cin) && w.control(job) ? 0 : 1;
}
