// STD: gnu17
#include "priv.h"
#include <stdlib.h>
#include <unistd.h>

int priv_to_user(struct priv_state *ps, uid_t uid, gid_t gid)
{
    ps->euid = geteuid();
    ps->egid = getegid();
    if (setegid(gid) < 0)
        return -1;
    if (seteuid(uid) < 0) {
        if (setegid(ps->egid) < 0)
            abort();
        return -1;
    }
    return 0;
}

void priv_restore(const struct priv_state *ps)
{
    if (seteuid(ps->euid) < 0 || setegid(ps->egid) < 0)
        abort();
}
