// RUN: %tocsin %s
// A mark that an exchange puts into a pointer keeps others out until a store
// takes it away again.

struct node {
  struct node *next;
  int weight;
};

#define BUSY ((struct node *)1)
static struct node *spare;
static struct node *bins;

struct node *corrected(void) {
  struct node *n;
  do
    n = __atomic_exchange_n(&spare, BUSY, __ATOMIC_ACQUIRE);
  while (n == BUSY);
  spare = n ? n->next : 0;
  return n;
}

void correctedBack(struct node *n) {
  for (;;) {
    struct node *old = __atomic_exchange_n(&spare, BUSY, __ATOMIC_ACQUIRE);
    if (old == BUSY)
      continue;
    n->next = old;
    __atomic_store_n(&spare, n, __ATOMIC_RELEASE);
    return;
  }
}

// Nobody else is kept out here.
struct node *guilty(void) {
  struct node *n = __atomic_load_n(&bins, __ATOMIC_ACQUIRE);
  if (n)
    __atomic_store_n(&bins, n->next, __ATOMIC_RELEASE); // EXPECT: split-atomic
  return n;
}
