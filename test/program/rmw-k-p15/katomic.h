/* katomic.h - kernel flavoured atomics for the user space driver kit */
#ifndef KATOMIC_H
#define KATOMIC_H

typedef struct {
    int counter;
} atomic_t;

static inline int atomic_read(const atomic_t *a)
{
    return __atomic_load_n(&a->counter, __ATOMIC_RELAXED);
}

static inline void atomic_set(atomic_t *a, int v)
{
    __atomic_store_n(&a->counter, v, __ATOMIC_RELAXED);
}

static inline int atomic_inc_return(atomic_t *a)
{
    return __atomic_add_fetch(&a->counter, 1, __ATOMIC_SEQ_CST);
}

static inline int atomic_dec_and_test(atomic_t *a)
{
    return __atomic_sub_fetch(&a->counter, 1, __ATOMIC_SEQ_CST) == 0;
}

static inline int atomic_cmpxchg(atomic_t *a, int old, int new_)
{
    __atomic_compare_exchange_n(&a->counter, &old, new_, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return old;
}
#endif
