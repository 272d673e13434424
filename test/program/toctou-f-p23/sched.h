#ifndef BATCH_SCHED_H
#define BATCH_SCHED_H

struct batch_job {
    const char *script;
    const char *outfile;
    char **argv;
    int exit_code;
};

int batch_run(struct batch_job *job);
void batch_print(const struct batch_job *job);

#endif
