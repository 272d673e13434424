// RUN: %tocsin %s
// STD: gnu17
/* dotlock(3) style mailbox locking for the local delivery agent */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define DOTLOCK_MAXTRIES 20
#define DOTLOCK_STALE    300

enum { LK_OK = 0, LK_BUSY = 1, LK_ERR = -1 };

static char lockpath[1024];

static int make_lockname(const char *mbox)
{
    int n = snprintf(lockpath, sizeof lockpath, "%s.lock", mbox);
    return n > 0 && (size_t)n < sizeof lockpath ? 0 : -1;
}

static int write_owner(int fd)
{
    char buf[32];
    int n = snprintf(buf, sizeof buf, "%ld\n", (long)getpid());
    return write(fd, buf, (size_t)n) == n ? 0 : -1;
}

static int try_create(void)
{
    int fd = open(lockpath, O_WRONLY | O_CREAT | O_EXCL, 0444);

    if (fd < 0)
        return errno == EEXIST ? LK_BUSY : LK_ERR;
    if (write_owner(fd) < 0) {
        close(fd);
        unlink(lockpath);
        return LK_ERR;
    }
    close(fd);
    return LK_OK;
}

static void break_stale_lock(void)
{
    struct stat sb;

    if (stat(lockpath, &sb) < 0)
        return;
    if (time(NULL) - sb.st_mtime > DOTLOCK_STALE) {
        fprintf(stderr, "deliver: removing old lock %s\n", lockpath);
        unlink(lockpath); // EXPECT: timestamp-cleanup
    }
}

int mbox_lock(const char *mbox)
{
    int i, rc;

    if (make_lockname(mbox) < 0)
        return LK_ERR;
    for (i = 0; i < DOTLOCK_MAXTRIES; i++) {
        rc = try_create();
        if (rc != LK_BUSY)
            return rc;
        break_stale_lock();
        sleep(1 + (unsigned)(rand() % 3));
    }
    return LK_BUSY;
}

void mbox_unlock(void)
{
    if (lockpath[0])
        unlink(lockpath);
    lockpath[0] = '\0';
}

int main(int argc, char **argv)
{
    const char *mbox = argc > 1 ? argv[1] : "/var/mail/nobody";
    char line[1024];
    FILE *out;

    if (mbox_lock(mbox) != LK_OK) {
        fprintf(stderr, "deliver: cannot lock %s\n", mbox);
        return 75;
    }
    out = fopen(mbox, "a");
    if (out) {
        while (fgets(line, sizeof line, stdin))
            fputs(line, out);
        fclose(out);
    }
    mbox_unlock();
    return out ? 0 : 75;
}
