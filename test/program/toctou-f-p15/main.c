// STD: gnu17
#include "crontab_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    int rc;

    if (argc < 4)
        return 2;
    rc = table_replace(argv[1], (uid_t)atoi(argv[2]), argv[3]);
    if (rc == 0 && argc > 4)
        rc = table_hand_over(argv[1], (uid_t)atoi(argv[2]), (uid_t)atoi(argv[4]));
    if (rc != 0)
        fprintf(stderr, "%s: %s\n", argv[1], strerror(-rc));
    return rc != 0;
}
