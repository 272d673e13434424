#include "fsutil.h"
#include <stdio.h>
#include <stdlib.h>
#include <syslog.h>

int main(int argc, char **argv)
{
    char line[512];
    int failures = 0;
    off_t limit = argc > 1 ? strtol(argv[1], NULL, 0) : 1 << 20;

    openlog("acctrim", LOG_PID, LOG_DAEMON);
    /* input lines: SIZE PATH, from the accounting database */
    while (fgets(line, sizeof line, stdin)) {
        long size;
        char path[400];

        if (sscanf(line, "%ld %399s", &size, path) != 2)
            continue;
        if (rotate_log(path, limit, size) < 0)
            failures++;
    }
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
