#ifndef COMPAT_H
#define COMPAT_H
/* Subset of the kernel interfaces used by the driver when built out of tree. */
#include <stdbool.h>
#include <stddef.h>

typedef struct { int counter; } atomic_t;
typedef struct { unsigned int slock; } spinlock_t;
typedef int irqreturn_t;
#define IRQ_NONE 0
#define IRQ_HANDLED 1

int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int i);
void atomic_inc(atomic_t *v);
void atomic_dec(atomic_t *v);
int atomic_inc_return(atomic_t *v);
int atomic_cmpxchg(atomic_t *v, int old, int new_);
bool atomic_dec_and_test(atomic_t *v);

bool test_bit(int nr, const unsigned long *addr);
void set_bit(int nr, unsigned long *addr);
void clear_bit(int nr, unsigned long *addr);
bool test_and_set_bit(int nr, unsigned long *addr);

void spin_lock(spinlock_t *l);
void spin_unlock(spinlock_t *l);
void spin_lock_bh(spinlock_t *l);
void spin_unlock_bh(spinlock_t *l);

struct work_struct { void (*func)(struct work_struct *); };
bool schedule_work(struct work_struct *w);
typedef irqreturn_t (*irq_handler_t)(int, void *);
int request_irq(unsigned int irq, irq_handler_t h, unsigned long flags,
                const char *name, void *dev);
unsigned int readl(const volatile void *addr);
void writel(unsigned int v, volatile void *addr);

#define EBUSY 16
#define ENOSPC 28
#endif
