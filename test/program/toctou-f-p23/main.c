// STD: gnu17
#include "sched.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct batch_job job;
    int rc;

    if (argc < 3) {
        fprintf(stderr, "usage: batch OUTPUT SCRIPT [ARG...]\n");
        return 2;
    }
    job.outfile = argv[1];
    job.script = argv[2];
    job.argv = argv + 2;
    job.exit_code = -1;
    rc = batch_run(&job);
    batch_print(&job);
    return rc == 0 ? job.exit_code : 1;
}
