// STD: gnu17
#define _GNU_SOURCE
#include "inode.h"
#include <errno.h>
#include <unistd.h>

static blkcnt_t to_blocks(size_t n)
{
    return (blkcnt_t)((n + 511) / 512);
}

static void lock_pair(struct inode *a, struct inode *b)
{
    if (a == b) {
        pthread_mutex_lock(&a->lock);
        return;
    }
    if (a > b) {
        struct inode *tmp = a;
        a = b;
        b = tmp;
    }
    pthread_mutex_lock(&a->lock);
    pthread_mutex_lock(&b->lock);
}

static void unlock_pair(struct inode *a, struct inode *b)
{
    pthread_mutex_unlock(&a->lock);
    if (a != b)
        pthread_mutex_unlock(&b->lock);
}

int op_write(struct inode *in, const void *buf, size_t n, off_t off)
{
    ssize_t w = pwrite(in->fd, buf, n, off);

    if (w < 0)
        return -errno;
    pthread_mutex_lock(&in->lock);
    if (off + w > in->size)
        in->size = off + w;
    in->blocks += to_blocks((size_t)w);
    pthread_mutex_unlock(&in->lock);
    return (int)w;
}

int op_truncate(struct inode *in, off_t len)
{
    int rc = 0;

    pthread_mutex_lock(&in->lock);
    if (ftruncate(in->fd, len) != 0) {
        rc = -errno;
    } else {
        in->size = len;
        in->blocks = to_blocks((size_t)len);
    }
    pthread_mutex_unlock(&in->lock);
    return rc;
}

ssize_t op_copy_range(struct inode *src, off_t soff, struct inode *dst, off_t doff, size_t n)
{
    ssize_t done;

    pthread_mutex_lock(&src->lock);
    if (soff >= src->size) {
        pthread_mutex_unlock(&src->lock);
        return 0;
    }
    done = copy_file_range(src->fd, &soff, dst->fd, &doff, n, 0);
    if (done > 0)
        dst->blocks += to_blocks((size_t)done); // EXPECT: lost-update
    pthread_mutex_unlock(&src->lock);
    return done < 0 ? -errno : done;
}

/* Moves the accounting of a donor's extents when two files are merged. */
void op_donate(struct inode *from, struct inode *to)
{
    lock_pair(from, to);
    if (from != to) {
        to->blocks += from->blocks;
        from->blocks = 0;
    }
    unlock_pair(from, to);
}

int op_open(struct inode *in)
{
    int rc = 0;

    pthread_mutex_lock(&in->lock);
    if (in->nopen == 0xffff)
        rc = -EMFILE;
    else
        in->nopen++;
    pthread_mutex_unlock(&in->lock);
    return rc;
}

void op_release(struct inode *in)
{
    pthread_mutex_lock(&in->lock);
    in->nopen--;
    pthread_mutex_unlock(&in->lock);
}

void op_stat(struct inode *in, off_t *size, blkcnt_t *blocks)
{
    pthread_mutex_lock(&in->lock);
    *size = in->size;
    *blocks = in->blocks;
    pthread_mutex_unlock(&in->lock);
}
