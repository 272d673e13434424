// STD: gnu17
#define _GNU_SOURCE
#include "mbox.h"

#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <sysexits.h>
#include <unistd.h>

static int lookup(const char *login, struct recipient *out)
{
    struct passwd *pw = getpwnam(login);
    struct group *gr = getgrnam("mail");

    if (!pw || !gr || strlen(pw->pw_name) >= sizeof out->login ||
        strchr(pw->pw_name, '/'))
        return -1;
    strcpy(out->login, pw->pw_name);
    out->uid = pw->pw_uid;
    out->mailgid = gr->gr_gid;
    return 0;
}

int main(int argc, char **argv)
{
    struct recipient rcpt;

    openlog("lmail", LOG_PID, LOG_MAIL);
    if (argc != 2)
        return EX_USAGE;
    if (geteuid() != 0) {
        fprintf(stderr, "lmail: must run as root\n");
        return EX_NOPERM;
    }
    if (lookup(argv[1], &rcpt) < 0)
        return EX_NOUSER;
    return mbox_deliver(&rcpt, STDIN_FILENO) == 0 ? EX_OK : EX_TEMPFAIL;
}
