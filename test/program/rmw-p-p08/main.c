// STD: gnu17
#include "inode.h"
#include <stdio.h>
#include <stdlib.h>

enum opcode { OP_LOOKUP, OP_FORGET, OP_BATCH_FORGET, OP_OPEN, OP_RELEASE, OP_WRITE, OP_TRUNC, OP_COPY };

struct request {
    enum opcode op;
    struct inode *in, *in2;
    dev_t dev;
    ino_t ino;
    int fd;
    uint64_t n;
    off_t off, off2;
    const void *data;
};

extern int channel_read(struct request *r);
extern void channel_reply(const struct request *r, long rc);

static struct itable table = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void *session_loop(void *arg)
{
    struct request r;

    (void)arg;
    while (channel_read(&r) == 0) {
        long rc = 0;

        switch (r.op) {
        case OP_LOOKUP:       rc = (long)itable_get(&table, r.dev, r.ino, r.fd); break;
        case OP_FORGET:       itable_forget(&table, r.in, r.n); break;
        case OP_BATCH_FORGET: rc = itable_forget_one(&table, r.dev, r.ino); break;
        case OP_OPEN:         rc = op_open(r.in); break;
        case OP_RELEASE:      op_release(r.in); break;
        case OP_WRITE:        rc = op_write(r.in, r.data, r.n, r.off); break;
        case OP_TRUNC:        rc = op_truncate(r.in, r.off); break;
        case OP_COPY:         rc = op_copy_range(r.in, r.off, r.in2, r.off2, r.n); break;
        }
        channel_reply(&r, rc);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 8;
    pthread_t tid[64];

    if (n < 1 || n > 64)
        return 2;
    for (int i = 0; i < n; i++)
        if (pthread_create(&tid[i], NULL, session_loop, NULL) != 0)
            return 1;
    for (int i = 0; i < n; i++)
        pthread_join(tid[i], NULL);
    printf("%zu inodes left\n", table.count);
    return 0;
}
