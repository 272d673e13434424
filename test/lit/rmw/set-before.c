// RUN: %tocsin %s
// Who has just stored a constant has nothing of others' to lose.

struct job {
  struct job *next;
  unsigned state;
};

#define READY 1u
#define WIDE 2u

void wake(struct job *j) { __atomic_fetch_or(&j->state, READY, __ATOMIC_SEQ_CST); }

static inline int several(unsigned long set) { return (set & (set - 1)) != 0; }

static struct job *spare;

struct job *from_pool(void) {
  struct job *j = spare;
  if (j)
    spare = j->next;
  return j;
}

static struct job *init(struct job *j, int wide) {
  j->state = 0;
  j->next = 0;
  if (several(wide))
    j->state |= WIDE;
  return j;
}

struct job *corrected(int wide) {
  struct job *j = from_pool();
  return j ? init(j, wide) : 0;
}

void guilty(struct job *j, int wide) {
  if (wide)
    j->state |= WIDE; // EXPECT: lost-update
}
