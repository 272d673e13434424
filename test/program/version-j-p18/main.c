// STD: gnu17
#include "shards.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct shard_ctl c;
    double avg[1] = {0};
    int rc = 0;

    if (argc < 3)
        return 2;
    c.zh = zookeeper_init(argv[1], NULL, 10000, NULL, NULL, 0);
    if (!c.zh)
        return 1;
    gethostname(c.host, sizeof c.host);
    rc = argc > 3 ? shard_remove_replica(&c, argv[2]) : shard_add_replica(&c, argv[2]);
    if (rc != ZOK)
        fprintf(stderr, "%s\n", zerror(rc));
    if (getloadavg(avg, 1) == 1)
        shard_heartbeat(&c, (long)(avg[0] * 100));
    zookeeper_close(c.zh);
    return rc != ZOK;
}
