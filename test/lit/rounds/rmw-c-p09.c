// RUN: %tocsin %s
// STD: gnu17
/* Chess clock server, C11 threads. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <threads.h>

enum { WHITE, BLACK };

struct chess_clock {
    mtx_t mu;
    cnd_t changed;
    int turn;             /* under mu */
    int moves;            /* under mu */
    bool over;            /* under mu */
    _Atomic long left_ms[2];
    atomic_flag flagged;
    _Atomic unsigned ticks;
};

static bool clock_spend(struct chess_clock *c, int side, long ms)
{
    long left = atomic_load(&c->left_ms[side]);
    long next;
    do {
        next = left > ms ? left - ms : 0;
    } while (!atomic_compare_exchange_weak(&c->left_ms[side], &left, next));
    c->ticks++;
    return next > 0;
}

static void clock_bonus(struct chess_clock *c, int side, long ms)
{
    c->left_ms[side] += ms;
}

static void clock_finish(struct chess_clock *c, int loser)
{
    if (atomic_flag_test_and_set(&c->flagged))
        return;
    printf("flag fell: %s\n", loser == WHITE ? "white" : "black");
    mtx_lock(&c->mu);
    c->over = true;
    cnd_broadcast(&c->changed);
    mtx_unlock(&c->mu);
}

struct seat {
    struct chess_clock *clock;
    int side;
};

static int player(void *arg)
{
    struct seat *s = arg;
    struct chess_clock *c = s->clock;
    for (;;) {
        mtx_lock(&c->mu);
        while (c->turn != s->side && !c->over)
            cnd_wait(&c->changed, &c->mu);
        bool over = c->over;
        int n = c->moves;
        mtx_unlock(&c->mu);
        if (over || n >= 200)
            break;
        if (!clock_spend(c, s->side, 7 + n % 5)) {
            clock_finish(c, s->side);
            break;
        }
        clock_bonus(c, s->side, 2);
        mtx_lock(&c->mu);
        c->moves++; // EXPECT-NOISE: check-then-act
        c->turn = 1 - c->turn;
        cnd_broadcast(&c->changed);
        mtx_unlock(&c->mu);
    }
    mtx_lock(&c->mu);
    c->over = true;
    cnd_broadcast(&c->changed);
    mtx_unlock(&c->mu);
    return 0;
}

int main(void)
{
    static struct chess_clock clock = { .flagged = ATOMIC_FLAG_INIT };
    mtx_init(&clock.mu, mtx_plain);
    cnd_init(&clock.changed);
    clock.left_ms[WHITE] = 600;
    clock.left_ms[BLACK] = 600;
    struct seat seats[2] = { { &clock, WHITE }, { &clock, BLACK } };
    thrd_t th[2];
    for (int i = 0; i < 2; i++)
        thrd_create(&th[i], player, &seats[i]);
    for (int i = 0; i < 2; i++)
        thrd_join(th[i], NULL);
    printf("%d moves, %u ticks\n", clock.moves, clock.ticks);
    cnd_destroy(&clock.changed);
    mtx_destroy(&clock.mu);
    return 0;
}
