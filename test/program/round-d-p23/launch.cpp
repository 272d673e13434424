#include "trust.hpp"
#include <sys/wait.h>
#include <unistd.h>

namespace hooks {

int launch(const std::string& script, const std::string& event)
{
    const pid_t child = ::fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        ::execl(script.c_str(), script.c_str(), event.c_str(), static_cast<char*>(nullptr)); // EXPECT: file-toctou
        ::_exit(126);
    }
    int status = 0;
    if (::waitpid(child, &status, 0) != child)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace hooks
