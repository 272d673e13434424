// RUN: %tocsin %s
// OPTIONS: -fopenmp
// Which regions exclude each other.

void use(int);

// A look outside of the critical that then decides.
double guiltyLook(const double *x, int n) {
  double top = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    if (x[i] > top) {
#pragma omp critical
      top = x[i]; // EXPECT: lost-update
    }
  return top;
}

double correctedLook(const double *x, int n) {
  double top = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
#pragma omp critical
    if (x[i] > top)
      top = x[i];
  }
  return top;
}

double alsoCorrected(const double *x, int n) {
  double top = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    if (x[i] > top) {
#pragma omp critical
      {
        if (x[i] > top)
          top = x[i];
      }
    }
  return top;
}

// Atomic keeps other atomics out only.
long guiltyMixed(int n) {
  long hits = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    if (i % 2) {
#pragma omp atomic
      hits++;
    } else {
      hits++; // EXPECT: lost-update
    }
  }
  return hits;
}

// One read, one write: two steps.
long guiltySteps(int n) {
  long next = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    long mine;
#pragma omp atomic read
    mine = next;
#pragma omp atomic write
    next = mine + 1; // EXPECT: lost-update
    use(mine);
  }
  return next;
}

long correctedSteps(int n) {
  long next = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    long mine;
#pragma omp atomic capture
    mine = next++;
    use(mine);
  }
  return next;
}

// A critical that begins with a loop.
long correctedLoop(const long *x, int n) {
  long sum = 0;
#pragma omp parallel
  {
    long part[4] = {x[0], x[1], x[2], x[3]};
#pragma omp critical
    for (int i = 0; i < 4; i++)
      sum += part[i];
  }
  return sum / n;
}

int master(int n) {
  int rounds = 0;
#pragma omp parallel
  {
#pragma omp master
    rounds++;
#pragma omp barrier
#pragma omp single
    { rounds += n; }
  }
  return rounds;
}

// Afterwards there is one thread again.
double after(const double *x, int n) {
  double sum = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
#pragma omp critical
    sum += x[i];
  }
  sum /= n;
  return sum;
}

int guiltySections(void) {
  int seen = 0;
#pragma omp parallel sections
  {
#pragma omp section
    seen += 1; // EXPECT: lost-update
#pragma omp section
    seen += 2; // EXPECT: lost-update
  }
  return seen;
}

int correctedSections(void) {
  int a = 0, b = 0;
#pragma omp parallel sections
  {
#pragma omp section
    a += 1;
#pragma omp section
    b += 2;
  }
  return a + b;
}

int ordered(const int *x, int n) {
  int sum = 0;
#pragma omp parallel for ordered
  for (int i = 0; i < n; i++) {
#pragma omp ordered
    sum += x[i];
  }
  return sum;
}

int oneThread(const int *x, int n) {
  int sum = 0;
#pragma omp parallel for num_threads(1)
  for (int i = 0; i < n; i++)
    sum += x[i];
#pragma omp simd
  for (int i = 0; i < n; i++)
    sum += x[i];
  return sum;
}
