// STD: gnu17
#include "registry.h"

#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct registry r = { NULL, 6LL * 3600 * 1000, 30LL * 60 * 1000 };

    r.zh = zookeeper_init(argc > 1 ? argv[1] : "127.0.0.1:2181", NULL, 15000,
                          NULL, NULL, 0);
    if (!r.zh)
        return 1;
    for (;;) {
        int t = registry_sweep_tasks(&r);
        int b = registry_sweep_barriers(&r);

        printf("tasks=%d barriers=%d\n", t, b);
        sleep(60);
    }
}
