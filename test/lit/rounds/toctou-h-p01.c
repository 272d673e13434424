// RUN: %tocsin %s
// STD: gnu17
/* chimed - clock chime daemon, process bookkeeping
 *
 * Written for SunOS 4, still builds everywhere.
 */
#include <sys/types.h>
#include <sys/stat.h>
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#define DEFAULT_PIDFILE "/var/run/chime/chimed.pid"

static char *progname = "chimed";
static char *pidfile = DEFAULT_PIDFILE;
static int foreground;

static int
read_pid(FILE *fp)
{
    char line[32];
    int pid;

    if (fgets(line, sizeof line, fp) == NULL)
        return 0;
    pid = atoi(line);
    return pid > 1 ? pid : 0;
}

static int
claim_pidfile(uid_t uid, gid_t gid)
{
    FILE *fp;
    int other;

    fp = fopen(pidfile, "r");
    if (fp != NULL) {
        other = read_pid(fp);
        fclose(fp);
        if (other && (kill(other, 0) == 0 || errno == EPERM)) {
            fprintf(stderr, "%s: already running as %d\n", progname, other);
            return -1;
        }
        syslog(LOG_NOTICE, "taking over stale %s", pidfile);
    } else if (errno != ENOENT) {
        syslog(LOG_ERR, "%s: %m", pidfile);
        return -1;
    }

    fp = fopen(pidfile, "w"); // EXPECT: file-toctou
    if (fp == NULL) {
        syslog(LOG_ERR, "cannot write %s: %m", pidfile);
        return -1;
    }
    fprintf(fp, "%ld\n", (long) getpid());
    if (fclose(fp) == EOF)
        return -1;

    /* the unprivileged half must be able to blank it at exit */
    if (chown(pidfile, uid, gid) < 0) { // EXPECT: create-then-name
        syslog(LOG_ERR, "chown %s: %m", pidfile);
        return -1;
    }
    return 0;
}

static void
become(struct passwd *pw)
{
    if (setgroups(0, NULL) < 0 || setgid(pw->pw_gid) < 0 ||
        setuid(pw->pw_uid) < 0) {
        syslog(LOG_ERR, "cannot change to %s: %m", pw->pw_name);
        exit(1);
    }
}

int
main(int argc, char **argv)
{
    struct passwd *pw;
    int c;

    while ((c = getopt(argc, argv, "fp:")) != -1) {
        switch (c) {
        case 'f':
            foreground = 1;
            break;
        case 'p':
            pidfile = optarg;
            break;
        default:
            fprintf(stderr, "usage: %s [-f] [-p pidfile]\n", progname);
            return 2;
        }
    }
    openlog(progname, LOG_PID, LOG_DAEMON);
    pw = getpwnam("chime");
    if (pw == NULL) {
        fprintf(stderr, "%s: no user chime\n", progname);
        return 1;
    }
    if (!foreground && daemon(0, 0) < 0)
        return 1;
    if (claim_pidfile(pw->pw_uid, pw->pw_gid) < 0)
        return 1;
    become(pw);
    for (;;)
        pause();
}
