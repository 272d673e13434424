#include "caller.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <system_error>

namespace lpq {

AsCaller::AsCaller() : saved_(::geteuid())
{
    if (::seteuid(::getuid()) != 0)
        throw std::system_error(errno, std::generic_category(), "seteuid");
}

AsCaller::~AsCaller()
{
    if (::seteuid(saved_) != 0)
        std::abort();
}

bool callerMayRead(const std::string& document)
{
    AsCaller guard;
    return ::faccessat(AT_FDCWD, document.c_str(), R_OK, AT_EACCESS) == 0;
}

} // namespace lpq
