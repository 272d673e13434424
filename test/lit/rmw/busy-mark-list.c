// RUN: %tocsin %s
// The ends of a list hold each other: a mark that was put into `at->next` is
// taken away from `second->prev->next`.

struct link {
  struct link *next, *prev;
};

#define BUSY ((struct link *)1)

void corrected(struct link *at, struct link *in) {
  for (;;) {
    struct link *second = __atomic_exchange_n(&at->next, BUSY, __ATOMIC_SEQ_CST);
    struct link *first;
    if (second == BUSY)
      continue;
    first = __atomic_exchange_n(&second->prev, BUSY, __ATOMIC_SEQ_CST);
    if (first == BUSY) {
      at->next = second;
      continue;
    }
    in->next = second;
    in->prev = first;
    second->prev = in;
    first->next = in;
    return;
  }
}

void correctedTake(struct link *out) {
  for (;;) {
    struct link *before, *after, *mark = 0;
    after = __atomic_exchange_n(&out->next, BUSY, __ATOMIC_SEQ_CST);
    if (after == BUSY)
      continue;
    before = __atomic_exchange_n(&out->prev, BUSY, __ATOMIC_SEQ_CST);
    if (before == BUSY) {
      out->next = after;
      continue;
    }
    if (before != out) {
      mark = __atomic_exchange_n(&before->next, BUSY, __ATOMIC_SEQ_CST);
      if (mark == BUSY) {
        out->prev = before;
        out->next = after;
        continue;
      }
    }
    if (after != out &&
        __atomic_exchange_n(&after->prev, BUSY, __ATOMIC_SEQ_CST) == BUSY) {
      if (mark)
        before->next = mark;
      out->prev = before;
      out->next = after;
      continue;
    }
    after->prev = before;
    before->next = after;
    out->prev = out->next = out;
    return;
  }
}

struct chain {
  struct chain *later;
};

void push(struct chain *head, struct chain *in) {
  struct chain *old;
  do {
    old = __atomic_load_n(&head->later, __ATOMIC_ACQUIRE);
    in->later = old;
  } while (!__atomic_compare_exchange_n(&head->later, &old, in, 0,
                                        __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
}

struct chain *swap(struct chain *head, struct chain *in) {
  return __atomic_exchange_n(&head->later, in, __ATOMIC_SEQ_CST);
}

// Nobody has put a mark here.
void guilty(struct chain *head) {
  if (head->later)
    head->later = head->later->later; // EXPECT: lost-update
}
