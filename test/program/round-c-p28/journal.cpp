// Event journal of a sync client. The "paused" marker is set by the user interface.
#include "journal.hpp"
#include <iostream>
#include <sys/stat.h>

bool Journal::begin()
{
    std::string path = dir_ + "/paused";
    if (present(path)) {
        std::clog << "sync is paused\n";
        return false;
    }
    path = dir_ + "/journal.log";
    out_.open(path, std::ios::app);
    return out_.is_open();
}

void Journal::add(const std::string& event)
{
    out_ << event << '\n';
    if (!out_.flush())
        std::clog << "journal: write failed\n";
}

std::string Journal::describe() const
{
    struct stat st;
    const std::string path = dir_ + "/journal.log";
    if (::stat(path.c_str(), &st) != 0)
        return "journal: none";
    return "journal: " + std::to_string(st.st_size) + " bytes";
}

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    Journal j(argv[1]);
    std::cout << j.describe() << '\n';
    if (!j.begin())
        return 1;
    for (std::string line; std::getline(std::cin, line);)
        j.add(line);
    return 0;
}
