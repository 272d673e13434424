// RUN: %tocsin %s
// OPTIONS: -fopenmp
// Tasks share what the region around them shares.

struct Node {
  Node *Left, *Right;
  int Weight;
};

static int Total;

void guilty(const Node *N) {
  if (!N)
    return;
#pragma omp task
  {
    Total += N->Weight; // EXPECT: lost-update
    guilty(N->Left);
  }
  guilty(N->Right);
}

static int Sum;

void corrected(const Node *N) {
  if (!N)
    return;
#pragma omp task
  {
#pragma omp atomic
    Sum += N->Weight;
    corrected(N->Left);
  }
  corrected(N->Right);
}

int guiltyShared(int N) {
  int Done = 0;
#pragma omp parallel
#pragma omp single
  for (int I = 0; I < N; ++I) {
#pragma omp task
    Done++; // EXPECT: lost-update
  }
  return Done;
}

// A local of the single region is copied into each task.
int correctedCopies(int N) {
#pragma omp parallel
#pragma omp single
  {
    int Own = 0;
    for (int I = 0; I < N; ++I) {
#pragma omp task
      Own++;
    }
  }
  return N;
}

int correctedDepends(int N) {
  int Chain = 0;
#pragma omp parallel
#pragma omp single
  for (int I = 0; I < N; ++I) {
#pragma omp task depend(inout : Chain)
    Chain++;
  }
  return Chain;
}

class Tally {
public:
  void guilty(int N) {
#pragma omp parallel for
    for (int I = 0; I < N; ++I)
      Seen += I; // EXPECT: lost-update
  }
  void corrected(int N) {
    long Local = 0;
#pragma omp parallel for reduction(+ : Local)
    for (int I = 0; I < N; ++I)
      Local += I;
    Kept += Local;
  }

private:
  long Seen = 0, Kept = 0;
};

void drive(const Node *N) {
  Tally T;
  T.guilty(3);
  T.corrected(3);
#pragma omp parallel
#pragma omp single
  {
    guilty(N);
    corrected(N);
  }
}
