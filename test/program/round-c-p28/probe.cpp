#include "journal.hpp"
#include <sys/stat.h>

bool present(const std::string& path)
{
    struct stat st;
    return ::stat(path.c_str(), &st) == 0;
}
