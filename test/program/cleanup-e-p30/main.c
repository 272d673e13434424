// STD: gnu17
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "wal.h"

static struct wal wal;

static void *sender(void *arg)
{
    int slot = wal_slot_acquire(&wal);
    uint64_t lsn = 0;

    (void)arg;
    while (slot >= 0 && lsn < 5000) {
        lsn += 100;
        wal_slot_advance(&wal, slot, lsn);
        usleep(1000);
    }
    return NULL;
}

int main(void)
{
    pthread_t tid;
    uint32_t i;

    pthread_mutex_init(&wal.lock, NULL);
    snprintf(wal.dir, sizeof wal.dir, "/var/lib/ledger/wal");
    for (i = 0; i < 8; i++) {
        wal.seg[i].last_lsn = (i + 1) * 500;
        wal.seg[i].closed_at = time(NULL) - (time_t)(8 - i) * 60;
        wal.seg[i].exists = 1;
        wal.next++;
    }
    wal.checkpoint_lsn = 3500;
    if (pthread_create(&tid, NULL, sender, NULL) != 0)
        return 1;
    for (i = 0; i < 5; i++) {
        printf("%d segments recycled\n", wal_recycle(&wal, 120));
        sleep(1);
    }
    pthread_join(tid, NULL);
    return 0;
}
