// RUN: %tocsin %s
// STD: gnu17
/* CAN bus frame logger: one reader per interface, one control thread. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum bus_state { BUS_ACTIVE, BUS_WARNING, BUS_PASSIVE, BUS_OFF };

struct can_frame { uint32_t id; uint8_t dlc; uint8_t data[8]; };

struct bus {
    int      index;
    int      state;
    int      stop;
    uint32_t overruns;
    uint32_t frames;
    uint32_t err_mask;
    uint32_t longest_gap;
};

static struct bus buses[3];

static bool read_frame(struct bus *b, struct can_frame *f)
{
    memset(f, 0, sizeof *f);
    f->id = (uint32_t)b->index << 8;
    f->dlc = 8;
    usleep(500);
    return !__atomic_load_n(&b->stop, __ATOMIC_ACQUIRE);
}

static void bus_error(struct bus *b, uint32_t bit)
{
    __atomic_fetch_or(&b->err_mask, bit, __ATOMIC_RELAXED);
    __atomic_fetch_add(&b->overruns, 1u, __ATOMIC_RELAXED);
}

static void bus_degrade(struct bus *b)
{
    int st = __atomic_load_n(&b->state, __ATOMIC_ACQUIRE);
    if (st < BUS_OFF)
        __atomic_store_n(&b->state, st + 1, __ATOMIC_RELEASE); // EXPECT: split-atomic
}

static void bus_recover(struct bus *b)
{
    int st = __atomic_load_n(&b->state, __ATOMIC_ACQUIRE);
    do {
        if (st == BUS_ACTIVE || st == BUS_OFF)
            return;
    } while (!__atomic_compare_exchange_n(&b->state, &st, st - 1, true,
                                          __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
}

static void *reader_main(void *arg)
{
    struct bus *b = arg;
    struct can_frame f;
    unsigned bad = 0;

    while (read_frame(b, &f)) {
        __atomic_fetch_add(&b->frames, 1u, __ATOMIC_RELAXED);
        if (f.dlc > 8) {
            bus_error(b, 1u << 4);
            if (++bad % 16 == 0)
                bus_degrade(b);
        } else {
            bus_recover(b);
        }
    }
    return NULL;
}

static int flush_to_card(struct bus *b)
{
    uint32_t n = __atomic_exchange_n(&b->frames, 0u, __ATOMIC_ACQ_REL);
    if (n > 4096u)
        return -1;
    printf("can%d: %u frames\n", b->index, n);
    return 0;
}

static void service_bus(struct bus *b)
{
    if (flush_to_card(b) != 0) {
        b->overruns++; // EXPECT: lost-update
        bus_degrade(b);
    }
    uint32_t mask = __sync_fetch_and_and(&b->err_mask, 0u);
    if (mask)
        fprintf(stderr, "can%d: errors %#x\n", b->index, mask);
    if (__sync_bool_compare_and_swap(&b->state, BUS_OFF, BUS_PASSIVE))
        fprintf(stderr, "can%d: restarting controller\n", b->index);
}

static void *control_main(void *arg)
{
    int rounds = *(int *)arg;
    while (rounds-- > 0) {
        for (size_t i = 0; i < 3; i++)
            service_bus(&buses[i]);
        usleep(50000);
    }
    for (size_t i = 0; i < 3; i++)
        __atomic_store_n(&buses[i].stop, 1, __ATOMIC_RELEASE);
    return NULL;
}

int main(void)
{
    pthread_t rd[3], ctl;
    int rounds = 200;

    for (int i = 0; i < 3; i++)
        buses[i].index = i;
    for (int i = 0; i < 3; i++)
        if (pthread_create(&rd[i], NULL, reader_main, &buses[i]) != 0)
            return EXIT_FAILURE;
    if (pthread_create(&ctl, NULL, control_main, &rounds) != 0)
        return EXIT_FAILURE;
    pthread_join(ctl, NULL);
    for (int i = 0; i < 3; i++) {
        pthread_join(rd[i], NULL);
        printf("can%d: overruns %u\n", i, buses[i].overruns);
    }
    return EXIT_SUCCESS;
}
