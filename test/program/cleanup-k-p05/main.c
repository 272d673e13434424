// STD: gnu17
#include "segtab.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct seg_table t;
    long limit = argc > 2 ? atol(argv[2]) : 3600;
    int n;

    if (seg_table_scan(&t, getuid()) < 0) {
        perror("shmctl");
        return 1;
    }
    if (argc > 1 && strcmp(argv[1], "scratch") == 0)
        n = seg_reap_detached(&t, limit);
    else
        n = seg_reap_frames(&t, limit);
    printf("%d of %d segments removed\n", n, t.n);
    return 0;
}
