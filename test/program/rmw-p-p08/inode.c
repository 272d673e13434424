// STD: gnu17
#include "inode.h"
#include <stdlib.h>
#include <unistd.h>

static struct inode **find_slot(struct itable *t, dev_t dev, ino_t ino)
{
    struct inode **pp = &t->bucket[(ino ^ dev) % ITABLE_BUCKETS];

    while (*pp && ((*pp)->ino != ino || (*pp)->dev != dev))
        pp = &(*pp)->next;
    return pp;
}

static void unhash(struct itable *t, struct inode *in)
{
    struct inode **pp = find_slot(t, in->dev, in->ino);

    if (*pp == in) {
        *pp = in->next;
        t->count--;
    }
}

static void destroy(struct inode *in)
{
    close(in->fd);
    pthread_mutex_destroy(&in->lock);
    free(in);
}

struct inode *itable_get(struct itable *t, dev_t dev, ino_t ino, int fd)
{
    struct inode **pp, *in;

    pthread_mutex_lock(&t->lock);
    pp = find_slot(t, dev, ino);
    in = *pp;
    if (in) {
        in->nlookup++;
        pthread_mutex_unlock(&t->lock);
        close(fd);
        return in;
    }
    in = calloc(1, sizeof *in);
    if (in) {
        in->ino = ino;
        in->dev = dev;
        in->fd = fd;
        in->nlookup = 1;
        pthread_mutex_init(&in->lock, NULL);
        *pp = in;
        t->count++;
    }
    pthread_mutex_unlock(&t->lock);
    return in;
}

void itable_forget(struct itable *t, struct inode *in, uint64_t n)
{
    uint64_t left;

    pthread_mutex_lock(&t->lock);
    in->nlookup -= n;
    left = in->nlookup;
    pthread_mutex_unlock(&t->lock);
    if (left > 0)
        return;
    fsync(in->fd);
    pthread_mutex_lock(&t->lock);
    unhash(t, in); // EXPECT-MISS: check-then-act
    pthread_mutex_unlock(&t->lock);
    destroy(in);
}

/* Batch forget: the kernel names inodes by number. */
int itable_forget_one(struct itable *t, dev_t dev, ino_t ino)
{
    struct inode *in;
    int last = 0;

    pthread_mutex_lock(&t->lock);
    in = *find_slot(t, dev, ino);
    if (in && --in->nlookup == 0) {
        unhash(t, in);
        last = 1;
    }
    pthread_mutex_unlock(&t->lock);
    if (last)
        destroy(in);
    return in ? 0 : -1;
}
