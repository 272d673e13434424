#include "session.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int admin_kick(struct session_table *t, uint32_t id)
{
    struct session *s;

    pthread_mutex_lock(&t->lock);
    s = session_detach(t, id);
    pthread_mutex_unlock(&t->lock);
    if (!s)
        return -ENOENT;
    fprintf(stderr, "kick %u: %zu bytes discarded\n", s->id, s->buffered);
    session_account_gone(t, s); // EXPECT: lost-update
    free(s);
    return 0;
}

int admin_drop_all(struct session_table *t)
{
    int n = 0;

    pthread_mutex_lock(&t->lock);
    while (t->head) {
        struct session *s = session_detach(t, t->head->id);

        session_account_gone(t, s);
        free(s);
        n++;
    }
    pthread_mutex_unlock(&t->lock);
    return n;
}

void *admin_main(void *table)
{
    struct session_table *t = table;
    char line[80];

    while (fgets(line, sizeof line, stdin)) {
        if (strncmp(line, "kick ", 5) == 0) {
            if (admin_kick(t, (uint32_t)strtoul(line + 5, NULL, 10)) < 0)
                fputs("no such session\n", stderr);
        } else if (strncmp(line, "drop", 4) == 0) {
            printf("%d dropped\n", admin_drop_all(t));
        }
    }
    return NULL;
}
