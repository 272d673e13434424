// RUN: %tocsin %s
// STD: gnu17
/* imapd mailbox index: one index shared by all sessions of a user */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define MSG_SEEN 0x01
#define MSG_DELETED 0x02

struct msg { unsigned uid; unsigned flags; unsigned size; };

struct mbox {
    pthread_mutex_t lock;
    pthread_mutex_t quota_lock;
    struct msg *msgs;
    unsigned nmsgs, cap;
    unsigned unseen;
    unsigned next_uid;
    unsigned long quota_used;
    int multi;
};

int mbox_append(struct mbox *m, unsigned size)
{
    pthread_mutex_lock(&m->lock);
    if (m->nmsgs == m->cap) {
        unsigned cap = m->cap ? m->cap * 2 : 16;
        struct msg *n = realloc(m->msgs, cap * sizeof *n);
        if (!n) {
            pthread_mutex_unlock(&m->lock);
            return -ENOMEM;
        }
        m->msgs = n;
        m->cap = cap;
    }
    m->msgs[m->nmsgs].uid = m->next_uid++;
    m->msgs[m->nmsgs].flags = 0;
    m->msgs[m->nmsgs].size = size;
    m->nmsgs++;
    m->unseen++;
    pthread_mutex_unlock(&m->lock);

    pthread_mutex_lock(&m->quota_lock);
    m->quota_used += size; // EXPECT-NOISE: lost-update
    pthread_mutex_unlock(&m->quota_lock);
    return 0;
}

int mbox_mark_seen(struct mbox *m, unsigned uid)
{
    int rc = -ENOENT;

    pthread_mutex_lock(&m->lock);
    for (unsigned i = 0; i < m->nmsgs; i++) {
        if (m->msgs[i].uid != uid)
            continue;
        rc = 0;
        if (m->msgs[i].flags & MSG_SEEN)
            goto out;
        m->msgs[i].flags |= MSG_SEEN;
        m->unseen--;
        break;
    }
out:
    pthread_mutex_unlock(&m->lock);
    return rc;
}

int mbox_expunge(struct mbox *m)
{
    unsigned w = 0;
    unsigned long freed = 0;
    int n;

    pthread_mutex_lock(&m->lock);
    for (unsigned i = 0; i < m->nmsgs; i++) {
        if (m->msgs[i].flags & MSG_DELETED) {
            freed += m->msgs[i].size;
            continue;
        }
        m->msgs[w++] = m->msgs[i];
    }
    n = (int)(m->nmsgs - w);
    m->nmsgs = w;
    m->quota_used -= freed; // EXPECT: lost-update
    pthread_mutex_unlock(&m->lock);
    return n;
}

void mbox_recent(struct mbox *m, unsigned delta)
{
    int locked = 0;

    if (delta > 1) {
        pthread_mutex_lock(&m->lock);
        locked = 1;
    }
    m->unseen += delta; // EXPECT: lost-update
    if (locked)
        pthread_mutex_unlock(&m->lock);
}

unsigned mbox_reserve_uids(struct mbox *m, unsigned n)
{
    unsigned first;

    pthread_mutex_lock(&m->lock);
    first = m->next_uid;
    if (n == 0)
        goto done;
    if (first + n < first)
        first = 0;
done:
    pthread_mutex_unlock(&m->lock);
    if (n && first)
        m->next_uid = first + n; // EXPECT: lost-update
    return first;
}

static void *session(void *arg)
{
    struct mbox *m = arg;

    for (unsigned i = 0; i < 500; i++) {
        mbox_append(m, 100 + i);
        mbox_mark_seen(m, i);
        if (i % 50 == 0)
            mbox_expunge(m);
        if (i % 20 == 0)
            mbox_recent(m, i % 3);
        if (i % 70 == 0)
            mbox_reserve_uids(m, 10);
    }
    return NULL;
}

int main(void)
{
    struct mbox *m = calloc(1, sizeof *m);
    pthread_t t[2];

    if (!m)
        return 1;
    pthread_mutex_init(&m->lock, NULL);
    pthread_mutex_init(&m->quota_lock, NULL);
    m->next_uid = 1;
    for (int i = 0; i < 2; i++)
        if (pthread_create(&t[i], NULL, session, m))
            abort();
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    free(m->msgs);
    free(m);
    return 0;
}
