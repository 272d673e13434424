// RUN: %tocsin %s
// STD: gnu17
/* local delivery agent: appends one message to a user's mbox */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define SPOOL "/var/mail"
#define EX_TEMPFAIL 75
#define EX_CANTCREAT 73

struct envelope {
    char from[256];
    const char *body;
    size_t body_len;
};

static int mbox_path(char *out, size_t n, const char *user)
{
    if (strchr(user, '/') || user[0] == '.')
        return -1;
    return snprintf(out, n, "%s/%s", SPOOL, user) < (int)n ? 0 : -1;
}

static int deliver_mbox(const struct passwd *pw, const struct envelope *env)
{
    char path[512];
    struct stat sb;
    FILE *fp;
    time_t now = time(NULL);

    if (mbox_path(path, sizeof path, pw->pw_name) < 0)
        return EX_CANTCREAT;

    if (lstat(path, &sb) == 0) {
        if (!S_ISREG(sb.st_mode) || sb.st_nlink != 1) {
            syslog(LOG_ERR, "%s: linked or special file", path);
            return EX_CANTCREAT;
        }
        if (sb.st_uid != pw->pw_uid) {
            syslog(LOG_ERR, "%s: wrong ownership", path);
            return EX_CANTCREAT;
        }
    } else if (errno != ENOENT) {
        return EX_TEMPFAIL;
    }

    fp = fopen(path, "a"); // EXPECT: file-toctou
    if (fp == NULL) {
        syslog(LOG_ERR, "%s: %m", path);
        return EX_TEMPFAIL;
    }
    if (flock(fileno(fp), LOCK_EX) < 0) {
        fclose(fp);
        return EX_TEMPFAIL;
    }
    fprintf(fp, "From %s %s", env->from, ctime(&now));
    fwrite(env->body, 1, env->body_len, fp);
    fputc('\n', fp);
    return fclose(fp) == 0 ? 0 : EX_TEMPFAIL;
}

/* vacation database: one 64-bit stamp per sender, kept in the home directory */
static int touch_vacation(const struct passwd *pw)
{
    char path[512];
    struct stat sb;
    int fd;

    snprintf(path, sizeof path, "%s/.vacation.db", pw->pw_dir);
    fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? 0 : -1;
    if (fstat(fd, &sb) < 0 || !S_ISREG(sb.st_mode) || sb.st_uid != pw->pw_uid) {
        close(fd);
        return -1;
    }
    if (futimens(fd, NULL) < 0)
        syslog(LOG_NOTICE, "vacation: %m");
    close(fd);
    return 0;
}

int main(int argc, char **argv)
{
    static char buf[1 << 16];
    struct envelope env;
    struct passwd *pw;
    int rc;

    if (argc != 3)
        return 64;
    openlog("ldeliver", LOG_PID, LOG_MAIL);
    if ((pw = getpwnam(argv[2])) == NULL)
        return 67;
    snprintf(env.from, sizeof env.from, "%s", argv[1]);
    env.body = buf;
    env.body_len = fread(buf, 1, sizeof buf, stdin);
    rc = deliver_mbox(pw, &env);
    if (rc == 0)
        touch_vacation(pw);
    return rc;
}
