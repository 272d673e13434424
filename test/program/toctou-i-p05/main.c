// STD: gnu17
/* local delivery agent, started as root by the queue runner */
#include "mbox.h"
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <syslog.h>

int main(int argc, char **argv)
{
    static char msg[1 << 20];
    char path[256];
    struct passwd *pw;
    size_t len;

    if (argc != 2)
        return EX_USAGE;
    openlog("ldeliver", LOG_PID, LOG_MAIL);
    if (!(pw = getpwnam(argv[1])))
        return EX_NOUSER;
    len = fread(msg, 1, sizeof msg, stdin);
    snprintf(path, sizeof path, "/var/mail/%s", pw->pw_name);
    return mbox_append(path, pw->pw_uid, pw->pw_gid, msg, len) == 0 ? 0 : EX_TEMPFAIL;
}
