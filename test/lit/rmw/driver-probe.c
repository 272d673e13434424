// RUN: %tocsin %s
// What is set up before the handler is registered, and after.
typedef struct { int counter; } atomic_t;
int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int i);
int request_irq(unsigned irq, int (*h)(int, void *), unsigned long flags,
                const char *name, void *dev);

struct card {
  atomic_t budget;
};

static int handle(int irq, void *dev) {
  struct card *c = dev;
  atomic_set(&c->budget, atomic_read(&c->budget) - 1); // EXPECT: split-atomic
  return irq;
}

int corrected(struct card *c) {
  atomic_set(&c->budget, 8);
  atomic_set(&c->budget, atomic_read(&c->budget) * 2);
  return request_irq(3, handle, 0, "card", c);
}

int guilty(struct card *c) {
  int r = request_irq(4, handle, 0, "card", c);
  atomic_set(&c->budget, atomic_read(&c->budget) * 2); // EXPECT: split-atomic
  return r;
}
