/* the few kernel interfaces the driver needs, for out-of-tree builds */
#ifndef KAPI_H
#define KAPI_H

typedef unsigned int u32;
typedef struct { unsigned int slock; } spinlock_t;
typedef struct { int counter; } atomic_t;
typedef int irqreturn_t;
typedef irqreturn_t (*irq_handler_t)(int, void *);

#define IRQ_NONE    0
#define IRQ_HANDLED 1
#define EBUSY       16
#define ENOSPC      28

struct work_struct {
    void (*func)(struct work_struct *);
    void *entry;
};

#define INIT_WORK(w, f) ((w)->func = (f))
#define container_of(p, type, m) ((type *)((char *)(p) - __builtin_offsetof(type, m)))

void spin_lock_init(spinlock_t *l);
void spin_lock(spinlock_t *l);
void spin_unlock(spinlock_t *l);
unsigned long __raw_spin_lock_irqsave(spinlock_t *l);
#define spin_lock_irqsave(l, flags) ((flags) = __raw_spin_lock_irqsave(l))
void spin_unlock_irqrestore(spinlock_t *l, unsigned long flags);

int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int i);
void atomic_inc(atomic_t *v);
void atomic_dec(atomic_t *v);
void atomic_sub(int i, atomic_t *v);
int atomic_dec_and_test(atomic_t *v);
int atomic_cmpxchg(atomic_t *v, int old, int new_);

int request_irq(unsigned int irq, irq_handler_t h, unsigned long flags,
                const char *name, void *dev);
int schedule_work(struct work_struct *w);

#endif
