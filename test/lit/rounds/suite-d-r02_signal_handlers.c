// RUN: %tocsin %s
// STD: gnu17
/* Regression: a handler and the main line share a word; what is varied is how the main line updates it. */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { EV_CHILD = 1, EV_WINCH = 2 };

static volatile sig_atomic_t backlog;
static volatile sig_atomic_t events;
static volatile sig_atomic_t reload_wanted;
static volatile sig_atomic_t beats;
static atomic_int ticks;
static atomic_uint inbox;

static void on_alarm(int sig) {
    (void)sig;
    backlog++, beats++;
    atomic_fetch_add(&ticks, 1);
}

static void on_event(int sig) {
    events |= sig == SIGCHLD ? EV_CHILD : EV_WINCH;
    atomic_fetch_or(&inbox, sig == SIGCHLD ? EV_CHILD : EV_WINCH);
}

static void on_hup(int sig) { reload_wanted = sig; }

static void run_job(void) { puts("job"); }
static void load_config(void) { puts("load"); }

void backlog_pop_open(void) {
    if (backlog > 0) {
        run_job();
        backlog--; // EXPECT: lost-update
    }
}

void backlog_pop_blocked(void) {
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_BLOCK, &set, &old);
    int due = backlog > 0;
    if (due)
        backlog--;
    sigprocmask(SIG_SETMASK, &old, NULL);
    if (due)
        run_job();
}

void backlog_pop_other_signal_blocked(void) {
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, &old);
    if (backlog > 0)
        backlog--; // EXPECT: lost-update
    sigprocmask(SIG_SETMASK, &old, NULL);
}

int beats_collect_open(void) {
    int n = beats;
    beats = 0; // EXPECT: lost-update
    return n;
}

int beats_collect_blocked(void) {
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_BLOCK, &set, &old);
    int n = beats;
    beats = 0;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return n;
}

void events_clear_plain(void) {
    if (events & EV_CHILD)
        events &= ~EV_CHILD; // EXPECT: lost-update
}

void inbox_clear_split(void) {
    unsigned seen = atomic_load(&inbox);
    atomic_store(&inbox, seen & ~(unsigned)EV_CHILD); // EXPECT: split-atomic
}

void inbox_clear_bit(void) {
    if (atomic_load(&inbox) & EV_CHILD)
        atomic_fetch_and(&inbox, ~(unsigned)EV_CHILD);
}

unsigned inbox_take_all(void) { return atomic_exchange(&inbox, 0); }

void ticks_consume_split(int n) {
    if (atomic_load(&ticks) >= n)
        atomic_store(&ticks, atomic_load(&ticks) - n); // EXPECT: split-atomic
}

void ticks_consume_once(int n) {
    if (atomic_load(&ticks) >= n)
        atomic_fetch_sub(&ticks, n);
}

void reload_cleared_after(void) {
    if (reload_wanted) {
        load_config();
        reload_wanted = 0; // EXPECT: lost-update
    }
}

void reload_cleared_before(void) {
    if (reload_wanted) {
        reload_wanted = 0;
        load_config();
    }
}

int main(void) {
    struct sigaction sa = {.sa_handler = on_alarm};
    backlog = backlog + 2;
    sigaction(SIGALRM, &sa, NULL);
    sa.sa_handler = on_event;
    sigaddset(&sa.sa_mask, SIGCHLD);
    sigaddset(&sa.sa_mask, SIGWINCH);
    sigaction(SIGCHLD, &sa, NULL);
    sigaction(SIGWINCH, &sa, NULL);
    sa.sa_handler = on_hup;
    sigaction(SIGHUP, &sa, NULL);
    for (;;) {
        alarm(1);
        pause();
        backlog_pop_open(), backlog_pop_blocked(), backlog_pop_other_signal_blocked();
        beats_collect_open(), beats_collect_blocked();
        events_clear_plain(), inbox_clear_split(), inbox_clear_bit(), inbox_take_all();
        ticks_consume_split(2), ticks_consume_once(2);
        reload_cleared_after(), reload_cleared_before();
    }
}
