// STD: gnu17
#include "segtab.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct segtab tab;
    const char *path = argc > 1 ? argv[1] : "/run/framebus/segments";

    for (;;) {
        if (segtab_load(&tab, path) < 0) {
            perror(path);
            return EXIT_FAILURE;
        }
        int a = reap_detached(&tab, 600);
        int b = reap_frames(&tab, 86400);
        int c = reap_locks(&tab, 6 * 3600);
        if (a || b || c)
            printf("framebus: %d detached, %d frames, %d locks\n", a, b, c);
        sleep(60);
    }
}
