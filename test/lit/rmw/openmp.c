// RUN: %tocsin %s
// OPTIONS: -fopenmp
// A shared scalar in a parallel loop needs reduction, atomic or critical.

double guilty(const double *x, int n) {
  double sum = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    sum += x[i]; // EXPECT: lost-update
  return sum;
}

void guiltyArray(const int *bin, int *count, int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    count[bin[i]]++; // EXPECT: lost-update
}

double correctedReduction(const double *x, int n) {
  double sum = 0;
#pragma omp parallel for reduction(+ : sum)
  for (int i = 0; i < n; i++)
    sum += x[i];
  return sum;
}

double correctedAtomic(const double *x, int n) {
  double sum = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
#pragma omp atomic
    sum += x[i];
  }
  return sum;
}

double correctedCritical(const double *x, int n) {
  double sum = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
#pragma omp critical
    sum += x[i];
  }
  return sum;
}

// Each thread has its own elements.
void disjoint(double *x, int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    x[i] += 1;
}

// Each thread has its own copy.
void confined(const double *x, double *y, int n) {
  double half;
#pragma omp parallel for private(half)
  for (int i = 0; i < n; i++) {
    half = x[i] / 2;
    half += 1;
    y[i] = half;
  }
}

double alone(const double *x, int n) {
  double sum = 0;
#pragma omp parallel
  {
#pragma omp single
    for (int i = 0; i < n; i++)
      sum += x[i];
  }
  return sum;
}

// The loop's own copies, inside a region of all threads.
double inner(const double *x, int n, long *none) {
  double sum = 0;
  long bad = 0;
#pragma omp parallel
  {
#pragma omp for nowait reduction(+ : bad)
    for (int i = 0; i < n; i++)
      if (x[i] < 0)
        bad++;
#pragma omp for
    for (int i = 0; i < n; i++)
      sum += x[i]; // EXPECT: lost-update
  }
  *none = bad;
  return sum;
}
