// STD: gnu17
#include "zkconf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct zkconf zc = { .root = "/lb/backends" };
    char host[64] = "", note[96];
    int rc;

    if (argc < 4)
        return EXIT_FAILURE;
    zc.zh = zookeeper_init(argv[1], NULL, 10000, NULL, NULL, 0);
    if (!zc.zh)
        return EXIT_FAILURE;
    gethostname(host, sizeof host - 1);
    snprintf(note, sizeof note, "lbctl/%s", host);
    if (!strcmp(argv[2], "scale"))
        rc = weights_scale(&zc, argv[3], argc > 4 ? atoi(argv[4]) : 100);
    else if (!strcmp(argv[2], "add"))
        rc = members_add(&zc, "members", argv[3]);
    else if (!strcmp(argv[2], "drain"))
        rc = drain_start(&zc, argv[3]);
    else
        rc = undrain_start(&zc, argv[3]);
    if (rc == ZOK)
        rc = zkconf_store(&zc, note, host, (int)strlen(host));
    sleep(1);
    zookeeper_close(zc.zh);
    return rc == ZOK ? EXIT_SUCCESS : EXIT_FAILURE;
}
