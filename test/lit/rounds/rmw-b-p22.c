// RUN: %tocsin %s
// STD: gnu17
/* Seat reservation for one venue; seats are claimed without a lock. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define SEATS 200

struct price_table {
    int cents[SEATS];
};

static _Atomic(struct price_table *) prices;
static pthread_mutex_t prices_mu = PTHREAD_MUTEX_INITIALIZER;

static atomic_int seat_owner[SEATS];
static atomic_int remaining = SEATS;
static atomic_bool sold_out_announced;
static atomic_long revenue;
static pthread_once_t banner_once = PTHREAD_ONCE_INIT;
static int banner_lines;

static void print_banner(void)
{
    banner_lines++;
    puts("box office open");
}

static struct price_table *get_prices(void)
{
    struct price_table *p = atomic_load_explicit(&prices, memory_order_acquire);
    if (p)
        return p;
    pthread_mutex_lock(&prices_mu);
    p = atomic_load_explicit(&prices, memory_order_relaxed);
    if (!p) {
        p = malloc(sizeof *p);
        if (!p)
            abort();
        for (int i = 0; i < SEATS; i++)
            p->cents[i] = 2000 + 10 * (i % 20);
        atomic_store_explicit(&prices, p, memory_order_release);
    }
    pthread_mutex_unlock(&prices_mu);
    return p;
}

static bool reserve(int seat, int customer)
{
    int free_seat = 0;
    if (atomic_load(&seat_owner[seat]) != 0)
        return false;
    if (!atomic_compare_exchange_strong(&seat_owner[seat], &free_seat, customer))
        return false;
    atomic_fetch_add(&revenue, get_prices()->cents[seat]);
    if (atomic_fetch_sub(&remaining, 1) == 1) {
        if (!atomic_exchange(&sold_out_announced, true))
            puts("sold out");
    }
    return true;
}

static bool cancel(int seat, int customer)
{
    int mine = customer;
    if (!atomic_compare_exchange_strong(&seat_owner[seat], &mine, 0))
        return false;
    revenue -= get_prices()->cents[seat];
    remaining++;
    return true;
}

static void *customer_main(void *arg)
{
    int id = (int)(long)arg;
    int got = 0;
    pthread_once(&banner_once, print_banner);
    for (int i = 0; i < SEATS; i++) {
        int seat = (i * 7 + id * 31) % SEATS;
        if (reserve(seat, id)) {
            got++;
            if (got % 9 == 0 && cancel(seat, id))
                got--;
        }
    }
    return (void *)(long)got;
}

int main(void)
{
    pthread_t th[4];
    long sum = 0;
    for (long i = 0; i < 4; i++)
        pthread_create(&th[i], NULL, customer_main, (void *)(i + 1));
    for (int i = 0; i < 4; i++) {
        void *got;
        pthread_join(th[i], &got);
        sum += (long)got;
    }
    printf("%ld sold, %d left, revenue %ld\n", sum, atomic_load(&remaining), atomic_load(&revenue));
    free(atomic_load(&prices));
    return 0;
}
