// RUN: %tocsin %s
// STD: gnu17
/* lpintake - moves submitted jobs into the print queue and hands them to the queue user */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

struct intake {
    const char *spool;
    uid_t quser;
    gid_t qgroup;
    unsigned accepted, refused;
};

static int accept_job(struct intake *in, const char *job, uid_t submitter)
{
    struct stat sb;

    if (lstat(job, &sb) == -1) {
        syslog(LOG_WARNING, "job %s: %s", job, strerror(errno));
        return -1;
    }
    if (!S_ISREG(sb.st_mode) || sb.st_uid != submitter || sb.st_nlink != 1) {
        syslog(LOG_NOTICE, "job %s refused", job);
        in->refused++;
        return -1;
    }
    syslog(LOG_INFO, "queueing %s (%lld bytes)", job, (long long)sb.st_size);
    if (chown(job, in->quser, in->qgroup) == -1) { // EXPECT: file-toctou
        syslog(LOG_ERR, "cannot hand over %s: %m", job);
        return -1;
    }
    in->accepted++;
    return 0;
}

int main(int argc, char **argv)
{
    struct passwd *pw = getpwnam("lpq");
    struct intake in = { "/var/spool/lpq", 0, 0, 0, 0 };

    if (argc < 2 || pw == NULL)
        return 2;
    in.quser = pw->pw_uid;
    in.qgroup = pw->pw_gid;
    openlog("lpintake", LOG_PID, LOG_LPR);
    for (int i = 1; i < argc; i++)
        (void)accept_job(&in, argv[i], getuid());
    printf("%s: %u accepted, %u refused\n", in.spool, in.accepted, in.refused);
    return in.refused != 0;
}
