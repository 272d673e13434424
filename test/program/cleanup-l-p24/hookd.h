#ifndef HOOKD_H
#define HOOKD_H
#include <stdint.h>
#include <sys/types.h>

/* Single-threaded: everything below runs from the poll loop in hookd.c */

struct timer {
    uint32_t      due;              /* jiffy */
    void        (*fn)(void *);
    void         *arg;
    struct timer *next;
};

struct hook {
    pid_t        pid;
    int          done;
    int64_t      started_ms;
    int64_t      limit_ms;
    char         out[64];           /* capture file */
    struct hook *next;
};

int64_t  loop_now_ms(void);
uint32_t loop_jiffies(void);

int  timer_add(uint32_t in, void (*fn)(void *), void *arg);
void timers_run(void);

struct hook *hook_start(char *const argv[], int64_t limit_ms);
void         hooks_check(void);
void         hooks_reap(void);
#endif
