// RUN: %tocsin %s
// STD: gnu17
/* Asynchronous handlers and the code they interrupt. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t q1, q2, q3, q4, q5, q6, stop;
static int q7;
static volatile unsigned set1, set2;

static void on_usr1(int s)
{
    (void)s;
    q1++;
    q4++;
    q7 = __atomic_add_fetch(&q6, 1, __ATOMIC_RELAXED) > 5;
}

static void on_usr2(int s)
{
    (void)s;
    q2 = q2 + 1;
    set1 |= 1u << 2;
    __atomic_fetch_or(&set2, 1u << 2, __ATOMIC_RELAXED);
}

static void on_chld(int s, siginfo_t *i, void *u)
{
    (void)s; (void)i; (void)u;
    q3++;
    q5++;
}

static void on_term(int s)
{
    (void)s;
    stop = 1;
}

static void h01(void)
{
    while (q1 > 0) {
        q1--; // EXPECT: lost-update
        puts("usr1");
    }
}

static void h02(void)
{
    q2 = q2 - 1; // EXPECT: lost-update
}

static void h03(int n)
{
    int left = q3;
    left -= n;
    q3 = left; // EXPECT: lost-update
}

static void h04(void)
{
    set1 &= ~(1u << 2); // EXPECT: lost-update
}

static void h05(void)
{
    sigset_t b, o;
    sigemptyset(&b);
    sigaddset(&b, SIGUSR1);
    sigprocmask(SIG_BLOCK, &b, &o);
    if (q4 > 0)
        q4--;
    sigprocmask(SIG_SETMASK, &o, NULL);
}

static void h06(void)
{
    static int last;
    int now = q5;
    if (now != last) {
        printf("%d children\n", now - last);
        last = now;
    }
}

static void h07(void)
{
    int n = __atomic_exchange_n(&q6, 0, __ATOMIC_RELAXED);
    if (n)
        printf("%d\n", n);
    __atomic_fetch_and(&set2, ~(1u << 2), __ATOMIC_RELAXED);
}

int main(void)
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_usr1;
    sigaction(SIGUSR1, &sa, NULL);
    signal(SIGUSR2, on_usr2);
    signal(SIGTERM, on_term);
    memset(&sa, 0, sizeof sa);
    sa.sa_sigaction = on_chld;
    sa.sa_flags = SA_SIGINFO;
    sigaction(SIGCHLD, &sa, NULL);
    while (!stop) {
        pause();
        h01();
        h02();
        h03(1);
        h04();
        h05();
        h06();
        h07();
    }
    return 0;
}
