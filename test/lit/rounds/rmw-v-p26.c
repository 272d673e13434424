// RUN: %tocsin %s
// STD: gnu17
/* Character device of an analogue frontend: ioctl path, reader thread, interrupt. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct { int counter; } atomic_t;
struct mutex { long owner; };
typedef struct { unsigned raw; } spinlock_t;
struct task_struct;
typedef int irqreturn_t;
#define IRQ_HANDLED 1

extern int atomic_read(const atomic_t *v);
extern void atomic_set(atomic_t *v, int i);
extern int atomic_inc_return(atomic_t *v);
extern bool atomic_dec_and_test(atomic_t *v);
extern int atomic_cmpxchg(atomic_t *v, int old, int new);
extern void mutex_lock(struct mutex *m);
extern int mutex_trylock(struct mutex *m);
extern void mutex_unlock(struct mutex *m);
extern void spin_lock(spinlock_t *l);
extern void spin_unlock(spinlock_t *l);
extern unsigned long _spin_lock_irqsave(spinlock_t *l);
extern void spin_unlock_irqrestore(spinlock_t *l, unsigned long flags);
#define spin_lock_irqsave(l, f) ((f) = _spin_lock_irqsave(l))
extern void set_bit(long nr, volatile unsigned long *addr);
extern void clear_bit(long nr, volatile unsigned long *addr);
extern bool test_and_set_bit(long nr, volatile unsigned long *addr);
extern void __set_bit(long nr, volatile unsigned long *addr);
extern bool kthread_should_stop(void);
extern struct task_struct *kthread_run(int (*fn)(void *), void *data, const char *fmt, ...);
extern int request_irq(unsigned irq, irqreturn_t (*h)(int, void *), unsigned long fl,
                       const char *name, void *dev);
extern void msleep(unsigned ms);

enum { AFE_RUNNING, AFE_OVERRUN, AFE_CALIBRATED };

struct afe {
    atomic_t users;
    atomic_t calib;
    unsigned long state;
    struct mutex cfg_lock;
    spinlock_t fifo_lock;
    unsigned gain;
    unsigned retry;
    unsigned fifo_len;
    unsigned short fifo[512];
    struct task_struct *reader;
};

int afe_open_exclusive(struct afe *a)
{
    if (atomic_read(&a->users) != 0)
        return -EBUSY;
    atomic_set(&a->users, 1); // EXPECT: split-atomic
    set_bit(AFE_RUNNING, &a->state);
    return 0;
}

bool afe_close(struct afe *a)
{
    clear_bit(AFE_RUNNING, &a->state);
    return atomic_dec_and_test(&a->users);
}

int afe_calibrate(struct afe *a)
{
    if (atomic_cmpxchg(&a->calib, 0, 1) != 0)
        return -EALREADY;
    msleep(20);
    __set_bit(AFE_CALIBRATED, &a->state); // EXPECT-MISS: lost-update
    return 0;
}

int afe_set_gain(struct afe *a, unsigned gain)
{
    if (gain > 7)
        return -EINVAL;
    if (!mutex_trylock(&a->cfg_lock)) {
        a->retry++; // EXPECT: lost-update
        return -EAGAIN;
    }
    a->gain = gain;
    a->retry = 0;
    mutex_unlock(&a->cfg_lock);
    return 0;
}

int afe_more_gain(struct afe *a)
{
    mutex_lock(&a->cfg_lock);
    unsigned g = a->gain;
    if (g < 7)
        a->gain = g + 1;
    if (a->retry > 16)
        a->retry = 16;
    mutex_unlock(&a->cfg_lock);
    return 0;
}

static irqreturn_t afe_irq(int irq, void *dev)
{
    struct afe *a = dev;
    spin_lock(&a->fifo_lock);
    if (a->fifo_len < 512)
        a->fifo[a->fifo_len++] = (unsigned short)irq;
    else
        set_bit(AFE_OVERRUN, &a->state);
    spin_unlock(&a->fifo_lock);
    return IRQ_HANDLED;
}

static int afe_reader(void *data)
{
    struct afe *a = data;
    while (!kthread_should_stop()) {
        unsigned long fl;
        spin_lock_irqsave(&a->fifo_lock, fl);
        unsigned n = a->fifo_len;
        a->fifo_len = 0;
        spin_unlock_irqrestore(&a->fifo_lock, fl);
        if (n > 256)
            afe_more_gain(a);
        msleep(5);
    }
    return 0;
}

int afe_probe(struct afe *a, unsigned irq)
{
    a->gain = 1;
    a->retry = 0;
    __set_bit(AFE_RUNNING, &a->state);
    clear_bit(AFE_RUNNING, &a->state);
    a->reader = kthread_run(afe_reader, a, "afe/%u", irq);
    if (!a->reader)
        return -ENOMEM;
    return request_irq(irq, afe_irq, 0, "afe", a);
}
