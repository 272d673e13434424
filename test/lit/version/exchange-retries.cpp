// RUN: %tocsin %s
// V15, V16: a loop that looks at what is left but writes what it computed
// before; an exchange that helps others on loses nothing.
#include <atomic>

static std::atomic<long> Left{0};
static long Plain;

bool guilty(long N) {
  long Seen = Left.load();
  long Next = Seen - N;
  while (!Left.compare_exchange_weak(Seen, Next)) // EXPECT: unchecked-version
    if (Seen < N)
      return false;
  return true;
}

bool corrected(long N) {
  long Seen = Left.load();
  do
    if (Seen < N)
      return false;
  while (!Left.compare_exchange_weak(Seen, Seen - N));
  return true;
}

long guiltyOldValue(long N) {
  long Seen = Plain, Next = Seen + N;
  for (;;) {
    long Was = __sync_val_compare_and_swap(&Plain, Seen, Next); // EXPECT: unchecked-version
    if (Was == Seen)
      return Next;
    Seen = Was;
  }
}

long correctedOldValue(long N) {
  long Seen = Plain;
  for (;;) {
    long Was = __sync_val_compare_and_swap(&Plain, Seen, Seen + N);
    if (Was == Seen)
      return Seen + N;
    Seen = Was;
  }
}

struct Node {
  std::atomic<Node *> Next{nullptr};
};
static std::atomic<Node *> Tail;

void append(Node *Fresh) {
  for (;;) {
    Node *Last = Tail.load();
    Node *Next = Last->Next.load();
    if (Next) {
      Tail.compare_exchange_strong(Last, Next); // helps
      continue;
    }
    if (Last->Next.compare_exchange_strong(Next, Fresh)) {
      Tail.compare_exchange_strong(Last, Fresh);
      return;
    }
  }
}

// A bound on the value, before the loop and in it.
void guiltyBounded(long N, long Most) {
  long Seen = Left.load();
  long Next = Seen + N;
  if (Next > Most)
    Next = Most;
  while (!Left.compare_exchange_weak(Seen, Next)) // EXPECT: unchecked-version
    ;
}

void correctedBounded(long N, long Most) {
  long Seen = Left.load(), Next;
  do {
    Next = Seen + N;
    if (Next > Most)
      Next = Most;
  } while (!Left.compare_exchange_weak(Seen, Next));
}
