// STD: gnu17
#include "plan.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int run_step(const char *line)
{
    char cmd[512];

    snprintf(cmd, sizeof cmd, "provision-step %.400s", line);
    return system(cmd);
}

int plan_apply(struct plan_store *ps, uint64_t id)
{
    struct plan *p = plan_find(ps, id);
    char line[400];
    FILE *f;
    int rc = 0;

    if (!p)
        return -ENOENT;
    pthread_mutex_lock(&ps->mu);
    p->phase = PLAN_APPLYING;
    pthread_mutex_unlock(&ps->mu);

    f = fopen(p->artifact, "r");
    if (!f)
        return -errno;
    while (rc == 0 && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        rc = run_step(line);
    }
    fclose(f);

    pthread_mutex_lock(&ps->mu);
    p->phase = rc == 0 ? PLAN_APPLIED : PLAN_READY;
    pthread_mutex_unlock(&ps->mu);
    return rc;
}
