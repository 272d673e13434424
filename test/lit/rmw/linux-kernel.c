// RUN: %tocsin %s
// Kernel style: counters read and set apart, a line interrupt beside a lock.
typedef struct {
  int counter;
} atomic_t;
typedef struct {
  unsigned slock;
} spinlock_t;
int atomic_read(const atomic_t *V);
void atomic_set(atomic_t *V, int I);
int atomic_cmpxchg(atomic_t *V, int Old, int New);
void spin_lock(spinlock_t *L);
void spin_unlock(spinlock_t *L);
int request_irq(unsigned Irq, int (*Handler)(int, void *), unsigned long Flags,
                const char *Name, void *Dev);

struct port {
  atomic_t inflight;
  int depth;
  spinlock_t lock;
  unsigned long dropped;
};

int reserve(struct port *P) {
  int Used = atomic_read(&P->inflight);
  if (Used >= P->depth)
    return -1;
  atomic_set(&P->inflight, Used + 1); // EXPECT: split-atomic
  return 0;
}

int reserveCorrected(struct port *P) {
  int Used = atomic_read(&P->inflight);
  for (;;) {
    if (Used >= P->depth)
      return -1;
    int Seen = atomic_cmpxchg(&P->inflight, Used, Used + 1);
    if (Seen == Used)
      return 0;
    Used = Seen;
  }
}

static void overflow(struct port *P, int N) {
  P->dropped += N; // EXPECT: lost-update
}

static void poll(struct port *P, int N) {
  spin_lock(&P->lock);
  P->dropped += N;
  spin_unlock(&P->lock);
}

static int handle(int Irq, void *Dev) {
  struct port *P = Dev;
  if (Irq)
    overflow(P, 1);
  poll(P, 2);
  return 0;
}

int attach(struct port *P) {
  int Rc = request_irq(1, handle, 0, "misc", P);
  return Rc ? Rc : request_irq(2, handle, 0, "rx", P);
}
