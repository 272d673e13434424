// STD: gnu17
#include "amd.h"
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct am_policy policies[] = {
    { "server", am_expire_polite, 600 },
    { "laptop", am_expire_laptop, 120 },
};

static const struct am_policy *pick(const char *name)
{
    for (size_t i = 0; i < sizeof policies / sizeof policies[0]; i++)
        if (strcmp(policies[i].name, name) == 0)
            return &policies[i];
    return &policies[0];
}

int main(int argc, char **argv)
{
    static struct amtab tab;
    const struct am_policy *pol = pick(argc > 1 ? argv[1] : "server");
    char line[256];

    while (tab.count < 2) {
        struct amount *m = &tab.ent[tab.count++];
        snprintf(m->path, sizeof m->path, "/home/u%d", tab.count);
        snprintf(m->source, sizeof m->source, "nas:/export/u%d", tab.count);
    }
    for (;;) {
        struct pollfd pfd = { STDIN_FILENO, POLLIN, 0 };
        int r = poll(&pfd, 1, 10000);
        if (r < 0)
            return 1;
        if (r > 0) {
            if (!fgets(line, sizeof line, stdin))
                return 0;
            line[strcspn(line, "\n")] = '\0';
            const char *p = am_lookup(&tab, line);
            puts(p ? p : "-");
            fflush(stdout);
        } else {
            pol->expire(&tab, pol->idle_s);
        }
    }
}
