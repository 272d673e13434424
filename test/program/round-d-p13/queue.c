/* job queue index, every writer holds the queue lock */
#include "qlock.h"
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define QLOCKFILE "/var/lib/jobq/lock"

int queue_reset(const char *index)
{
    struct qlock lk;
    struct stat st;
    FILE *f;
    int rc = 0;

    if (qlock_take(&lk, QLOCKFILE) < 0)
        return -1;
    if (stat(index, &st) != 0) {
        f = fopen(index, "w");
        if (f == NULL) {
            rc = -1;
        } else {
            fputs("JOBQ1\n0\n", f);
            rc = fclose(f);
        }
    }
    qlock_drop(&lk);
    return rc;
}

int main(void)
{
    if (queue_reset("/var/lib/jobq/index") != 0) {
        perror("queue_reset");
        return 1;
    }
    return 0;
}
