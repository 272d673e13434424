// RUN: %tocsin %s
// A constant that is stored into the word of a lock makes the lock: the object
// is new.

struct store {
  int taken;
  int size, top;
};

static void enter(struct store *s) {
  while (__atomic_exchange_n(&s->taken, 1, __ATOMIC_ACQUIRE))
    ;
}
static void leave(struct store *s) {
  __atomic_store_n(&s->taken, 0, __ATOMIC_RELEASE);
}

void push(struct store *s) {
  enter(s);
  s->size++;
  s->top = s->size;
  leave(s);
}
void pop(struct store *s) {
  enter(s);
  s->size--;
  s->top = s->size;
  leave(s);
}

void corrected(struct store *s, int n) {
  s->taken = 0;
  s->size = n;
}

void guilty(struct store *s, int n) {
  s->top = n; // EXPECT: lost-update
}
