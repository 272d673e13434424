#ifndef INODE_H
#define INODE_H
#include <pthread.h>
#include <stdint.h>
#include <sys/types.h>

#define ITABLE_BUCKETS 4096

struct inode {
    ino_t ino;
    dev_t dev;
    int fd;
    uint64_t nlookup;      /* itable lock */
    struct inode *next;    /* itable lock */
    pthread_mutex_t lock;
    off_t size;            /* from here on: inode lock */
    blkcnt_t blocks;
    unsigned nopen;
};

struct itable {
    pthread_mutex_t lock;
    struct inode *bucket[ITABLE_BUCKETS];
    size_t count;
};

struct inode *itable_get(struct itable *t, dev_t dev, ino_t ino, int fd);
void itable_forget(struct itable *t, struct inode *in, uint64_t n);
int itable_forget_one(struct itable *t, dev_t dev, ino_t ino);

int op_write(struct inode *in, const void *buf, size_t n, off_t off);
int op_truncate(struct inode *in, off_t len);
int op_open(struct inode *in);
void op_release(struct inode *in);
ssize_t op_copy_range(struct inode *src, off_t soff, struct inode *dst, off_t doff, size_t n);
void op_donate(struct inode *from, struct inode *to);
void op_stat(struct inode *in, off_t *size, blkcnt_t *blocks);
#endif
