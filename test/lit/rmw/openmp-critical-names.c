// RUN: %tocsin %s
// OPTIONS: -fopenmp
// Criticals of different names do not exclude each other.

long guilty(int n) {
  long sum = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    if (i % 3 == 0) {
#pragma omp critical(third)
      sum += 1; // EXPECT: lost-update
    } else {
#pragma omp critical(rest)
      sum += 2; // EXPECT: lost-update
    }
  }
  return sum;
}

long corrected(int n) {
  long sum = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    if (i % 3 == 0) {
#pragma omp critical(sum)
      sum += 1;
    } else {
#pragma omp critical(sum)
      sum += 2;
    }
  }
  return sum;
}
