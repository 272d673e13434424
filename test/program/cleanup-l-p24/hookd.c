// STD: gnu17
#include "hookd.h"
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

static void nightly(void *arg)
{
    char *const argv[] = { "/usr/lib/hookd/nightly", NULL };
    (void)arg;
    if (!hook_start(argv, 60 * 1000))
        fprintf(stderr, "nightly hook did not start\n");
    timer_add(24u * 3600 * 100, nightly, NULL);
}

int main(void)
{
    struct pollfd p = { .fd = 0, .events = POLLIN };
    char line[256];

    timer_add(100, nightly, NULL);
    for (;;) {
        int n = poll(&p, 1, 250);
        if (n > 0) {
            ssize_t r = read(0, line, sizeof line - 1);
            if (r <= 0)
                break;
        }
        timers_run();
        hooks_check();
        hooks_reap();
    }
    return 0;
}
