// STD: gnu17
#include "conn.h"
#include <stdio.h>

int main(void)
{
    struct conn_pool pool;
    pthread_t t[8];
    int n;

    pool_init(&pool);
    for (n = 0; n < 8; n++)
        if (pthread_create(&t[n], NULL, conn_thread, &pool) != 0)
            break;
    for (int i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    pool.active = 0;
    printf("flags %x rx %llu\n", pool_flags(&pool), (unsigned long long)pool.rx_bytes);
    return 0;
}
